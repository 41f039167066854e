from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from liamm.features.commitments.rules.capacity import (
    LoadCell,
    LoadLine,
    LoadTable,
    first_day,
    merged,
    months_from,
    read_snapshot,
    share,
    total,
)

days = st.decimals(min_value=0, max_value=999, places=2)
some_days = st.decimals(min_value="0.01", max_value=999, places=2)
cells = st.builds(LoadCell, days, days, days, days)
dates = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))
lines = st.lists(st.builds(LoadLine, dates, st.sampled_from(["facilitation", "design"]), days), max_size=12)


@given(cells, cells)
def test_sums_are_exact_and_in_any_order(one, other):
    assert total([one, other]) == total([other, one])
    assert one.plus(other).together == one.together + other.together


@given(cells)
def test_a_cell_overflows_only_by_what_is_looked_at(cell):
    assert cell.overflows == (cell.added > 0 and cell.held + cell.added > cell.capacity)
    assert cell.room >= 0
    assert not (cell.room and cell.overflows)


@given(days, some_days)
def test_a_hundred_per_cent_is_said_only_of_what_is_exactly_full(load, capacity):
    said = share(load, capacity)
    assert (said == 100) == (load == capacity)
    assert (said > 100) == (load > capacity)


def test_a_share_without_capacity():
    assert share(Decimal(0), Decimal(0)) == 0
    assert share(Decimal(1), Decimal(0)) is None


def test_shares_round_half_up_except_across_the_line():
    assert share(Decimal("11.8"), Decimal(10)) == 118
    assert share(Decimal("0.625"), Decimal(1)) == 63
    assert share(Decimal("100.4"), Decimal(100)) == 101
    assert share(Decimal("99.6"), Decimal(100)) == 99


@given(lines)
def test_lines_merge_without_losing_a_day(asked):
    done = merged(asked)
    assert sum(line.days for line in done) == sum(line.days for line in asked)
    assert all(line.days > 0 and line.month.day == 1 for line in done)
    assert len({(line.month, line.skill) for line in done}) == len(done)
    assert merged(done) == done


@given(dates, st.integers(min_value=1, max_value=40))
def test_months_follow_each_other(day, count):
    months = months_from(day, count)
    assert months[0] == first_day(day)
    assert len(set(months)) == count
    assert all(later > earlier for earlier, later in pairwise(months))
    assert (months[-1].year - months[0].year) * 12 + months[-1].month - months[0].month == count - 1


@given(st.dictionaries(st.tuples(dates.map(first_day), st.sampled_from(["a", "b"])), cells, max_size=8))
def test_what_was_seen_is_read_again_as_it_was(kept):
    table = LoadTable(tuple(sorted({month for month, _ in kept})), ("a", "b"), kept)
    again = read_snapshot(table.snapshot())
    assert again.whole == table.whole
    assert all(again.cell(*key) == cell for key, cell in kept.items())


def test_a_table_adds_up_both_ways():
    january, february = months_from(date(2027, 1, 20), 2)
    cells_ = {
        (january, "a"): LoadCell(Decimal(10), Decimal(4), Decimal(1), Decimal(7)),
        (february, "b"): LoadCell(Decimal(5), Decimal(2), Decimal(0), Decimal(1)),
    }
    table = LoadTable((january, february), ("a", "b"), cells_)
    assert table.of_month(january) == cells_[january, "a"]
    assert table.of_skill("b") == cells_[february, "b"]
    assert table.whole.capacity == 15
    assert [(one.month, one.skill, one.share) for one in table.overflows] == [(january, "a", 110)]
    assert table.whole.share_without == 40
    assert table.whole.share_with == 93
