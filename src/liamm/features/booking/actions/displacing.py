"""Asking a guest for their place: asked, answered, settled by whoever keeps the house, and nobody moved unasked."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient
from liamm.features.booking.asked import packed, unpacked
from liamm.features.booking.displacing import asker_of, foresee, hold, known_of, moved, rooms_that_suit
from liamm.features.booking.enums import STANDING, DisplacementState
from liamm.features.booking.facts import BookingChanged, PlaceAnswered, PlaceAsked, RoomsBooked
from liamm.features.booking.keepers import who_settles
from liamm.features.booking.letters import (
    DisplacedLetter,
    DisplacementAskedLetter,
    DisplacementEndedLetter,
    DisplacementToSettleLetter,
    RoomsBookedLetter,
)
from liamm.features.booking.limiting import Taker, lock_takers
from liamm.features.booking.models import Booking, Displacement
from liamm.features.booking.occupying import lock_rooms
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.refusing import refusal
from liamm.features.booking.taking import BookingDraft, new_booking, refuse_unsaid, rewrite, weigh, write
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.post.letters import post

_STATE = DisplacementState


@action
def ask_place(actor: Actor, *, draft: BookingDraft) -> Displacement:
    """Ask whoever holds these rooms to give way; what they are offered instead is held until the end.

    Raises DomainError when nothing stands in the way, when several do, when what is asked for has no priority over it,
    when it is too late, or when nothing could be offered.
    """
    require(policy, actor, Permission.BOOK)

    refuse_unsaid(actor, draft)
    person = cast("Person", actor)
    known = known_of(draft.starts)
    lock_rooms(known.by_number)
    seen = foresee(draft, known, person)
    displacement = Displacement.objects.create(
        reference=next_reference("PL"),
        guest=seen.guest,
        asked_by=person,
        asked=packed(draft),
        rooms=sorted(seen.offer.rooms),
        layout=seen.offer.layout,
        starts=seen.offer.starts,
        ends=seen.offer.ends,
        deadline=seen.deadline,
        latest=seen.latest,
    )
    hold(displacement, known_of(seen.offer.starts))

    if seen.guest.booked_by:
        post(DisplacementAskedLetter(displacement=displacement), recipient(seen.guest.booked_by))
    record(
        actor,
        PlaceAsked(
            subject_id=displacement.pk,
            guest=seen.guest.pk,
            rooms=tuple(displacement.rooms),
            deadline=displacement.deadline,
        ),
    )
    return displacement


@action
def answer_place(actor: Actor, displacement: Displacement, *, accepts: bool, words: str = "") -> Displacement:
    """The guest gives way, and both are moved at once; or says no, and whoever keeps the house settles it.

    Raises DomainError when the answer comes too late.
    """
    require(policy, actor, Permission.ANSWER_PLACE, displacement)

    displacement = _open(displacement)
    displacement.answer = words.strip()
    if accepts:
        _move(displacement)
    else:
        displacement.state = _STATE.DECLINED
        displacement.save()
        _tell_keepers(displacement)
    record(actor, PlaceAnswered(subject_id=displacement.pk, state=displacement.state))
    return displacement


@action
def settle_place(
    actor: Actor, displacement: Displacement, *, moves: bool, words: str, room: int | None = None
) -> Displacement:
    """Whoever keeps the house says who has the room, and why; both are told. The guest may get another `room`.

    Raises DomainError when it is settled already or no reason is given; BookingRefusedError when it can no longer be.
    """
    require(policy, actor, Permission.SETTLE_PLACE, displacement)

    displacement = _open(displacement)
    if not words.strip():
        raise DomainError(_("Dites en un mot pourquoi : les deux le liront."), field="words")
    displacement.words = words.strip()
    if moves:
        if room is not None and displacement.rooms != [room]:
            _offer_instead(displacement, room)
        _move(displacement)
    else:
        _end(displacement, _STATE.KEPT)
    record(actor, PlaceAnswered(subject_id=displacement.pk, state=displacement.state))
    return displacement


@action
def withdraw_place(actor: Actor, displacement: Displacement) -> Displacement:
    """Whoever asked asks no longer; the guest is told.

    Raises DomainError when it is settled already.
    """
    require(policy, actor, Permission.WITHDRAW_PLACE, displacement)

    displacement = _open(displacement)
    _end(displacement, _STATE.WITHDRAWN)
    record(actor, PlaceAnswered(subject_id=displacement.pk, state=displacement.state))
    return displacement


@action
def pass_term(actor: Actor, displacement: Displacement) -> Displacement:
    """When a term is over, hand what is unanswered to whoever keeps the house, or leave all as it is.

    Raises DomainError when no term is over.
    """
    require(policy, actor, Permission.SETTLE_PLACE, displacement)

    displacement, now = _open(displacement), clock.now()
    if displacement.latest <= now:
        _end(displacement, _STATE.KEPT)
    elif displacement.state == _STATE.ASKED and displacement.deadline <= now:
        displacement.state = _STATE.SILENT
        displacement.save()
        _tell_keepers(displacement)
    else:
        raise DomainError(_("Le terme n’est pas passé."))
    record(actor, PlaceAnswered(subject_id=displacement.pk, state=displacement.state))
    return displacement


@action
def free_place(actor: Actor, displacement: Displacement) -> Displacement:
    """The guest gave their booking back: whoever asked for the place has it, if no rule stands against it by now."""
    require(policy, actor, Permission.SETTLE_PLACE, displacement)

    displacement = _open(displacement)
    draft, known = unpacked(displacement.asked), known_of(displacement.guest.starts)
    lock_takers([asker_of(displacement)], [draft.starts])
    lock_rooms({*draft.rooms, *displacement.rooms})
    displacement.held.all().delete()
    if displacement.asked_by and weigh(draft, known, displacement.asked_by, late=True).holds:
        displacement.becomes = _book(displacement.asked_by, draft)
        displacement.state, displacement.settled_at = _STATE.MOVED, clock.now()
        displacement.save()
    else:
        _end(displacement, _STATE.KEPT)
    record(actor, PlaceAnswered(subject_id=displacement.pk, state=displacement.state))
    return displacement


def _offer_instead(displacement: Displacement, room: int) -> None:
    """Have the guest in another room, at the time they have; what was held for them is let go of as they move."""
    suiting = next((one for one in rooms_that_suit(displacement) if one.rooms == (room,)), None)
    if suiting is None:
        raise DomainError(_("Cette salle ne convient pas, ou n’est plus libre."), field="room")
    displacement.rooms, displacement.layout = list(suiting.rooms), suiting.layout
    displacement.starts, displacement.ends = suiting.starts, suiting.ends


def _open(displacement: Displacement) -> Displacement:
    """The displacement and its guest, held until the end of the transaction, when nobody had the last word."""
    Booking.objects.select_for_update(of=("self",), no_key=True).get(pk=displacement.guest_id)
    rows = Displacement.objects.select_for_update(of=("self",))
    displacement = rows.select_related("guest__booked_by", "guest__organisation", "asked_by").get(pk=displacement.pk)
    if not displacement.is_open:
        raise DomainError(_("C’est déjà réglé : « %(state)s ».") % {"state": displacement.outcome})
    return displacement


def _move(displacement: Displacement) -> None:
    """Both at once: the guest where they were offered, and whoever asked in their place."""
    guest, asking = displacement.guest, displacement.asked_by
    if asking is None:
        raise DomainError(_("Qui demandait cette place n’est plus là."))
    asked, offered = unpacked(displacement.asked), moved(displacement)
    takers = [Taker(guest.booked_by, guest.organisation), asker_of(displacement)]
    lock_takers(takers, [asked.starts, offered.starts])
    lock_rooms({*asked.rooms, *offered.rooms})
    displacement.held.all().delete()
    known = known_of(offered.starts)
    verdict = weigh(offered, known, guest.booked_by, guest, late=True)
    if verdict.broken:
        raise refusal(offered.ask, verdict, known)
    guest.sequence += 1
    guest.apart = guest.series_id is not None
    rewrite(guest, offered, known)
    displacement.becomes = _book(asking, asked)
    displacement.state, displacement.settled_at = _STATE.MOVED, clock.now()
    displacement.save()
    if guest.booked_by:
        post(DisplacedLetter(displacement=displacement), recipient(guest.booked_by))
    fact = BookingChanged(
        subject_id=guest.pk, rooms=offered.rooms, use=offered.use, starts=offered.starts, ends=offered.ends
    )
    record(SYSTEM, fact)


def _book(person: Person, draft: BookingDraft) -> Booking:
    known = known_of(draft.starts)
    verdict = weigh(draft, known, person, late=True)
    if not verdict.holds:
        raise refusal(draft.ask, verdict, known)
    booking = write(new_booking(person), draft, known)
    post(RoomsBookedLetter(booking=booking, rooms=known.names(sorted(draft.rooms))), recipient(person))
    fact = RoomsBooked(
        subject_id=booking.pk, rooms=tuple(draft.rooms), use=draft.use, starts=draft.starts, ends=draft.ends
    )
    record(SYSTEM, fact)
    return booking


def _end(displacement: Displacement, state: DisplacementState) -> None:
    """Everybody stays where they are; both are told."""
    lock_rooms(displacement.rooms)
    displacement.held.all().delete()
    displacement.state, displacement.settled_at = state, clock.now()
    displacement.save()
    told = [displacement.asked_by] if state == _STATE.KEPT else []
    if displacement.guest.state in STANDING:
        told.append(displacement.guest.booked_by)
    for person in told:
        if person:
            letter = DisplacementEndedLetter(displacement=displacement, to_asker=person == displacement.asked_by)
            post(letter, recipient(person))


def _tell_keepers(displacement: Displacement) -> None:
    for person in who_settles(clock.today()):
        post(DisplacementToSettleLetter(displacement=displacement), recipient(person))
