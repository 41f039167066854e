"""The result of the self-check, in the words of the charter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.charter.enums import ProposalKind
from liamm.features.proposals.rules.eligibility import CheckTerms, Direction, Scope, orient
from liamm.kernel import clock
from liamm.kernel.actions import Citation


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence about what lacks, with the rule it comes from."""

    words: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Found:
    """Where the answers point to: a title, what it means, and what to look at first; `kind` is empty for a talk."""

    title: str
    meaning: str
    kind: str
    advice: tuple[Advice, ...]
    limit: str = ""


def orientation_of(scope: str, answers: Mapping[str, bool]) -> Found:
    """Say in words where the answers point to."""
    today = clock.today()
    eligibility = bindings.eligibility(today)
    checks = eligibility.value.checks
    functions = bindings.functions(today).value
    offered = frozenset(function.asks.value for function in functions.functions)
    terms = [CheckTerms(check.key, check.stops) for check in checks]
    found = orient(Scope(scope), answers, terms, offered)
    accompanied = scope in {Scope.DAYS, Scope.MONTHS}
    advice = tuple(
        Advice(check.otherwise, eligibility.cite(check))
        for check in checks
        if check.key in found.missing and accompanied
    )
    if found.direction is Direction.TALK:
        return Found(
            _("Parlons-en d’abord"),
            _("Rien n’est perdu : une conversation avec l’équipe aide à voir par où commencer."),
            "",
            advice,
        )
    function = functions.answering(ProposalKind(found.direction.value))
    meaning = function.description if function else ""
    limit = bindings.phases(today).value.action
    is_action = found.direction is Direction.ACTION
    return Found(
        title=_title(found.direction, Scope(scope)),
        meaning=meaning,
        kind=found.direction.value,
        advice=advice,
        limit=f"{limit.text} {limit.ceiling.text}" if is_action else "",
    )


def _title(direction: Direction, scope: Scope) -> str:
    if scope is Scope.ROOM:
        return _("Plutôt un atelier")
    return {
        Direction.PROJECT: _("Plutôt un projet"),
        Direction.ACTION: _("Plutôt une action"),
        Direction.COMMUNITY: _("Plutôt une communauté"),
        Direction.RESOURCE: _("Plutôt une ressource"),
    }[direction]
