"""Where a signal may go from where it stands."""

from __future__ import annotations

from liamm.features.terrain.enums import SignalState as S

_MOVES: dict[S, frozenset[S]] = {
    S.RECEIVED: frozenset({S.READ, S.WITHDRAWN}),
    S.READ: frozenset({S.CROSSED, S.ANSWERED, S.REDIRECTED, S.WITHDRAWN}),
    S.CROSSED: frozenset({S.READ, S.ANSWERED, S.REDIRECTED, S.WITHDRAWN}),
    S.ANSWERED: frozenset({S.READ, S.CROSSED, S.REDIRECTED, S.WITHDRAWN}),
    S.REDIRECTED: frozenset({S.READ, S.CROSSED, S.ANSWERED, S.WITHDRAWN}),
    S.WITHDRAWN: frozenset(),
}


def may_move(source: S | str, target: S | str) -> bool:
    """Whether a signal may go from one state to another: nothing is answered or crossed before a human read it."""
    return S(target) in _MOVES[S(source)]


def moves_from(source: S | str) -> frozenset[S]:
    """The states that can follow."""
    return _MOVES[S(source)]
