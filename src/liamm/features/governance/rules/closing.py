"""What closing an item asks for, whatever the outcome is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from liamm.features.charter.enums import Effect


class Fault(StrEnum):
    """What is missing for an item to be closed so."""

    REASONS = "reasons"
    PRECONISATIONS = "preconisations"
    DATE = "date"
    DATE_PAST = "date_past"
    DATE_FAR = "date_far"
    DATE_UNASKED = "date_unasked"
    TERM_PAST = "term_past"
    FUNCTION = "function"
    FUNCTION_SAME = "function_same"
    FUNCTION_UNASKED = "function_unasked"
    UNASKED = "unasked"
    OVERLOAD_REASON = "overload_reason"


RETAINS = frozenset({Effect.RETAIN, Effect.RETAIN_WITH})
CONFIRMING = frozenset({Effect.RETAIN, Effect.RETAIN_WITH, Effect.DEFER, Effect.REFUSE})
"""What the last word on another body's decision may be."""

ALONE = frozenset({Effect.RETAIN, Effect.RETAIN_WITH, Effect.REDIRECT, Effect.REFUSE})
"""What one may decide alone by delegation; putting off needs no act."""


FARTHEST = timedelta(days=2 * 366)
"""How far an item may be put off: beyond, one says no and the request comes again."""


@dataclass(frozen=True, slots=True)
class Closing:
    """How someone wants to close an item, and what the day says about it.

    `functions` are those of the laboratory, `function` the one that the request has already; `may_ask`: another outcome
    of the item retains it with preconisations.
    """

    effect: Effect
    on: date
    reasons: str
    needs_reasons: bool = True
    preconisations: int = 0
    terms: tuple[date, ...] = ()
    deferred_to: date | None = None
    redirected_to: str = ""
    function: str = ""
    functions: frozenset[str] = frozenset()
    may_ask: bool = False
    overloads: bool = False
    overload_reason: str = ""


def faults(closing: Closing) -> tuple[Fault, ...]:
    """All that is missing, in the order of the form; empty when the item may be closed."""
    found = []
    if closing.needs_reasons and not closing.reasons.strip():
        found.append(Fault.REASONS)
    if closing.effect is Effect.RETAIN_WITH and not closing.preconisations:
        found.append(Fault.PRECONISATIONS)
    if closing.effect is Effect.RETAIN and closing.preconisations and closing.may_ask:
        found.append(Fault.UNASKED)
    if any(term < closing.on for term in closing.terms):
        found.append(Fault.TERM_PAST)
    found += _of_date(closing) if closing.effect is Effect.DEFER else _of_no_date(closing)
    found += _of_function(closing) if closing.effect is Effect.REDIRECT else _of_no_function(closing)
    if closing.effect in RETAINS and closing.overloads and not closing.overload_reason.strip():
        found.append(Fault.OVERLOAD_REASON)
    return tuple(found)


def _of_function(closing: Closing) -> list[Fault]:
    if not closing.redirected_to or (closing.functions and closing.redirected_to not in closing.functions):
        return [Fault.FUNCTION]
    return [Fault.FUNCTION_SAME] if closing.redirected_to == closing.function else []


def _of_no_function(closing: Closing) -> list[Fault]:
    return [Fault.FUNCTION_UNASKED] if closing.redirected_to else []


def _of_no_date(closing: Closing) -> list[Fault]:
    return [Fault.DATE_UNASKED] if closing.deferred_to else []


def _of_date(closing: Closing) -> list[Fault]:
    if closing.deferred_to is None:
        return [Fault.DATE]
    if closing.deferred_to <= closing.on:
        return [Fault.DATE_PAST]
    return [Fault.DATE_FAR] if closing.deferred_to > closing.on + FARTHEST else []
