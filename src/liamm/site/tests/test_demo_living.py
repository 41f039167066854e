"""The people of a demonstration that runs come to what they booked; those of a real house say so themselves."""

from datetime import timedelta

import pytest

from liamm.features.booking.enums import BookingState
from liamm.features.booking.jobs import keep_arrivals
from liamm.features.booking.tests.factories import booked
from liamm.kernel import clock
from liamm.site import jobs, options

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("demonstration", "state"), [(True, BookingState.CONFIRMED), (False, BookingState.RELEASED)])
def test_they_keep_their_room(monkeypatch, demonstration, state):
    monkeypatch.setattr(options, "DEMONSTRATION", demonstration)
    one, anonymous = booked(), booked(rooms=(2,))
    anonymous.booked_by = None
    anonymous.save()
    for minutes in (6, 25):
        with clock.at(one.starts + timedelta(minutes=minutes)):
            jobs.live_in_the_demonstration()
            keep_arrivals()
    one.refresh_from_db()
    assert one.state == state
    assert bool(one.arrived_at) is demonstration


def test_whoever_books_by_the_form_says_so_themselves(monkeypatch):
    monkeypatch.setattr(options, "DEMONSTRATION", True)
    one = booked(submission="d0c7" * 16)
    with clock.at(one.starts + timedelta(minutes=6)):
        jobs.live_in_the_demonstration()
    one.refresh_from_db()
    assert one.arrived_at is None
