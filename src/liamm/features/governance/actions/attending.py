"""Who is there while a sitting is held: coming in, leaving, and who leads from now on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.governance.enums import SittingState
from liamm.features.governance.facts import ChairHanded, PresenceNoted
from liamm.features.governance.models import Attendance, Sitting
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.policies.permissions import stays_out
from liamm.features.governance.rules.quorum import SeatRule
from liamm.features.governance.rules.seating import free_seat
from liamm.features.governance.seats import Sitter, sitters
from liamm.features.governance.stirring import stir
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@action
def note_presence(actor: Actor, sitting: Sitting, *, person: Person, here: bool) -> Sitting:
    """Someone came in, or left; on the day of the sitting a member says it of oneself before it opens.

    Raises DomainError when the sitting is not open, the person holds no seat, or the seat is held already.
    """
    oneself = isinstance(actor, Person) and actor.pk == person.pk
    require(policy, actor, Permission.ARRIVE if oneself else Permission.NOTE_PRESENCE, sitting)
    sitting = _locked(sitting)
    awaited = oneself and not sitting.is_over and sitting.day == clock.today()
    if sitting.state != SittingState.OPEN and not awaited:
        raise DomainError(_("Cette séance n’est pas ouverte."))
    if here:
        take_seat(sitting, person, sitters(sitting.body, clock.today()))
    else:
        Attendance.objects.filter(sitting=sitting, person=person).update(present=False)
    record(actor, PresenceNoted(subject_id=sitting.pk, person=person.pk, present=here))
    stir(sitting.pk)
    return sitting


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


@action
def hand_chair(actor: Actor, sitting: Sitting, *, chair: Person) -> Sitting:
    """Let another present member lead from now on: when the chair leaves, or stays out of an item.

    Raises DomainError when the sitting is not open, or the person is not there, sits no more or stays out of the item.
    """
    require(policy, actor, Permission.HAND_CHAIR, sitting)
    sitting = _locked(sitting)
    if sitting.state != SittingState.OPEN:
        raise DomainError(_("Cette séance n’est pas ouverte."))
    if not Attendance.objects.filter(sitting=sitting, person=chair, present=True).exists():
        raise DomainError(_("La présidence se confie à un membre présent."), field="chair")
    if all(one.person.pk != chair.pk for one in sitters(sitting.body, clock.today())):
        raise DomainError(_("La présidence de séance siège dans l’instance."), field="chair")
    if sitting.current is not None and sitting.current.is_living and stays_out(chair, sitting.current_id):
        raise DomainError(
            _("%(name)s est en dehors du point en cours : la présidence va à quelqu’un d’autre.") % {"name": chair},
            field="chair",
        )
    sitting.chair = chair
    sitting.save(update_fields=["chair"])
    record(actor, ChairHanded(subject_id=sitting.pk, chair=chair.pk))
    stir(sitting.pk)
    return sitting


def _locked(sitting: Sitting) -> Sitting:
    return Sitting.objects.select_for_update(of=("self",)).select_related("body", "current").get(pk=sitting.pk)
