"""The access engine: each permission is answered once, for one thing and for a queryset."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from liamm.kernel.access.actor import Actor
from liamm.kernel.actions import Citation, note_authorised


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer, and the reason shown to the person who asked."""

    allowed: bool
    reason: str = ""
    citation: Citation | None = None

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(allowed=True)


def refused(reason: str, citation: Citation | None = None) -> Decision:
    """A no, with its reason in plain words."""
    return Decision(allowed=False, reason=str(reason), citation=citation)


class Refused(PermissionDenied):
    """Raised when a policy says no; carries the Decision."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.decision = decision


Rule = Callable[[Any, Any], Decision]
Filter = Callable[[Any, QuerySet[Any]], QuerySet[Any]]
RuleT = TypeVar("RuleT", bound=Rule)
FilterT = TypeVar("FilterT", bound=Filter)
ModelT = TypeVar("ModelT", bound=Model)


class Policy:
    """The rules of one feature: one function per permission, one filter per model for what may be seen."""

    def __init__(self) -> None:
        self.rules: dict[StrEnum, Rule] = {}
        self.filters: dict[type[Model], tuple[StrEnum, Filter]] = {}

    def rule(self, permission: StrEnum) -> Callable[[RuleT], RuleT]:
        """Register the rule of a permission."""

        def register(check: RuleT) -> RuleT:
            self.rules[permission] = check
            return check

        return register

    def visible(self, model: type[Model], permission: StrEnum) -> Callable[[FilterT], FilterT]:
        """Register the queryset form of a VIEW permission; a generic test compares it with the rule."""

        def register(narrow: FilterT) -> FilterT:
            self.filters[model] = (permission, narrow)
            return narrow

        return register

    def decide(self, actor: Actor, permission: StrEnum, target: object = None) -> Decision:
        """Whether the actor may, and why not.

        Raises KeyError for a permission without a rule.
        """
        return self.rules[permission](actor, target)

    def visible_to(self, actor: Actor, queryset: QuerySet[ModelT]) -> QuerySet[ModelT]:
        """The rows of `queryset` that the actor may see."""
        _, narrow = self.filters[queryset.model]
        return narrow(actor, queryset)


def require(policy: Policy, actor: Actor, permission: StrEnum, target: object = None) -> None:
    """Stop here unless the actor may.

    Raises Refused with the reason.
    """
    decision = policy.decide(actor, permission, target)
    note_authorised()
    if not decision:
        raise Refused(decision)


def load_visible(policy: Policy, actor: Actor, queryset: QuerySet[ModelT], **lookup: object) -> ModelT:
    """The one thing of `queryset` that matches and that the actor may see.

    Raises Http404 both when it does not exist and when it may not be seen: the invisible is not confirmed.
    """
    return only(policy.visible_to(actor, queryset).filter(**lookup)[:1])


def only(found: Iterable[ModelT]) -> ModelT:
    """The one thing that was found, by a read that keeps to what its reader may see.

    Raises Http404 when nothing was.
    """
    for one in found:
        return one
    raise Http404
