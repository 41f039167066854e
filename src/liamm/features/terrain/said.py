"""What is written already, as one reads it before writing over it (`liamm.kernel.stale`)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.terrain.models import Problem
from liamm.kernel.stale import Texts


def said_of(problem: Problem) -> Texts:
    """What is written of a problem, as one reads it before writing it anew."""
    texts = (
        (_("La question"), problem.question),
        (_("Qui est concerné"), problem.concerned),
        (_("Ce que l’on sait"), problem.known),
    )
    return [(name, text) for name, text in texts if text]
