"""What was asked before a return has passed; the same days may be dated from it on."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from liamm.features.commitments.rules.capacity import LoadLine, months_from
from liamm.features.commitments.rules.returning import dated_from, months_passed, months_until

MONTHS = months_from(date(2026, 1, 1), 60)
LINES = st.lists(
    st.builds(LoadLine, st.sampled_from(MONTHS), st.sampled_from(["facilitation", "design"]), st.just(Decimal(2)))
)
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
JANUARY, FEBRUARY, MARCH = (date(2027, month, 1) for month in (1, 2, 3))


def asked(*months):
    return [LoadLine(month, "facilitation", Decimal(3)) for month in months]


def test_january_and_february_are_before_the_twelfth_of_march():
    lines = asked(FEBRUARY, JANUARY, MARCH, JANUARY)
    assert months_passed(lines, date(2027, 3, 12)) == [JANUARY, FEBRUARY]
    assert months_passed(lines, date(2027, 1, 31)) == []
    moved = dated_from(lines, date(2027, 3, 12))
    assert [line.month.month for line in moved] == [4, 3, 5, 3]


def test_months_are_counted_both_ends_included():
    assert months_until(date(2026, 12, 31), JANUARY) == 2
    assert months_until(MARCH, MARCH) == 1
    assert months_until(MARCH, JANUARY) == 0


@given(LINES, DAYS)
def test_nothing_passes_once_dated_anew_and_no_day_is_lost(lines, day):
    moved = dated_from(lines, day)
    assert months_passed(moved, day) == []
    assert [(line.skill, line.days) for line in moved] == [(line.skill, line.days) for line in lines]
    assert all(line.month.day == 1 for line in moved)
    gaps = {months_until(before.month, after.month) for before, after in zip(lines, moved, strict=True)}
    assert len(gaps) <= 1
    if not months_passed(lines, day):
        assert moved == lines
