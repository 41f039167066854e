"""Whose words led to a thing: every author upstream of it on le fil."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.models import FieldSignal, InterestCommunity, Problem
from liamm.kernel.thread.chain import Node, origins

SIGNAL = "signal"
PROBLEM = "problem"
COMMUNITY = "community"


def signal_node(signal: FieldSignal) -> Node:
    """A signal as le fil names it."""
    return Node(SIGNAL, signal.pk)


def problem_node(problem: Problem) -> Node:
    """A problem as le fil names it."""
    return Node(PROBLEM, problem.pk)


def community_node(community: InterestCommunity) -> Node:
    """An interest community as le fil names it."""
    return Node(COMMUNITY, community.pk)


def authors_of(nodes: Iterable[Node]) -> list[FieldSignal]:
    """The signals that led to these things, with those merged with them; their authors are to be told what happens."""
    ids: set[UUID] = set()
    for node in nodes:
        ids.update([node.id] if node.kind == SIGNAL else origins(node, SIGNAL))
    family = FieldSignal.objects.family_of(ids).exclude(state=SignalState.WITHDRAWN)
    return list(family.select_related("author").order_by("pk"))
