"""The one decorator every change of state goes through, and what a refusal by a rule looks like."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Citation:
    """The article of the charter by which a rule speaks, or the mark of a usage of the house (`article` empty)."""

    version: str
    article: str = ""
    title: str = ""
    url: str = ""

    @property
    def words(self) -> str:
        """What is cited, said so that it can be found on paper or by ear too: the number of the article, its title."""
        if not self.article:
            return _("usage de la maison")
        cited = _("charte, article %(article)s, « %(title)s »") if self.title else _("charte, article %(article)s")
        return cited % {"article": self.article, "title": self.title}


HOUSE_USAGE = Citation(version="")
"""A usage of the house, said by what stands below the charter and cannot read it."""


class DomainError(Exception):
    """A rule says no: what happened, why (with its article) and the nearest thing that is possible.

    `sentence` and `nearest` are translated human sentences; `field` names the form field concerned, if one is;
    `link` leads (words, path) to what stands in the way.
    """

    def __init__(
        self,
        sentence: str,
        *,
        citation: Citation | None = None,
        nearest: str = "",
        field: str | None = None,
        link: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.citation = citation
        self.nearest = str(nearest)
        self.field = field
        self.link = link

    def __str__(self) -> str:
        return " ".join(part for part in (self.sentence, self.nearest) if part)


class UnfinishedActionError(AssertionError):
    """An action that forgot to authorise or to record; its transaction is rolled back."""


@dataclass(slots=True)
class _Trace:
    authorised: bool = False
    recorded: bool = False


_trace: ContextVar[_Trace | None] = ContextVar("liamm_action", default=None)
_as_one: ContextVar[bool] = ContextVar("liamm_as_one", default=False)


def note_authorised() -> None:
    """Tell the running action that its authorisation was asked."""
    if trace := _trace.get():
        trace.authorised = True


def note_recorded() -> None:
    """Tell the running action that its fact was recorded."""
    if trace := _trace.get():
        trace.recorded = True


def inside_action() -> bool:
    """Whether an action is running."""
    return _trace.get() is not None


@contextmanager
def as_one() -> Iterator[None]:
    """Let many actions stand or fall together: one refused undoes them all, so none keeps a way back of its own."""
    token = _as_one.set(True)
    try:
        with transaction.atomic():
            yield
    finally:
        _as_one.reset(token)


def rehearse(act: Callable[[], R]) -> R:
    """What an act would give, all undone at once: every rule is asked, nothing is kept, no letter leaves.

    Raises what the act raises.
    """
    with transaction.atomic():
        foreseen = act()
        transaction.set_rollback(True)
    return foreseen


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run the function in one transaction; roll back unless it authorised and recorded.

    A nested action shares the transaction of the outer one and answers for itself.
    Raises UnfinishedActionError when `require` or `record` was not reached.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        trace = _Trace()
        token = _trace.set(trace)
        try:
            with transaction.atomic(savepoint=not _as_one.get()):
                result = function(*args, **kwargs)
                if not (trace.authorised and trace.recorded):
                    missing = "record" if trace.authorised else "authorise"
                    raise UnfinishedActionError(f"{function.__qualname__} did not {missing}")
                return result
        finally:
            _trace.reset(token)

    run.is_action = True  # type: ignore[attr-defined]  # read by the architecture tests
    return run
