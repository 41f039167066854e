"""Codes and windows, without database."""

import random
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.welcome.rules.codes import Fault, cleaned, draw, fault_of
from liamm.features.welcome.rules.windows import DaysBefore, HoursBefore, window

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("12", Fault.SIGNS),
        ("12-45", Fault.SIGNS),
        ("1234567890123", Fault.SIGNS),
        ("0000", Fault.FEW_SIGNS),
        ("1211", Fault.FEW_SIGNS),
        ("3456", Fault.FOLLOWING),
        ("2109", Fault.FOLLOWING),
        ("123123", Fault.REPEATED),
        ("123321", Fault.REPEATED),
        ("1987", Fault.YEAR),
        ("2580", Fault.TRIED_FIRST),
        ("7315", Fault.SAME),
        ("4839", None),
        ("A7*315", None),
        ("19874", None),
    ],
)
def test_what_is_too_easy(code, fault):
    assert fault_of(code, known={"7315"}) is fault


def test_as_a_keypad_takes_it():
    assert cleaned(" a7 31\u00a05 ") == "A7315"


@given(st.integers(4, 12), st.integers())
def test_what_is_drawn_is_good(length, seed):
    code = draw(length, random.Random(seed).randrange, known={"4839"})
    assert len(code) == length
    assert fault_of(code, known={"4839"}) is None


@given(st.integers(0, 48), st.integers(0, 24), st.integers(1, 600))
def test_the_window_is_one_stretch_around(before, after, minutes):
    starts = datetime(2026, 10, 25, 1, 30, tzinfo=PARIS).astimezone(ZoneInfo("UTC"))
    ends = starts + timedelta(minutes=minutes)
    shown = window(starts, ends, shown=HoursBefore(before), hours_after=after)
    moment = timedelta(microseconds=1)
    assert shown.is_open(shown.opens)
    assert shown.is_open(shown.closes - moment)
    assert not shown.is_open(shown.closes)
    assert shown.is_to_come(shown.opens - moment)
    assert shown.closes - shown.opens == timedelta(hours=before + after, minutes=minutes)


@given(st.datetimes(datetime(2026, 1, 2), datetime(2030, 12, 30)), st.integers(0, 7))  # noqa: DTZ001  # of the clock
def test_the_evening_before_is_an_evening_whatever_the_clocks_do(starts, days):
    starts = starts.replace(tzinfo=PARIS)
    opens = DaysBefore(days, time(18), PARIS).moment(starts.astimezone(UTC)).astimezone(PARIS)
    if days or starts.time() >= time(18):
        assert (opens.date(), opens.time()) == (starts.date() - timedelta(days=days), time(18))
    else:
        assert opens == starts.astimezone(UTC)


@pytest.mark.parametrize("day", [(2026, 3, 29), (2026, 10, 25), (2026, 12, 1)])
def test_over_a_change_of_clocks(day):
    opens = DaysBefore(1, time(18), PARIS).moment(datetime(*day, 9, tzinfo=PARIS).astimezone(UTC))
    before = datetime(*day, tzinfo=PARIS) - timedelta(days=1)
    assert opens.astimezone(PARIS).isoformat()[:16] == f"{before:%Y-%m-%d}T18:00"
