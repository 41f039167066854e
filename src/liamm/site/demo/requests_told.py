"""Requests as their files tell them; days are counted from the sitting they aim at (`anchor`), or before today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from liamm.site.demo.diary import day_of
from liamm.site.demo.reading import tales
from liamm.site.demo.stage import Stage

Day = int | Mapping[str, int]
Says = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalTale:
    """What one appraiser thinks, criterion by criterion: `[step, argument]`; or the interest that sets them aside."""

    person: str
    gate: Day | None = None
    rest: Day | None = None
    says: Says = field(default_factory=dict)
    conflict: str = ""
    conflict_at: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTale:
    """What a body says of a request: the outcome, its reasons in full and as everyone reads them."""

    outcome: str
    full: str
    title: str
    public: str
    to: str = ""
    until: str = ""
    overload: str = ""
    observation: str = ""
    shows_arguments: bool = False
    correction: Mapping[str, Any] | None = None
    preconisations: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTale:
    """A request from its first word to the last word of the bodies; `again` is its next version."""

    key: str = ""
    kind: str = "project"
    carriers: Sequence[str] = ()
    facilitator: str = "team"
    origin: str = ""
    successor_of: str = ""
    anchor: str = ""
    starts: Day | None = None
    resumed: Day | None = None
    submitted: Day | None = None
    draft: bool = False
    invited: str = ""
    withdrawn: Day | None = None
    withdrawn_words: str = ""
    returned: Day | None = None
    returned_words: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    own: Says = field(default_factory=dict)
    appraisals: Sequence[AppraisalTale] = ()
    gate: Mapping[str, Any] | None = None
    load: Mapping[str, Any] | None = None
    recusals: Sequence[Mapping[str, str]] = ()
    delegated: Day | None = None
    decisions: Sequence[WordTale] = ()
    confirmations: Sequence[WordTale] = ()
    again: RequestTale | None = None

    def day(self, stage: Stage, told: Day) -> date:
        """The day that a number means in this tale."""
        if isinstance(told, Mapping):
            return stage.today - timedelta(days=told["ago"])
        return day_of(stage.diary.named(self.anchor)) + timedelta(days=told)


def request_tales() -> list[RequestTale]:
    """Every request of the story."""
    found = []
    for name, told in tales("requests").items():
        found += [_read(name, one) for one in told.get("requests", [told])]
    return found


def _read(name: str, told: Mapping[str, Any]) -> RequestTale:
    again = told.get("again")
    key = told.get("key", name)
    inherited = {name: told[name] for name in ("kind", "carriers", "facilitator") if name in told}
    known = {
        **told,
        "key": key,
        "appraisals": [AppraisalTale(**one) for one in told.get("appraisals", ())],
        "decisions": [WordTale(**one) for one in told.get("decisions", ())],
        "confirmations": [WordTale(**one) for one in told.get("confirmations", ())],
        "again": _read(key, {**inherited, **again}) if again else None,
    }
    return RequestTale(**known)
