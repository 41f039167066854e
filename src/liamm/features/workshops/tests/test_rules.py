"""The clock of a déroulé: a group does one thing at a time, the longest is waited for, what is late pushes the rest."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from liamm.features.workshops.rules.running import Course, begin, give, go_back, go_on, say_now
from liamm.features.workshops.rules.timetable import Piece, length_of, on_clock, steps_of

NINE = datetime(2026, 12, 1, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PIECES = st.lists(st.tuples(st.integers(1, 90), st.integers(0, 3)), min_size=1, max_size=12).map(
    lambda told: [Piece(key, minutes, group) for key, (minutes, group) in enumerate(told)]
)


@given(PIECES)
def test_planned_times(pieces):
    steps = steps_of(pieces)
    timed = on_clock(steps, NINE)
    assert sorted(one.key for step in timed for one in step) == [one.key for one in pieces]
    moment = NINE
    for step, shown in zip(steps, timed, strict=True):
        assert len({one.group for one in shown}) == 1 or step.is_parallel
        for group in {one.group for one in shown}:
            line = [one for one in shown if one.group == group]
            assert line[0].starts == moment
            assert all(before.ends == after.starts for before, after in pairwise(line))
            assert line[-1].ends + line[-1].waits == moment + step.length
            assert all(not one.waits for one in line[:-1])
        assert any(not one.waits for one in shown if one.ends == moment + step.length)
        moment += step.length
    assert moment == NINE + length_of(steps)


def test_groups_side_by_side():
    pieces = [Piece("a", 10), Piece("b", 30, 1), Piece("c", 15, 2), Piece("d", 20, 2), Piece("e", 5)]
    steps = steps_of(pieces)
    assert [step.length / MINUTE for step in steps] == [10, 35, 5]
    assert [step.is_parallel for step in steps] == [False, True, False]
    told = {one.key: (one.starts - NINE, one.ends - NINE, one.waits) for step in on_clock(steps, NINE) for one in step}
    assert told["b"] == (10 * MINUTE, 40 * MINUTE, 5 * MINUTE)
    assert told["d"] == (25 * MINUTE, 45 * MINUTE, timedelta())
    assert told["e"][0] == 45 * MINUTE


@given(PIECES, st.integers(0, 200), st.integers(-120, 120), st.data())
def test_what_stands_at_a_moment(pieces, passed, extra, data):
    steps = steps_of(pieces)
    place = data.draw(st.integers(0, len(steps) - 1))
    course = give(Course(place, NINE), steps, extra)
    now = NINE + passed * MINUTE
    said = say_now(course, steps, now, NINE)
    assert said.ends >= now
    assert said.ends == max(now, NINE + steps[place].length + course.extra * MINUTE)
    assert (said.left < timedelta()) == (said.ends > NINE + steps[place].length + course.extra * MINUTE)
    moment = said.ends
    for step, shown in zip(steps[place + 1 :], said.following, strict=True):
        assert min(one.starts for one in shown) == moment
        moment += step.length
    assert said.finishes == moment
    later = say_now(give(course, steps, 5), steps, NINE, NINE)
    assert later.finishes - say_now(course, steps, NINE, NINE).finishes == 5 * MINUTE


def test_on_the_day():
    steps = steps_of([Piece("a", 10), Piece("b", 30), Piece("c", 5)])
    course = begin(NINE)
    assert say_now(course, steps, NINE, NINE).late == timedelta()
    assert say_now(course, steps, NINE, NINE - 4 * MINUTE).late == 4 * MINUTE
    assert say_now(course, steps, NINE + 12 * MINUTE, NINE).late == 2 * MINUTE
    course = go_on(course, steps, NINE + 8 * MINUTE)
    assert say_now(course, steps, NINE + 8 * MINUTE, NINE).late == -2 * MINUTE
    back = go_back(course, steps, NINE + 9 * MINUTE)
    assert say_now(back, steps, NINE + 9 * MINUTE, NINE).left == 5 * MINUTE
    assert go_back(back, steps, NINE) == back
    last = go_on(course, steps, NINE)
    assert say_now(go_back(Course(1, NINE), steps_of([Piece("a", 3), Piece("b", 3)]), NINE), steps, NINE, NINE).left
    assert go_on(last, steps, NINE) is None
    assert give(begin(NINE), steps, -30).extra == -10
