"""Where a decision stands on its route, from the effects of the bodies' words."""

from __future__ import annotations

from enum import StrEnum

from liamm.features.charter.enums import Effect
from liamm.features.governance.rules.closing import RETAINS


class Standing(StrEnum):
    """How far a decision went: its own word is the last, another body has to confirm, confirmed it or did not.

    `LEFT`: those who asked took their request back before the end.
    """

    FINAL = "final"
    TO_CONFIRM = "to_confirm"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    LEFT = "left"


def standing(
    effect: Effect, *, confirmed_by: str | None, confirmation: Effect | None = None, left: bool = False
) -> Standing:
    """The standing of a decision: only what is retained goes up; a confirmation put off leaves it waiting."""
    if effect in RETAINS and left:
        return Standing.LEFT
    if effect not in RETAINS or confirmed_by is None:
        return Standing.FINAL
    if confirmation is None or confirmation is Effect.DEFER:
        return Standing.TO_CONFIRM
    return Standing.CONFIRMED if confirmation in RETAINS else Standing.NOT_CONFIRMED


def opens(effect: Effect, stands: Standing) -> bool:
    """Whether something may begin: retained, and no other body has a word to say."""
    return effect in RETAINS and stands in {Standing.FINAL, Standing.CONFIRMED}
