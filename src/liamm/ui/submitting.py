"""A form that asks for an act: what a rule refuses comes back on the same page, with everything typed kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.forms import BaseForm

from liamm.kernel.actions import DomainError

R = TypeVar("R")


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
        if refusal.field and refusal.field in form.fields:
            form.add_error(refusal.field, refusal.sentence)
        return Attempt(refusal=refusal)
