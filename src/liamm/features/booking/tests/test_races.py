"""Many at the same moment, for real: one takes the room, the others read why and what else, the database holds one."""

from datetime import timedelta

import pytest

from liamm.features.booking.actions import book_rooms, give_rooms_back
from liamm.features.booking.models import Booking, Occupation, Restoring
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.tests.factories import draft, opened
from liamm.features.booking.upkeep import RestoringDraft
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder
from liamm.kernel.tests.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 30


def all_at_once(drafts):
    LabSpaceFactory()
    people = [CommunityMemberFactory() for _ in drafts]
    answers = at_once(
        [
            lambda person=person, asked=asked: book_rooms(person, draft=asked)
            for person, asked in zip(people, drafts, strict=True)
        ]
    )
    return (
        [one for one in answers if isinstance(one, Booking)],
        [one for one in answers if isinstance(one, BookingRefusedError)],
    )


def test_thirty_for_one_room():
    starts = opened()
    won, lost = all_at_once([draft(starts=starts) for _ in range(MANY)])
    assert (len(won), len(lost)) == (1, MANY - 1)
    assert Booking.objects.count() == Occupation.objects.filter(living=True).count() == 1
    for refusal in lost:
        assert "est prise" in refusal.sentence
        assert refusal.offers


def test_thirty_for_rooms_that_cross():
    """Asked in any order, two sets that share a room never both win, and nobody waits for ever."""
    starts = opened()
    sets = [(1, 2), (2, 3), (3, 1), (1, 2, 3), (3, 2)]
    won, lost = all_at_once([draft(starts=starts, rooms=sets[place % len(sets)], people=8) for place in range(MANY)])
    assert (len(won), len(lost)) == (1, MANY - 1)
    assert Occupation.objects.filter(living=True).count() == won[0].occupations.count()
    assert all(refusal.offers for refusal in lost)


def test_given_back_early_by_many_presses_while_others_ask_for_what_is_left():
    """It is given back once, and what it frees goes to one at most; two never hold the room."""
    LabSpaceFactory()
    there = book_rooms(CommunityMemberFactory(), draft=draft(starts=opened()))
    left = there.starts + timedelta(minutes=30)
    asked = draft(starts=left + timedelta(minutes=45), hours=0.5, people=2)
    people = [CommunityMemberFactory() for _ in range(8)]

    def gives():
        with clock.at(left):
            return give_rooms_back(LinkHolder(there.pk), there, draft=RestoringDraft())

    def asks(person):
        with clock.at(left):
            return book_rooms(person, draft=asked)

    answers = at_once([gives] * 8 + [lambda one=one: asks(one) for one in people])
    assert len([one for one in answers if isinstance(one, Restoring)]) == 1
    won = [one for one in answers if isinstance(one, Booking)]
    assert len(won) <= 1
    there.refresh_from_db()
    assert (there.ends, there.sequence) == (left, 1)
    assert Occupation.objects.filter(living=True).count() == 1 + len(won)
    if not won:
        assert isinstance(asks(people[0]), Booking)
