"""Terms that pass at one moment in a running house; imported by a process of its own, once Django is set up there."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from procrastinate.exceptions import AlreadyEnqueued

from liamm.features.accounts.models import Person
from liamm.features.booking import jobs
from liamm.features.booking.asked import packed
from liamm.features.booking.enums import BookingState, WaitingState
from liamm.features.booking.house import known_on
from liamm.features.booking.models import Booking, Displacement, Occupation, Room, Waiting
from liamm.features.booking.occupying import during
from liamm.features.booking.taking import BookingDraft
from liamm.features.booking.tests.factories import opened
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.models import Space
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from tests.processes.wanting import leave_rooms

HOUR = timedelta(hours=1)
ROOM, OTHER = 1, 2


def let_pass(count: int) -> None:
    """Options, offers and questions whose term is over, rooms where nobody came; print who is written to of what."""
    leave_rooms()
    people = [[CommunityMemberFactory() for _ in range(count)] for _ in range(5)]
    with_option, offered, next_in_line, guests, asking = people
    missing = [CommunityMemberFactory() for _ in known_on().rooms]
    Room.objects.bulk_create([Room(number=room.number) for room in known_on().rooms], ignore_conflicts=True)
    day = opened(days=7, hour=9)
    for turn in range(count):
        _option(with_option[turn], day)
        _line(offered[turn], next_in_line[turn], day + 4 * HOUR)
        _question(guests[turn], asking[turn], day + 8 * HOUR)
        day = opened(days=(day - clock.now()).days + 2, hour=9)
    for room, person in zip(known_on().rooms, missing, strict=True):
        _book(person, clock.now() - HOUR, room=room.number, hours=3)
    told = {
        "booking.option_lapsed": [*with_option, *offered],
        "booking.room_offered": next_in_line,
        "booking.place_kept": [*guests, *asking],
        "booking.released": missing,
    }
    print(json.dumps({kind: [one.email for one in several] for kind, several in told.items()}))
    for due in (jobs.pass_options, jobs.keep_arrivals, jobs.pass_terms):
        try:
            due.later(timestamp=0)
        except AlreadyEnqueued:  # its hour had come by itself
            continue


def _book(person: Person, starts: datetime, *, room: int = ROOM, hours: int = 2, **more: object) -> Booking:
    known, ends = known_on(), starts + hours * HOUR
    booking = Booking.objects.create(
        space=Space.objects.the_lab(), audience=Audience.COMMUNITY, reference=f"SA-T-{Booking.objects.count():04}",
        use="atelier", title="Atelier", people=2, booked_by=person, starts=starts, ends=ends,
        charter_version=known.bound.version, **more,
    )  # fmt: skip
    Occupation.objects.create(booking=booking, room_id=room, during=during(starts, ends))
    return booking


def _option(person: Person, starts: datetime) -> Booking:
    over = clock.now() - HOUR
    return _book(person, starts, state=BookingState.OPTION, option_until=over, option_reminded=True)


def _line(first: Person, second: Person, starts: datetime) -> None:
    """A room that was offered to the first in line, who said nothing, and the next one."""
    offered = _option(first, starts)
    asked = BookingDraft(use="atelier", title="Atelier", rooms=(ROOM,), people=2, starts=starts, ends=offered.ends)
    for person, more in ((first, {"state": WaitingState.OFFERED, "offered": offered}), (second, {})):
        Waiting.objects.create(
            reference=f"AT-T-{Waiting.objects.count():04}", person=person, asked=packed(asked), rooms=[ROOM],
            starts=starts, ends=offered.ends, **more,
        )  # fmt: skip


def _question(guest: Person, asking: Person, starts: datetime) -> None:
    """A guest who did not say whether they give way, until it was too late; what they were offered is still held."""
    there = _book(guest, starts)
    asked = BookingDraft(use="atelier", title="Atelier", rooms=(ROOM,), people=2, starts=starts, ends=there.ends)
    over = clock.now() - HOUR
    question = Displacement.objects.create(
        reference=f"PL-T-{Displacement.objects.count():04}", guest=there, asked_by=asking, asked=packed(asked),
        rooms=[OTHER], starts=starts, ends=there.ends, deadline=over - HOUR, latest=over,
    )  # fmt: skip
    Occupation.objects.create(
        displacement=question, room_id=OTHER, during=during(starts, there.ends), reason="Gardée pour qui est là"
    )
