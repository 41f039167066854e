"""What is done with people, organisations and duties."""

from liamm.features.accounts.actions.affiliations import affiliate, confirm_affiliation, end_affiliation
from liamm.features.accounts.actions.duties import end_duty, give_duty
from liamm.features.accounts.actions.naming import (
    SaidAffiliation,
    forget_named,
    recognise_organisation,
    refuse_named,
    say_affiliation,
)
from liamm.features.accounts.actions.organisations import OrganisationCard, add_organisation, edit_organisation
from liamm.features.accounts.actions.people import (
    Profile,
    change_address,
    close_session,
    create_person,
    edit_profile,
    prove_address,
    rename_person,
    resume_letters,
    sign_up,
    welcome_proven,
)

__all__ = [
    "OrganisationCard",
    "Profile",
    "SaidAffiliation",
    "add_organisation",
    "affiliate",
    "change_address",
    "close_session",
    "confirm_affiliation",
    "create_person",
    "edit_organisation",
    "edit_profile",
    "end_affiliation",
    "end_duty",
    "forget_named",
    "give_duty",
    "prove_address",
    "recognise_organisation",
    "refuse_named",
    "rename_person",
    "resume_letters",
    "say_affiliation",
    "sign_up",
    "welcome_proven",
]
