"""Where a proposal may go from where it stands."""

from __future__ import annotations

from collections.abc import Mapping

WRITABLE = frozenset({"draft", "rework"})
"""Where carriers may write."""

WAITING = frozenset({"submitted", "deferred"})
"""Where a decision is awaited, and appraisers may write."""

DECIDED = frozenset({"retained", "redirected", "not_retained"})
"""Where a decision closed the proposal; the last two may be taken up again."""

_STEPS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"submitted", "withdrawn"}),
    "submitted": frozenset({"rework", "withdrawn", "deferred", "retained", "redirected", "not_retained"}),
    "rework": frozenset({"submitted", "withdrawn"}),
    "deferred": frozenset({"rework", "withdrawn", "deferred", "retained", "redirected", "not_retained"}),
    "retained": frozenset({"submitted"}),
    "redirected": frozenset({"rework", "submitted"}),
    "not_retained": frozenset({"rework", "submitted"}),
    "withdrawn": frozenset({"rework"}),
}


def may_go(state: str, to: str) -> bool:
    """Whether a proposal that stands in `state` may go to `to`.

    Decided proposals go back to `submitted` only when the decision itself is corrected.
    """
    return to in _STEPS[state]
