"""Gestures at the door: in any order, any number of times, they end in the same list."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liamm.features.attendance.rules.marking import Mark, merged

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
MARKS = st.lists(
    st.builds(
        lambda who, here, at: Mark(who, here, NOON + timedelta(seconds=at)),
        st.sampled_from("abc"),
        st.booleans(),
        st.integers(-30, 30),
    ),
    max_size=12,
)


def after(known, *sendings):
    for marks in sendings:
        known = known | merged(known, marks, NOON)
    return {who: (mark.here, mark.at) for who, mark in known.items()}


@given(MARKS, MARKS, st.randoms(use_true_random=False))
def test_whatever_the_order_and_however_often(first, second, chance):
    shuffled = chance.sample(first + second, len(first + second))
    assert after({}, first, second) == after({}, second, first) == after({}, shuffled)
    assert after({}, first, second, first, second) == after({}, first + second)


@given(MARKS)
def test_what_is_known_is_no_change(marks):
    known = merged({}, marks, NOON)
    assert merged(known, marks, NOON) == {}
    assert all(mark.at <= NOON for mark in known.values())


def test_the_latest_stands_and_of_two_at_once_that_somebody_is_there():
    early, late = NOON - timedelta(minutes=2), NOON - timedelta(minutes=1)
    assert not merged({}, [Mark("a", True, early), Mark("a", False, late)], NOON)["a"].here
    assert merged({}, [Mark("a", True, early), Mark("a", False, early)], NOON)["a"].here
