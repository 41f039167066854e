"""Intuitions that people talk over before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from liamm.features.proposals import actions
from liamm.features.proposals.models import Clarification
from liamm.kernel.thread.chain import Node
from liamm.site.demo.reading import tale
from liamm.site.demo.stage import Stage, working


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarificationTale:
    """An intuition: who opened it, with whom, what they said and what it became."""

    key: str
    ago: int
    by: str
    title: str
    intuition: str
    parties: Sequence[str]
    origin: str = ""
    exchanges: Sequence[Mapping[str, Any]] = ()
    closed: Mapping[str, Any] | None = None


def tell(stage: Stage) -> None:
    """Open each on its day, and let people speak."""
    for told in tale("clarifications")["clarifications"]:
        one = ClarificationTale(**told)
        stage.cue(working(stage.moment(one.ago, 11)), partial(_open, stage, one))
        for said in one.exchanges:
            stage.ago(said["ago"], partial(_say, stage, one, said), hour=14)
        if one.closed:
            stage.ago(one.closed["ago"], partial(_close, stage, one, one.closed), hour=16)


def _open(stage: Stage, one: ClarificationTale) -> None:
    kind = one.origin.partition(":")[0]
    opened = actions.open_clarification(
        stage.person(one.by),
        Node(kind, stage.made[one.origin]) if one.origin else None,
        title=one.title,
        intuition=one.intuition,
        parties=[stage.person(key) for key in one.parties],
    )
    stage.made[f"clarification:{one.key}"] = opened.pk


def _of(stage: Stage, one: ClarificationTale) -> Clarification:
    return Clarification.objects.select_related("space").get(pk=stage.made[f"clarification:{one.key}"])


def _say(stage: Stage, one: ClarificationTale, said: Mapping[str, Any]) -> None:
    actions.write_exchange(stage.person(said["by"]), _of(stage, one), words=said["words"])


def _close(stage: Stage, one: ClarificationTale, closed: Mapping[str, Any]) -> None:
    actions.close_clarification(
        stage.person(one.by),
        _of(stage, one),
        outcome=closed["outcome"],
        words=closed["words"],
        function=closed.get("function", ""),
    )
