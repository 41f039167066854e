"""Sitting people on the seats of a sitting that is locked: a seat counts once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.governance.models import Attendance, Sitting
from liamm.features.governance.rules.quorum import SeatRule
from liamm.features.governance.rules.seating import free_seat
from liamm.features.governance.seats import Sitter
from liamm.kernel.actions import DomainError


def take_seat(sitting: Sitting, person: Person, seated: Collection[Sitter]) -> bool:
    """Sit someone on one of their seats, the sitting being locked; False when they sat there already.

    Raises DomainError when they hold no seat, or each is held by somebody else: a seat counts once.
    """
    own = [one for one in seated if one.person.pk == person.pk]
    if not own:
        raise DomainError(_("Cette personne ne tient pas de siège dans l’instance."), field="person")
    there = list(Attendance.objects.filter(sitting=sitting, present=True).select_related("person"))
    if any(one.person_id == person.pk for one in there):
        return False
    rules = [SeatRule(one.seat.key, places=one.seat.places) for one in own]
    key = free_seat(rules, [one.seat for one in there])
    if key is None:
        raise _held(person, own, there)
    taken = next(one for one in own if one.seat.key == key)
    Attendance.objects.update_or_create(
        sitting=sitting, person=person, defaults={"seat": key, "stands_in": taken.stands_in, "present": True}
    )
    return True


def _held(person: Person, own: Sequence[Sitter], there: Collection[Attendance]) -> DomainError:
    seat = own[0].seat
    holder = ", ".join(str(one.person) for one in there if one.seat == seat.key)
    return DomainError(
        _("%(name)s ne peut être compté présent : le siège « %(seat)s » est déjà tenu par %(holder)s.")
        % {"name": person, "seat": seat.name, "holder": holder},
        nearest=_("Un siège ne compte qu’une fois : notez d’abord le départ de l’autre personne."),
        field="present",
    )


def settle_room(sitting: Sitting, there: Collection[UUID], seated: Sequence[Sitter]) -> int:
    """Who is there as a sitting opens, the sitting being locked: those named, and nobody else; how many they are."""
    sitting.attendances.update(present=False)
    people = {one.person.pk: one.person for one in seated if one.person.pk in there}
    return sum(take_seat(sitting, person, seated) for person in people.values())
