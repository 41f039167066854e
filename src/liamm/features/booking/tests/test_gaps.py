"""What is left of a day in a room: never over what is there, arranging and restoring included."""

from hypothesis import given
from hypothesis import strategies as st

from liamm.features.booking.rules.gaps import QUARTER, SHORTEST, gaps

DAY = [(450, 1260)]


def test_around_what_is_there():
    assert gaps(DAY, [], 15, 15) == DAY
    assert gaps(DAY, [(705, 855)], 15, 15) == [(450, 690), (870, 1260)]
    assert gaps(DAY, [(440, 1240)], 15, 15) == []
    assert gaps([(450, 600), (900, 960)], [(590, 700)], 0, 10) == [(450, 570), (900, 960)]


@given(
    st.lists(st.tuples(st.integers(0, 1400), st.integers(1, 300)), max_size=8),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_what_is_left_may_be_had(taken, setup, restore):
    held = [(start, start + length) for start, length in taken]
    found = gaps(DAY, held, setup, restore)
    for first, last in found:
        assert first % QUARTER == last % QUARTER == 0
        assert last - first >= SHORTEST
        assert DAY[0][0] <= first
        assert last <= DAY[0][1]
        assert not any(since < last + restore and first - setup < until for since, until in held)
    assert found == sorted(found)
