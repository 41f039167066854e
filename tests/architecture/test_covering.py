"""What the tests run through is judged: nothing that decides may be left out, nor too much of the rest."""

from __future__ import annotations

import pytest
from slipcover.slipcover import add_summaries

from tests import covering

WHOLE = ([1, 2, 3], [], [[2, 3]], [])
A_LINE_LESS = ([1, 2], [3], [[2, 3]], [])
A_WAY_LESS = ([1, 2, 3], [], [], [[2, 3]])
MOSTLY_NOT = ([1], [*range(2, 40)], [], [])


def said(**files):
    kinds = ("executed_lines", "missing_lines", "executed_branches", "missing_branches")
    held = {"files": {f"src/liamm/{name}.py": dict(zip(kinds, one, strict=True)) for name, one in files.items()}}
    add_summaries(held)
    return held


@pytest.mark.parametrize(
    ("deciding", "rest", "answer"),
    [
        (WHOLE, WHOLE, 0),
        (A_LINE_LESS, WHOLE, 1),
        (A_WAY_LESS, WHOLE, 1),
        (WHOLE, MOSTLY_NOT, 1),
    ],
)
def test_it_is_judged(capsys, deciding, rest, answer):
    assert covering.judge(said(**{"features/booking/rules/free": deciding, "kernel/html": rest})) == answer
    shown = capsys.readouterr().out
    assert ("features/booking/rules/free.py: " in shown) == (deciding is not WHOLE)
    assert ("kernel/html.py: " in shown) == (rest is not WHOLE)


def test_what_decides_is_told_from_the_rest():
    for name in ("features/booking/rules/free.py", "features/terrain/policies.py", "features/events/actions/dating.py"):
        assert covering.decides(f"src/liamm/{name}")
    for name in ("features/booking/views/booking.py", "kernel/html.py"):
        assert not covering.decides(f"src/liamm/{name}")
