"""Noting for which organisation a person acts: what the actions that do so share, inside their transaction."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from liamm.features.accounts.facts import PersonAffiliated
from liamm.features.accounts.models import Affiliation, Organisation, Person
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.actions import HOUSE_USAGE, DomainError
from liamm.kernel.ledger.record import record


def note_said(
    actor: Actor, person: Person, organisation: Organisation, *, function: str, starts: date | None
) -> Affiliation:
    """Note it as said by an actor who may: by somebody else than the person, it is confirmed.

    Raises DomainError for a day to come.
    """
    not_to_come(starts)
    affiliation = note_affiliation(person, organisation, function=function, starts=starts)
    if actor != person and affiliation.confirmed_at is None:
        affiliation.confirmed_at = clock.now()
        affiliation.save(update_fields=["confirmed_at"])
    record(actor, PersonAffiliated(subject_id=person.pk, organisation=organisation.pk, starts=affiliation.starts))
    return affiliation


def not_to_come(starts: date | None) -> None:
    """Raise DomainError for a day to come."""
    if starts and starts > clock.today():
        raise DomainError(
            _("On agit pour une organisation depuis aujourd’hui au plus tard."),
            citation=HOUSE_USAGE,
            nearest=_("Revenez le dire ce jour-là."),
            field="starts",
        )


def note_affiliation(person: Person, organisation: Organisation, *, function: str, starts: date | None) -> Affiliation:
    """The affiliation that holds, made unless it stands already."""
    affiliation, _made = Affiliation.objects.get_or_create(
        person=person,
        organisation=organisation,
        ends=None,
        defaults={"function": function.strip(), "starts": starts or clock.today()},
    )
    return affiliation
