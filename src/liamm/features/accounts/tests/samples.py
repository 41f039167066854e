"""Things on which the rights over people and organisations are tried."""

from liamm.features.accounts.policies import Permission
from liamm.features.accounts.tests.factories import AffiliationFactory, OrganisationFactory, PersonFactory
from liamm.kernel.access.matrix import Sample, World


def samples(world: World) -> list[Sample]:
    other, oneself = PersonFactory(), world.actors["signed in"]
    organisation, affiliation = OrganisationFactory(), AffiliationFactory(person=oneself)
    return [
        Sample(Permission.VIEW_PERSON, "someone else", other),
        Sample(Permission.VIEW_PERSON, "the account of *signed in*", oneself),
        Sample(Permission.SIGN_UP, "in general"),
        Sample(Permission.CREATE_PERSON, "in general"),
        Sample(Permission.RENAME_PERSON, "someone else", other),
        Sample(Permission.RENAME_PERSON, "the account of *signed in*", oneself),
        Sample(Permission.EDIT_PROFILE, "someone else", other),
        Sample(Permission.EDIT_PROFILE, "the account of *signed in*", oneself),
        Sample(Permission.VIEW_ORGANISATION, "an organisation", organisation),
        Sample(Permission.ADD_ORGANISATION, "in general"),
        Sample(Permission.EDIT_ORGANISATION, "an organisation", organisation),
        Sample(Permission.AFFILIATE, "someone else", other),
        Sample(Permission.AFFILIATE, "the account of *signed in*", oneself),
        Sample(Permission.END_AFFILIATION, "an affiliation of *signed in*", affiliation),
        Sample(Permission.CONFIRM_AFFILIATION, "an affiliation of *signed in*", affiliation),
        Sample(Permission.GIVE_DUTY, "someone else", other),
        Sample(Permission.END_DUTY, "someone else", other),
    ]
