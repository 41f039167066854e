"""A form that asks for an act: what a rule refuses comes back on the same page, with everything typed kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from django.forms import BaseForm
from django.http import QueryDict

from liamm.kernel.actions import DomainError
from liamm.kernel.stale import StaleError

R = TypeVar("R")
SEEN = "seen"
"""The field in which a form carries the mark of what its writer had read."""


@dataclass(frozen=True, slots=True)
class Attempt(Generic[R]):
    """What came of a submitted form: a result, or the refusal to show with `<c-refusal :error="refusal" />`."""

    result: R | None = None
    refusal: DomainError | None = None

    @property
    def done(self) -> bool:
        """Whether the act was done."""
        return self.result is not None


def attempt(form: BaseForm, act: Callable[[], R]) -> Attempt[R]:
    """Do the act if the form is valid; a refusal that names a field of the form is shown at that field too."""
    if not form.is_valid():
        return Attempt()
    try:
        return Attempt(result=act())
    except DomainError as refusal:
        if isinstance(refusal, StaleError):
            _take_note(form, refusal)
        if refusal.field and refusal.field in form.fields:
            form.add_error(refusal.field, refusal.sentence)
        return Attempt(refusal=refusal)


def _take_note(form: BaseForm, refusal: StaleError) -> None:
    """Shown with the texts of somebody else, the form may be sent again knowing them."""
    if SEEN in form.fields:
        sent = cast("QueryDict", form.data).copy()
        sent[form.add_prefix(SEEN)] = refusal.seen
        form.data = sent
