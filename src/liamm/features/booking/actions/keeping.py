"""Keeping the rooms: closing one for a time with its reason, opening it again, saying it otherwise than the charter."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.booking.facts import BlockingLifted, RoomArranged, RoomBlocked
from liamm.features.booking.house import known_on
from liamm.features.booking.models import MOST_MINUTES, Occupation, Room
from liamm.features.booking.occupying import during, lock_rooms, unless_taken
from liamm.features.booking.policies import Permission, policy
from liamm.features.charter import bindings
from liamm.features.charter.bindings.hours import last_day
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import HOUSE_USAGE, DomainError, action
from liamm.kernel.ledger.record import record


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockingDraft:
    """From when to when a room is kept closed, and why, as everybody reads it."""

    starts: datetime
    ends: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomDraft:
    """What the house says of a room; empty, it is as the charter says."""

    name: str = ""
    equipment: tuple[str, ...] | None = None
    access: str = ""
    setup_minutes: int | None = None
    restore_minutes: int | None = None
    closed: bool = False
    initial_state: str = ""
    checklist: tuple[str, ...] | None = None


@action
def block_room(actor: Actor, number: int, *, draft: BlockingDraft) -> Occupation:
    """Keep a room closed for a time.

    Raises DomainError when the time or the reason does not hold, or when the room is taken: nobody is thrown out.
    """
    require(policy, actor, Permission.BLOCK)

    return _block(actor, [number], draft)[0]


@action
def close_rooms(actor: Actor, numbers: Collection[int], *, draft: BlockingDraft) -> list[Occupation]:
    """Keep several rooms closed for a time, or the whole house: all of them, or none.

    Raises DomainError when no room is named, when the time or the reason does not hold, or when one is taken.
    """
    require(policy, actor, Permission.BLOCK)

    if not numbers:
        raise DomainError(_("Choisissez au moins une salle."), field="rooms")
    return _block(actor, sorted(set(numbers)), draft)


def _block(actor: Actor, numbers: Sequence[int], draft: BlockingDraft) -> list[Occupation]:
    for number in numbers:
        _refuse_unknown(number)
    if not draft.reason.strip():
        raise DomainError(_("Dites pourquoi : tout le monde le lira."), field="reason")
    if not clock.now() < draft.ends or not draft.starts < draft.ends or draft.ends.date() > last_day(clock.today()):
        raise DomainError(
            _("La fin vient avant le début, est passée, ou est trop loin."),
            nearest=_("Une fermeture finit après maintenant, dans les trois ans."),
            field="ends",
        )
    lock_rooms(numbers)

    blockings = unless_taken(lambda: _keep(numbers, draft), lambda: _in_the_way(numbers, draft))

    for one in blockings:
        record(actor, RoomBlocked(subject_id=one.pk, room=one.room_id, starts=draft.starts, ends=draft.ends))
    return blockings


@action
def lift_blocking(actor: Actor, blocking: Occupation, *, everywhere: bool = False) -> Occupation:
    """Open a room again before the time that was said; with it, all those that were closed for as long and as much.

    Raises DomainError for what is lifted already, or is no blocking.
    """
    require(policy, actor, Permission.BLOCK)

    lock_rooms([blocking.room_id])
    blocking = Occupation.objects.select_for_update(of=("self",), no_key=True).get(pk=blocking.pk)
    if blocking.booking_id or blocking.displacement_id or not blocking.living:
        raise DomainError(_("Cette fermeture est déjà levée."))

    same = Occupation.objects.closures().filter(during=blocking.during, reason=blocking.reason)
    lifted = list(same.select_for_update(no_key=True)) if everywhere else [blocking]
    Occupation.objects.filter(pk__in=[one.pk for one in lifted]).update(living=False)

    for one in lifted:
        record(actor, BlockingLifted(subject_id=one.pk, room=one.room_id))
    return blocking


@action
def arrange_room(actor: Actor, number: int, *, draft: RoomDraft) -> Room:
    """Say a room otherwise than the charter: its name, its equipment, how to get in, its minutes, or that it is closed.

    What is said as the charter says it is not kept: the charter goes on saying it. What is booked already keeps its
    time. Raises DomainError for a room that is not, or for minutes too long.
    """
    require(policy, actor, Permission.ARRANGE)

    _refuse_unknown(number)
    if max(draft.setup_minutes or 0, draft.restore_minutes or 0) > MOST_MINUTES:
        raise DomainError(_("C’est trop long pour installer une salle."), field="setup_minutes")
    lock_rooms([number])
    room = Room.objects.get(pk=number)

    known = known_on()
    called, charter = known.by_number[number].name, known.by_charter(number)
    room.name, room.access = _unless(draft.name.strip(), charter.name), _unless(draft.access.strip(), charter.access)
    if (room.name or charter.name) != called and called not in room.former_names:
        room.former_names = [*room.former_names, called]
    room.equipment = _listed(draft.equipment, charter.equipment)
    room.setup_minutes = None if draft.setup_minutes == charter.setup else draft.setup_minutes
    room.restore_minutes = None if draft.restore_minutes == charter.restore else draft.restore_minutes
    room.initial_state = _unless(draft.initial_state.strip(), charter.initial_state)
    room.checklist = _listed(draft.checklist, charter.checklist)
    room.closed_at = (room.closed_at or clock.now()) if draft.closed else None
    room.save()

    record(actor, RoomArranged(subject_id=UUID(int=number), room=number, closed=draft.closed))
    return room


def _unless(said: str, charter: str) -> str:
    """What is said; nothing when the charter says the same."""
    return "" if said.split() == charter.split() else said


def _listed(said: Sequence[str] | None, charter: Sequence[str]) -> list[str] | None:
    return None if said is None or list(said) == list(charter) else list(said)


def _refuse_unknown(number: int) -> None:
    today: date = clock.today()
    if number not in {room.id for room in bindings.rooms(today).value.rooms}:
        raise DomainError(_("La maison n’a pas cette salle."))


def _keep(numbers: Sequence[int], draft: BlockingDraft) -> list[Occupation]:
    held = during(draft.starts, draft.ends)
    return Occupation.objects.bulk_create(
        Occupation(room_id=number, during=held, reason=draft.reason.strip()) for number in numbers
    )


def _in_the_way(numbers: Sequence[int], draft: BlockingDraft) -> DomainError:
    """Nobody is thrown out by a closure: all that is there is named, so that one may speak with who booked."""
    taken = Occupation.objects.filter(room__in=numbers, living=True, during__overlap=during(draft.starts, draft.ends))
    known = known_on(timezone.localdate(draft.starts))
    held = [one for one in taken.select_related("booking").order_by("during", "room") if one.booking]
    there = [f"{one.booking.reference} ({known.name(one.room_id)})" for one in held if one.booking]
    nearest = _("Choisissez un autre moment, ou voyez avec qui a réservé.")
    named = _("Y sont : %(bookings)s.") % {"bookings": ", ".join(there)}
    booking = held[0].booking if held else None
    return DomainError(
        _("La salle est prise à ce moment : une fermeture ne met personne dehors."),
        citation=HOUSE_USAGE if booking is None else None,
        nearest=f"{nearest} {named}" if there else nearest,
        field="starts",
        link=(booking.reference, booking.get_absolute_url()) if booking else None,
    )
