from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from liamm.features.spaces.rules import month_after, month_of, room_in

months = st.dates(date(2020, 1, 1), date(2040, 12, 31)).map(month_of)


@given(months)
def test_a_month_follows_another(month):
    after = month_after(month)
    assert after.day == 1
    assert 28 <= (after - month).days <= 31


@given(months, st.integers(0, 5), st.dictionaries(months, st.integers(0, 5), max_size=20))
def test_the_month_offered_is_the_next_with_room(month, capacity, taken):
    room = room_in(month, capacity=capacity, taken=taken)
    assert room.free == (taken.get(month, 0) < capacity)
    if capacity == 0:
        assert room.next_month is None
        return
    assert room.next_month >= month
    assert taken.get(room.next_month, 0) < capacity
    between = month
    while between < room.next_month:
        assert taken.get(between, 0) >= capacity
        between = month_after(between)


def test_the_year_turns():
    assert room_in(date(2026, 12, 1), capacity=1, taken={date(2026, 12, 1): 1}).next_month == date(2027, 1, 1)


def test_a_house_full_for_ten_years_is_told_the_end_of_what_was_looked_at():
    month, taken = date(2026, 1, 1), {}
    for _ in range(200):
        taken[month] = 1
        month = month_after(month)
    assert room_in(date(2026, 1, 1), capacity=1, taken=taken).next_month == date(2036, 2, 1)
