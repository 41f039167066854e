from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.agenda.enums import View
from liamm.features.agenda.rules import around, span_of, spread, weeks_of

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
WEDNESDAY = date(2026, 10, 21)


@pytest.mark.parametrize(
    ("view", "first", "last"),
    [
        (View.DAY, WEDNESDAY, WEDNESDAY),
        (View.WEEK, date(2026, 10, 19), date(2026, 10, 25)),
        (View.MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (View.LIST, WEDNESDAY, date(2026, 11, 19)),
    ],
)
def test_each_view_goes_from_a_day_to_another(view, first, last):
    assert span_of(view, WEDNESDAY) == (first, last)


@given(DAYS, st.sampled_from(list(View)))
def test_what_is_before_and_after_touches_and_leaves_nothing_out(day, view):
    first, last = span_of(view, day)
    before, after = around(view, day)
    assert first <= day <= last
    assert span_of(view, before)[1] == first - timedelta(days=1)
    assert span_of(view, after)[0] == last + timedelta(days=1)


@given(DAYS)
def test_the_weeks_of_a_month_are_whole_and_hold_it(day):
    first, last = span_of(View.MONTH, day)
    weeks = weeks_of(first, last)
    days = [one for week in weeks for one in week]
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    assert days == sorted(set(days))
    assert {first, last} <= set(days)


@given(st.lists(st.tuples(DAYS, st.integers(0, 40)), max_size=8), DAYS, st.integers(0, 40))
def test_each_thing_is_on_each_of_its_days_and_on_no_other(things, first, length):
    last = first + timedelta(days=length)
    spans = [(starts, starts + timedelta(days=more), rank) for rank, (starts, more) in enumerate(things)]
    found = spread(spans, first, last)
    for step in range(length + 1):
        day = first + timedelta(days=step)
        assert list(found.get(day, [])) == [rank for starts, ends, rank in spans if starts <= day <= ends]
    assert all(first <= day <= last for day in found)
