"""Booking rooms, all or none, and giving them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.accounts.queries import recipient
from liamm.features.booking.enums import BookingState
from liamm.features.booking.facts import BookingCancelled, RoomsBooked
from liamm.features.booking.house import Known, known_on, known_under, stretches
from liamm.features.booking.letters import BookingCancelledLetter, RoomsBookedLetter
from liamm.features.booking.models import Booking, Occupation
from liamm.features.booking.occupying import during, lock_rooms, unless_taken
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.purposes import Key, is_offered
from liamm.features.booking.refusing import BookingRefusedError, refusal
from liamm.features.booking.rules.asking import Ask, Verdict
from liamm.features.booking.rules.occupied import Occupied
from liamm.features.booking.rules.offering import days_looked_at, judge
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.models import Space
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.post.letters import post


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingDraft:
    """What is asked for; `submission` names one sending of the form, when it comes from one."""

    use: str
    title: str
    rooms: tuple[int, ...]
    people: int
    starts: datetime
    ends: datetime
    layout: str = ""
    needs: str = ""
    organisation: Organisation | None = None
    purpose: Key | None = None
    submission: str | None = None

    @property
    def ask(self) -> Ask:
        """What the rules look at."""
        words = f"{self.title}\n{self.needs}"
        return Ask(self.use, words, frozenset(self.rooms), self.layout, self.people, self.starts, self.ends)


@action
def book_rooms(actor: Actor, *, draft: BookingDraft) -> Booking:
    """Take one room or several together, at once, by the rules of the charter that will hold that day.

    Raises BookingRefusedError with all the rules that stand against it and the nearest things possible.
    """
    require(policy, actor, Permission.BOOK)

    _refuse_unsaid(actor, draft)
    lock_rooms(draft.rooms)
    known = known_on(timezone.localdate(draft.starts))
    verdict = _verdict(draft, known)
    if not verdict.holds:
        raise refusal(draft.ask, verdict, known)

    person = cast("Person", actor)
    booking = unless_taken(lambda: _keep(person, draft, known), lambda: _refused_anew(draft, known))

    post(RoomsBookedLetter(booking=booking, rooms=known.names(sorted(draft.rooms))), recipient(person))
    record(
        actor,
        RoomsBooked(
            subject_id=booking.pk,
            rooms=tuple(sorted(draft.rooms)),
            use=draft.use,
            starts=draft.starts,
            ends=draft.ends,
        ),
    )
    return booking


@action
def cancel_booking(actor: Actor, booking: Booking, *, reason: str) -> Booking:
    """Give the rooms of a booking back; whoever booked is written to, with the reason.

    Raises DomainError when it is over or cancelled already, or when no reason is given.
    """
    require(policy, actor, Permission.CANCEL, booking)

    booking = Booking.objects.select_for_update(of=("self",)).select_related("booked_by").get(pk=booking.pk)
    if not booking.is_coming:
        raise DomainError(_("Cette réservation est déjà passée ou annulée."))
    if not reason.strip():
        raise DomainError(_("Dites en un mot pourquoi : qui comptait sur la salle le lira."), field="reason")

    booking.state, booking.cancelled_because = BookingState.CANCELLED, reason.strip()
    booking.save(update_fields=["state", "cancelled_because"])
    booking.occupations.update(living=False)

    if booking.booked_by:
        rooms = known_under(booking.charter_version).names(
            booking.occupations.order_by("room_id").values_list("room_id", flat=True)
        )
        letter = BookingCancelledLetter(booking=booking, rooms=rooms, by_oneself=actor.pk == booking.booked_by.pk)
        post(letter, recipient(booking.booked_by))
    record(actor, BookingCancelled(subject_id=booking.pk))
    return booking


def _refuse_unsaid(actor: Actor, draft: BookingDraft) -> None:
    """Stop what says for nothing, for nobody or for a thing that is not one's own to book for."""
    if not draft.title.strip():
        raise DomainError(_("Dites en quelques mots ce qui se passera."), field="title")
    if not draft.rooms:
        raise DomainError(_("Choisissez au moins une salle."), field="rooms")
    if draft.purpose and not is_offered(actor, draft.purpose):
        raise DomainError(
            _("Vous ne pouvez pas réserver pour cela."),
            nearest=_("Choisissez un projet dont vous êtes, ou laissez vide."),
            field="purpose",
        )


def _verdict(draft: BookingDraft, known: Known) -> Verdict:
    house = known.rules
    return judge(draft.ask, house, Occupied(stretches(days_looked_at(draft.ask, house))))


def _refused_anew(draft: BookingDraft, known: Known) -> BookingRefusedError:
    return refusal(draft.ask, _verdict(draft, known), known)


def _keep(person: Person, draft: BookingDraft, known: Known) -> Booking:
    kind, thing = draft.purpose or ("", None)
    booking = Booking.objects.create(
        space=Space.objects.the_lab(),
        audience=Audience.COMMUNITY,
        reference=next_reference("SA"),
        use=draft.use,
        title=draft.title.strip(),
        layout=draft.layout,
        people=draft.people,
        needs=draft.needs.strip(),
        booked_by=person,
        organisation=draft.organisation,
        purpose_kind=kind,
        purpose_id=thing,
        starts=draft.starts,
        ends=draft.ends,
        charter_version=known.bound.version,
        submission=draft.submission,
    )
    starts, ends = draft.starts.astimezone(UTC), draft.ends.astimezone(UTC)
    rooms = [known.by_number[number] for number in sorted(set(draft.rooms))]
    Occupation.objects.bulk_create(
        Occupation(
            booking=booking,
            room_id=room.number,
            during=during(starts - timedelta(minutes=room.setup), ends + timedelta(minutes=room.restore)),
        )
        for room in rooms
    )
    return booking
