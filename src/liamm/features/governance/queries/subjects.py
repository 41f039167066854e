"""The strategic subjects that people proposed, for the team that answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liamm.features.governance.enums import ItemState
from liamm.features.governance.models import AgendaItem
from liamm.features.governance.policies import policy
from liamm.kernel.access import Actor


@dataclass(frozen=True, slots=True)
class SubjectsPage:
    """Those that wait for an answer, and the last ones answered."""

    waiting: Sequence[AgendaItem]
    answered: Sequence[AgendaItem]


def subjects_page(actor: Actor) -> SubjectsPage:
    """Two queries, whatever the number."""
    found = policy.visible_to(actor, AgendaItem.objects.filter(suggestion__isnull=False))
    found = found.select_related("suggestion__person", "sitting", "decision")
    return SubjectsPage(
        list(found.filter(state=ItemState.OFFERED).order_by("created_at")),
        list(found.exclude(state=ItemState.OFFERED).order_by("-created_at")[:30]),
    )
