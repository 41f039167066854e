"""Asking guests for their places: asked, answered, settled by whoever keeps the house, and nobody moved unasked."""

from __future__ import annotations

from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient
from liamm.features.booking.asked import packed, place_packed
from liamm.features.booking.displacing import Foreseen, draft_of, foresee, known_of, moved, rooms_that_suit
from liamm.features.booking.enums import DisplacementState
from liamm.features.booking.facts import BookingChanged, PlaceAnswered, PlaceAsked, RoomsBooked
from liamm.features.booking.giving_way import Asking, hold, opened, release
from liamm.features.booking.keepers import who_settles
from liamm.features.booking.letters import (
    DisplacedLetter,
    DisplacementAskedLetter,
    DisplacementEndedLetter,
    DisplacementToSettleLetter,
    RoomsBookedLetter,
)
from liamm.features.booking.models import Booking, Displacement
from liamm.features.booking.occupying import lock_rooms
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.refusing import refusal
from liamm.features.booking.taking import BookingDraft, new_booking, refuse_unsaid, rewrite, weigh, write
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.model import uuid7
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.post.letters import post

_STATE = DisplacementState


@action
def ask_place(actor: Actor, *, draft: BookingDraft) -> Displacement:
    """Ask all who hold these rooms to give way, at once; what each is offered instead is held until the end.

    The first of what is asked is given. Raises DomainError when nobody stands in the way, when what is asked for has no
    priority over one of them, when it is too late, or when nothing could be offered to one of them.
    """
    require(policy, actor, Permission.BOOK)

    refuse_unsaid(actor, draft)
    person = cast("Person", actor)
    known = known_of(draft.starts)
    lock_rooms(known.by_number)
    asked = _asked(person, draft, foresee(draft, known, person))
    hold(Asking(asked[0], asked))

    for one in asked:
        if one.guest.booked_by:
            post(DisplacementAskedLetter(displacement=one), recipient(one.guest.booked_by))
        record(
            actor,
            PlaceAsked(subject_id=one.pk, guest=one.guest.pk, rooms=tuple(one.rooms), deadline=one.deadline),
        )
    return asked[0]


def _asked(person: Person, draft: BookingDraft, seen: Foreseen) -> list[Displacement]:
    """What is asked of each guest."""
    asking = uuid7()
    return [
        Displacement.objects.create(
            asking=asking,
            reference=next_reference("PL"),
            guest=guest,
            asked_by=person,
            asked=packed(draft),
            was=place_packed(draft_of(guest).rooms, guest.starts, guest.ends),
            proposed=place_packed(offer.rooms, offer.starts, offer.ends),
            rooms=sorted(offer.rooms),
            layout=offer.layout,
            starts=offer.starts,
            ends=offer.ends,
            deadline=seen.deadline,
            latest=seen.latest,
        )
        for guest, offer in seen.offers
    ]


@action
def answer_place(actor: Actor, displacement: Displacement, *, accepts: bool, words: str = "") -> Displacement:
    """The guest gives way, and all are moved at once when the others do too; or whoever keeps the house settles it.

    Until then one may say otherwise. Raises DomainError when the answer comes too late.
    """
    require(policy, actor, Permission.ANSWER_PLACE, displacement)

    asking = opened(displacement)
    displacement = asking.this
    if displacement.is_settled:
        raise DomainError(_("C’est déjà réglé : « %(state)s ».") % {"state": displacement.outcome})
    displacement.answer = words.strip()
    displacement.state = _STATE.AGREED if accepts else _STATE.DECLINED
    displacement.save()
    if not accepts:
        _tell_keepers(displacement)
    _go_on(actor, asking)
    return displacement


@action
def settle_place(
    actor: Actor, displacement: Displacement, *, moves: bool, words: str, room: int | None = None
) -> Displacement:
    """Whoever keeps the house says who has the room, and why; both are told. The guest may get another `room`.

    A guest who has to move does when all the others give way too; one who has not keeps all in their place. Raises
    DomainError when it is settled already, when no reason is given, or by who is asked for a place themselves;
    BookingRefusedError when it can no longer be.
    """
    require(policy, actor, Permission.SETTLE_PLACE, displacement)

    asking = opened(displacement, () if room is None else [room])
    displacement = asking.this
    if any(one.guest.booked_by_id == actor.pk for one in asking.all):
        raise DomainError(_("On vous demande une place en même temps : quelqu’un d’autre de l’équipe règle cela."))
    if not words.strip():
        raise DomainError(_("Dites en un mot pourquoi : qui cela concerne le lira."), field="words")
    if moves:
        displacement.words, displacement.state = words.strip(), _STATE.AGREED
        if room is not None and displacement.rooms != [room]:
            _offer_instead(displacement, room)
        displacement.save()
        hold(asking)
        _go_on(actor, asking)
    else:
        _end(actor, asking, _STATE.KEPT, words.strip())
    return displacement


@action
def withdraw_place(actor: Actor, displacement: Displacement) -> Displacement:
    """Whoever asked asks no longer; the guests are told.

    Raises DomainError when it is settled already.
    """
    require(policy, actor, Permission.WITHDRAW_PLACE, displacement)

    asking = opened(displacement)
    _end(actor, asking, _STATE.WITHDRAWN)
    return asking.this


@action
def pass_term(actor: Actor, displacement: Displacement) -> Displacement:
    """When a term is over, hand what is unanswered to whoever keeps the house, or leave all as it is.

    Raises DomainError when no term is over.
    """
    require(policy, actor, Permission.SETTLE_PLACE, displacement)

    asking, now = opened(displacement), clock.now()
    displacement = asking.this
    if displacement.latest <= now:
        _end(actor, asking, _STATE.KEPT)
    elif displacement.state == _STATE.ASKED and displacement.deadline <= now:
        displacement.state = _STATE.SILENT
        displacement.save()
        _tell_keepers(displacement)
        _record(actor, displacement)
    else:
        raise DomainError(_("Le terme n’est pas passé."))
    return displacement


@action
def free_place(actor: Actor, displacement: Displacement) -> Displacement:
    """The guest gave their booking back: whoever asked has the place once the others give way, if the rules let them.

    What rules stand against by now ends for all.
    """
    require(policy, actor, Permission.SETTLE_PLACE, displacement)

    asking = opened(displacement)
    displacement = asking.this
    displacement.state = _STATE.AGREED
    displacement.save()
    try:
        with transaction.atomic():
            _refuse_what_cannot_be(asking)
            hold(asking)
            _go_on(actor, asking)
    except DomainError:
        _end(actor, asking, _STATE.KEPT)
    return displacement


def _refuse_what_cannot_be(asking: Asking) -> None:
    """Stop what rules stand against by now, as if all who are in place gave way."""
    release(asking)
    draft = asking.draft
    known, aside = known_of(draft.starts), [one.guest_id for one in asking.in_place]
    verdict = weigh(draft, known, asking.this.asked_by, aside=aside, late=True)
    if not verdict.holds:
        raise refusal(draft.ask, verdict, known)


def _offer_instead(displacement: Displacement, room: int) -> None:
    """Have the guest in another room, at the time they have."""
    suiting = next((one for one in rooms_that_suit(displacement) if one.rooms == (room,)), None)
    if suiting is None:
        raise DomainError(_("Cette salle ne convient pas, ou n’est plus libre."), field="room")
    displacement.rooms, displacement.layout = list(suiting.rooms), suiting.layout
    displacement.starts, displacement.ends = suiting.starts, suiting.ends


def _go_on(actor: Actor, asking: Asking) -> None:
    """Wait for the others; or move all at once, when nobody is left to wait for."""
    if not asking.all_give_way:
        _record(actor, asking.this)
        return
    person, draft = asking.this.asked_by, asking.draft
    if person is None:
        raise DomainError(_("Qui demandait cette place n’est plus là."))
    release(asking)
    for one in asking.in_place:
        _move(one)
    booking = _book(person, draft)
    for one in asking.all:
        one.becomes, one.state, one.settled_at = booking, _STATE.MOVED, clock.now()
        one.save()
        _record(actor, one)
    for one in asking.in_place:
        if one.guest.booked_by:
            post(DisplacedLetter(displacement=one), recipient(one.guest.booked_by))


def _move(displacement: Displacement) -> None:
    guest, offered = displacement.guest, moved(displacement)
    known = known_of(offered.starts)
    verdict = weigh(offered, known, guest.booked_by, guest, late=True)
    if verdict.broken:
        raise refusal(offered.ask, verdict, known)
    guest.sequence += 1
    guest.apart = guest.series_id is not None
    rewrite(guest, offered, known)
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


def _end(actor: Actor, asking: Asking, state: DisplacementState, words: str = "") -> None:
    """Everybody stays where they are; all are told, and read the last word if there is one."""
    release(asking)
    for one in asking.all:
        one.state, one.words, one.settled_at = state, words, clock.now()
        one.save()
        _record(actor, one)
    for one in asking.in_place:
        if one.guest.booked_by:
            post(DisplacementEndedLetter(displacement=one, to_asker=False), recipient(one.guest.booked_by))
    if state == _STATE.KEPT and asking.this.asked_by:
        post(DisplacementEndedLetter(displacement=asking.this, to_asker=True), recipient(asking.this.asked_by))


def _record(actor: Actor, displacement: Displacement) -> None:
    record(actor, PlaceAnswered(subject_id=displacement.pk, state=displacement.state))


def _tell_keepers(displacement: Displacement) -> None:
    for person in who_settles(clock.today(), but=displacement.asked_by_id):
        post(DisplacementToSettleLetter(displacement=displacement), recipient(person))
