"""The seal is put on by the worker, each second, away from the actions."""

from __future__ import annotations

from liamm.kernel.jobs import pulse
from liamm.kernel.ledger.chain import seal


@pulse(seconds=1)
def seal_the_ledger() -> None:
    """Seal all that waits."""
    while seal():
        pass
