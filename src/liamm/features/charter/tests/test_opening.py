"""When something may be held: in the house when it is open, elsewhere at any hour, at most three years ahead."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.charter.bindings.hours import Hours, Shut, hours_of, last_day, nearest_day, nearest_hour, shut

TODAY = date(2026, 11, 2)


def at(*parts):
    """A wall clock, where the lab lives."""
    return datetime(*parts)  # noqa: DTZ001  # rules of opening read the clock on the wall


HOUSE = Hours((1, 2, 3, 4, 5), time(7, 30), time(21), {date(2026, 11, 11)})


@pytest.mark.parametrize(
    ("starts", "hours", "fault"),
    [
        (at(2026, 11, 12, 14), HOUSE, None),
        (at(2026, 11, 11, 14), HOUSE, Shut.HOLIDAY),
        (at(2026, 11, 14, 14), HOUSE, Shut.WEEKDAY),
        (at(2026, 11, 12, 3), HOUSE, Shut.HOURS),
        (at(2026, 11, 12, 20), HOUSE, Shut.HOURS),
        (at(2026, 11, 12, 23), HOUSE, Shut.HOURS),
        (at(2026, 11, 14, 3), None, None),
        (at(2029, 11, 5, 14), None, Shut.TOO_FAR),
    ],
)
def test_what_keeps_from_it(starts, hours, fault):
    assert shut(starts, starts + timedelta(hours=2), hours, TODAY) == fault


@given(st.datetimes(at(2026, 11, 3), at(2029, 10, 1)), st.integers(15, 600))
def test_what_is_said_to_be_nearest_is_open(starts, minutes):
    length = timedelta(minutes=minutes)
    day = nearest_day(starts.date(), HOUSE, TODAY)
    hour = nearest_hour(starts, starts + length, HOUSE)
    assert hour is not None
    found = datetime.combine(day, hour)
    assert shut(found, found + length, HOUSE, TODAY) is None
    if HOUSE.opened(starts.date()):
        assert day == starts.date()


def test_the_last_day():
    assert last_day(date(2026, 11, 2)) == date(2029, 11, 2)
    assert last_day(date(2028, 2, 29)) == date(2031, 2, 28)


def test_where_there_is_none():
    never = Hours((), time(7, 30), time(21), ())
    assert nearest_day(TODAY, never, TODAY) == TODAY
    starts = at(2026, 11, 12, 8)
    assert nearest_hour(starts, starts + timedelta(hours=14), HOUSE) is None


@pytest.mark.django_db
def test_the_hours_that_the_charter_binds():
    hours = hours_of(TODAY)
    assert hours.opened(date(2026, 11, 10))
    assert not hours.opened(date(2026, 11, 11))
    assert (hours.opens, hours.closes) == (time(7, 30), time(21))
