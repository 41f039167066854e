"""Who acts for which organisation, from when to when."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from liamm.features.accounts.affiliating import note_said
from liamm.features.accounts.facts import AffiliationConfirmed, AffiliationEnded
from liamm.features.accounts.models import Affiliation, Organisation, Person
from liamm.features.accounts.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@action
def affiliate(
    actor: Actor, person: Person, *, organisation: Organisation, function: str = "", starts: date | None = None
) -> Affiliation:
    """Note that a person acts for an organisation, from a day on (today by default); noted twice, the first stands.

    Said by somebody else, it is confirmed. Affiliations give no right; several may hold at once.
    Raises DomainError for a day to come.
    """
    require(policy, actor, Permission.AFFILIATE, person)
    return note_said(actor, person, organisation, function=function, starts=starts)


@action
def confirm_affiliation(actor: Actor, affiliation: Affiliation) -> Affiliation:
    """Confirm that a person acts for an organisation, as they say: from then on it counts in public."""
    require(policy, actor, Permission.CONFIRM_AFFILIATION, affiliation)
    if affiliation.confirmed_at is None:
        affiliation.confirmed_at = clock.now()
        affiliation.save(update_fields=["confirmed_at"])
    record(actor, AffiliationConfirmed(subject_id=affiliation.person_id, organisation=affiliation.organisation_id))
    return affiliation


@action
def end_affiliation(actor: Actor, affiliation: Affiliation, *, ends: date | None = None) -> Affiliation:
    """Note the last day on which a person acts for an organisation (today by default).

    Raises DomainError when it would end before it began.
    """
    require(policy, actor, Permission.END_AFFILIATION, affiliation)
    last = ends or clock.today()
    if last < affiliation.starts:
        raise DomainError(_("La fin ne peut pas venir avant le début."), field="ends")
    affiliation.ends = last
    affiliation.save(update_fields=["ends"])
    record(
        actor,
        AffiliationEnded(subject_id=affiliation.person_id, organisation=affiliation.organisation_id, ends=last),
    )
    return affiliation
