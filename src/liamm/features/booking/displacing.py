"""Asking guests for their places: what stands in the way, what they are offered, and what is kept of the asking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.booking.asked import unpacked
from liamm.features.booking.house import Known, RoomShown, known_on, stretches
from liamm.features.booking.limiting import Taker, limited
from liamm.features.booking.models import Booking, Displacement, Occupation
from liamm.features.booking.occupying import during
from liamm.features.booking.purposes import class_of
from liamm.features.booking.refusing import refusal
from liamm.features.booking.rules.asking import AS_IT_SUITS, Ask, Offer, Offered, Place, Rule
from liamm.features.booking.rules.deciding import broken_by
from liamm.features.booking.rules.giving_way import Suits, best_for_guest, by_likeness, keeps, outranks, terms
from liamm.features.booking.rules.limiting import unhurried
from liamm.features.booking.rules.looking import days_looked_at
from liamm.features.booking.rules.occupied import Occupied, Stretch
from liamm.features.booking.rules.offering import judge
from liamm.features.booking.taking import BookingDraft, weigh
from liamm.kernel import tokens
from liamm.kernel.actions import DomainError

_SALT = "liamm.booking.displacement"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Whose places could be asked for, what each would be offered, and until when they would answer."""

    offers: Sequence[tuple[Booking, Offer]]
    deadline: datetime
    latest: datetime


def token_of(displacement: Displacement) -> str:
    """The token by which a guest answers from a mail."""
    return tokens.token_for(displacement.pk, _SALT)


def read_token(token: str) -> UUID | None:
    """The displacement a token speaks of, None when it is forged."""
    return tokens.read_token(token, _SALT)


def foresee(draft: BookingDraft, known: Known, by: Person) -> Foreseen:
    """Whose places could be asked for by what somebody asks: all of them, for nobody moves for half of a room.

    Raises DomainError, with the reason, when one of them could not; BookingRefusedError when more than guests stand
    against.
    """
    guests = _in_the_way(draft, known)
    priority = known.uses.value.priority
    cite, classes = known.uses.cite(priority), [one.key for one in priority.classes]
    if not all(outranks(class_of(_kind(draft)), class_of(guest.purpose_kind), classes) for guest in guests):
        raise DomainError(_("Ce que vous prévoyez n’a pas priorité sur ce qui y est."), citation=cite)
    rule = priority.displacement
    until = terms(
        min(guest.starts for guest in guests),
        known.calendar,
        answer=timedelta(days=rule.days_to_answer),
        never=timedelta(days=rule.never_within_days),
    )
    if until is None:
        raise DomainError(
            _("C’est trop tard : on ne demande plus à personne de bouger à moins de %(days)s jours.")
            % {"days": rule.never_within_days},
            citation=known.uses.cite(rule),
        )
    verdict = weigh(draft, known, by, aside=[guest.pk for guest in guests])
    if not verdict.holds:
        raise refusal(draft.ask, verdict, known)
    offers = _offers(guests, draft, known)
    if len(offers) < len(guests):
        raise DomainError(
            _("La maison n’a rien d’équivalent à proposer à qui y est : personne n’est mis dehors."),
            citation=known.uses.cite(rule),
        )
    return Foreseen(offers, *until)


def _offers(guests: Sequence[Booking], draft: BookingDraft, known: Known) -> list[tuple[Booking, Offer]]:
    """What each guest is offered, as long as there is something: the most numerous first, who fit in the fewest rooms.

    Nobody is offered what is offered to another.
    """
    found: list[tuple[Booking, Offer]] = []
    taken = known.with_margins(draft.ask.rooms, draft.starts, draft.ends)
    for guest in sorted(guests, key=lambda one: (-one.people, one.pk)):
        offer = _offered(guest, known, taken)
        if offer is None:
            break
        found.append((guest, offer))
        taken += known.with_margins(offer.rooms, offer.starts, offer.ends)
    return found


def _kind(draft: BookingDraft) -> str:
    return draft.purpose[0] if draft.purpose else ""


def _in_the_way(draft: BookingDraft, known: Known) -> Sequence[Booking]:
    """The bookings that hold the rooms asked for, when nothing else does."""
    found: set[UUID] = set()
    closed = False
    for number, starts, ends in known.with_margins(draft.ask.rooms, draft.starts, draft.ends):
        taken = Occupation.objects.filter(room=number, living=True, during__overlap=during(starts, ends))
        closed = closed or taken.filter(booking=None).exists()
        found |= set(taken.exclude(booking=None).values_list("booking_id", flat=True))
    if Displacement.objects.open().filter(guest__in=found).exists():
        raise DomainError(_("On a déjà demandé cette place ; attendez la réponse."))
    if not found or closed:
        raise DomainError(_("Personne n’y est, ou la salle est fermée : choisissez autre chose."))
    rows = Booking.objects.filter(pk__in=found).select_related("booked_by", "organisation")
    return list(rows.order_by("starts", "pk"))


def _offered(guest: Booking, known: Known, elsewhere: Sequence[Stretch]) -> Offer | None:
    """The nearest thing to what the guest has, what is taken `elsewhere` and their own place not counting."""
    ask = draft_of(guest).ask
    house = unhurried(limited(ask, known, Taker(guest.booked_by, guest.organisation), guest))
    house = replace(house, places=_places_kept(ask, known))
    taken = [*stretches(days_looked_at(ask, house), [guest.pk]), *elsewhere]
    if equal := _equal_rooms(ask, known, Occupied(taken)):
        return equal[0]
    for layout in dict.fromkeys((ask.layout, AS_IT_SUITS)):
        verdict = judge(replace(ask, layout=layout), house, Occupied(taken))
        held = [one for one in verdict.offers if _may_be_held(one, ask, known)]
        if {one.rule for one in verdict.broken} <= {Rule.TAKEN} and (offer := best_for_guest(held)):
            return offer
    return None


def _places_kept(ask: Ask, known: Known) -> Mapping[int, Place]:
    """The rooms that may be offered at all for those that a guest has, theirs among them."""
    own = [_suits(known.by_number[number], ask.layout) for number in ask.rooms if number in known.by_number]
    return {
        number: place
        for number, place in known.calendar.places.items()
        if number in ask.rooms or keeps(own, _suits(known.by_number[number], ask.layout))
    }


def _equal_rooms(ask: Ask, known: Known, occupied: Occupied) -> list[Offer]:
    """Rooms that may be had instead of a single one at the same time, arranged alike if they can be, the best first."""
    own = [known.by_number[number] for number in ask.rooms if number in known.by_number]
    if len(own) != 1:
        return []
    for layout in dict.fromkeys((ask.layout, AS_IT_SUITS)):
        asked = replace(ask, layout=layout)
        free = [
            _suits(room, layout)
            for room in known.rooms
            if room is not own[0]
            and not broken_by(replace(asked, rooms=frozenset({room.number})), known.rules, occupied)
        ]
        if best := by_likeness(_suits(own[0], layout), free):
            starts, ends = ask.starts.astimezone(UTC), ask.ends.astimezone(UTC)
            return [Offer(Offered.OTHER_ROOMS, (one.number,), layout, starts, ends) for one in best]
    return []


def _suits(room: RoomShown, layout: str) -> Suits:
    holds = room.capacity.get(layout, room.most)
    return Suits(room.number, frozenset(room.equipment), room.step_free, room.indoors, holds)


def rooms_that_suit(displacement: Displacement) -> list[Offer]:
    """The rooms in which the guest may be at the time they have, the most equal first; the one held for them too."""
    ask, known = draft_of(displacement.guest).ask, known_of(displacement.guest.starts)
    asked = unpacked(displacement.asked)
    held = displacement.held.values_list("room_id", "during")
    own = [(room, time.lower, time.upper) for room, time in held]
    there = stretches([known.rules.local(ask.starts).date()], [displacement.guest_id])
    taken = [one for one in there if one not in own]
    taken += known.with_margins(asked.rooms, asked.starts, asked.ends)
    return _equal_rooms(ask, known, Occupied(taken))


def _may_be_held(offer: Offer, ask: Ask, known: Known) -> bool:
    """Whether it can be kept for the guest while they keep what they have."""
    local = known.rules.local
    same = (offer.starts, offer.ends) == (ask.starts.astimezone(UTC), ask.ends.astimezone(UTC))
    return same or not ask.rooms & set(offer.rooms) or local(offer.starts).date() != local(ask.starts).date()


def draft_of(booking: Booking) -> BookingDraft:
    """What a booking says, as it would be asked for."""
    rooms = booking.occupations.filter(living=True).order_by("room_id").values_list("room_id", flat=True)
    return BookingDraft(
        use=booking.use,
        title=booking.title,
        rooms=tuple(rooms),
        people=booking.people,
        starts=booking.starts,
        ends=booking.ends,
        layout=booking.layout,
        needs=booking.needs,
        organisation=booking.organisation,
        purpose=(booking.purpose_kind, booking.purpose_id) if booking.purpose_id else None,
        rules_accepted=True,
    )


def moved(displacement: Displacement) -> BookingDraft:
    """What the guest has, where and when they are offered it."""
    return replace(
        draft_of(displacement.guest),
        rooms=tuple(displacement.rooms),
        layout=displacement.layout,
        starts=displacement.starts,
        ends=displacement.ends,
    )


def asker_of(displacement: Displacement) -> Taker:
    """Who would take the place that is asked for."""
    return Taker(displacement.asked_by, unpacked(displacement.asked).organisation)


def known_of(moment: datetime) -> Known:
    """The house on the day of a moment."""
    return known_on(timezone.localdate(moment))


def names_of(numbers: Sequence[int], moment: datetime) -> str:
    """The names of rooms on the day of a moment."""
    return known_of(moment).names(sorted(numbers))
