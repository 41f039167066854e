from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.projects.rules import (
    PhaseAsked,
    PhaseFault,
    PhaseGround,
    fault_of_end,
    fault_of_phase,
    may_run,
    missing_voices,
)

KEYS = ["exploration", "ideation", "prototypage", "experimentation"]
DAY = date(2026, 3, 2)


def ground(**changes):
    base = {"known": KEYS, "for_action": KEYS[:3], "already": 0, "is_action": False, "is_over": False}
    base |= {"runs": True, "opened": DAY, "today": DAY}
    return PhaseGround(**{**base, **changes})


@pytest.mark.parametrize(
    ("asked", "on", "fault"),
    [
        (PhaseAsked("exploration", DAY, None), ground(), None),
        (PhaseAsked("exploration", DAY, DAY + timedelta(days=1)), ground(already=9), None),
        (PhaseAsked("danse", DAY, None), ground(), PhaseFault.UNKNOWN),
        (PhaseAsked("exploration", DAY, None), ground(runs=False), PhaseFault.NOT_ACCEPTED),
        (PhaseAsked("exploration", DAY, None, housed=False), ground(), PhaseFault.UNHOUSED),
        (PhaseAsked("exploration", DAY - timedelta(days=1), None), ground(), PhaseFault.BEFORE_OPENING),
        (PhaseAsked("exploration", DAY + timedelta(days=365), None), ground(), None),
        (PhaseAsked("exploration", DAY + timedelta(days=366), None), ground(), PhaseFault.TOO_FAR),
        (PhaseAsked("exploration", DAY, DAY), ground(), PhaseFault.BACKWARDS),
        (PhaseAsked("exploration", DAY, None), ground(is_over=True), PhaseFault.PROJECT_OVER),
        (PhaseAsked("experimentation", DAY, None), ground(is_action=True), PhaseFault.NOT_FOR_ACTION),
        (PhaseAsked("ideation", DAY, None), ground(is_action=True), None),
        (PhaseAsked("ideation", DAY, None), ground(is_action=True, already=1), PhaseFault.ACTION_HAS_ONE),
    ],
)
def test_a_phase_is_refused_for_the_first_reason_that_holds(asked, on, fault):
    assert fault_of_phase(asked, on) == fault


@given(st.lists(st.sampled_from(KEYS), max_size=8))
def test_phases_of_a_project_may_loop_and_overlap_freely(keys):
    for already, key in enumerate(keys):
        assert fault_of_phase(PhaseAsked(key, DAY, None), ground(already=already)) is None


@given(st.lists(st.sampled_from(KEYS[:3]), max_size=5))
def test_an_action_takes_exactly_one_phase(keys):
    taken = 0
    for key in keys:
        if fault_of_phase(PhaseAsked(key, DAY, None), ground(is_action=True, already=taken)) is None:
            taken += 1
    assert taken == min(1, len(keys))


@given(st.integers(-400, 400))
def test_a_phase_never_ends_before_it_starts(days):
    assert (fault_of_end(DAY, DAY + timedelta(days=days)) is None) == (days >= 0)


@given(st.lists(st.sampled_from("abc"), unique=True), st.sets(st.sampled_from("abc")))
def test_voices_are_missing_or_present_never_both(wanted, present):
    missing = missing_voices(wanted, present)
    assert set(missing) | (set(wanted) & present) == set(wanted)
    assert not set(missing) & present


@given(st.lists(st.booleans()))
def test_a_project_runs_once_all_is_promised(accepted):
    assert may_run(accepted) == (len(accepted) > 0 and False not in accepted)
