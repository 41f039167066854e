"""Each night, engagements whose last day has passed come to their term."""

from __future__ import annotations

from liamm.features.commitments.actions import end_term
from liamm.features.commitments.queries import past_their_term
from liamm.kernel.access import SYSTEM
from liamm.kernel.jobs import every


@every("41 1 * * *", "commitments.end_terms")
def end_terms() -> None:
    """Each in a transaction of its own, so that one that cannot end does not keep the others."""
    for commitment in past_their_term():
        end_term(SYSTEM, commitment)
