"""Fragments that say nothing but what they are given: drawn once for the same words in the same language.

They see neither the request nor who reads, and what they are given is their whole key: nothing has to be made invalid
when the data changes, and nobody is shown what was drawn for someone else. Nothing in them may depend on the hour:
« il y a 2 h » is put in words before it is given.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.forms import BaseForm
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from liamm.kernel import clock
from liamm.kernel.keyed import Keyed

FRAGMENTS, LINES, FORMS = 128, 4_096, 128
"""How many are kept: large fragments (some 30 kB each), lines of lists (1 kB), fields of filters (4 kB)."""


def draw(template_name: str, said: Iterable[tuple[str, Hashable]]) -> SafeString:
    """A fragment, from names and their values.

    Raises TypeError when a value cannot be hashed.
    """
    return _fragment(template_name, get_language() or "", tuple(said))


def draw_lines(template_name: str, lines: Iterable[Hashable]) -> SafeString:
    """The lines of a list, each drawn under the name `line`.

    Raises TypeError when a line cannot be hashed.
    """
    language = get_language() or ""
    return mark_safe("".join(_line(template_name, language, line) for line in lines))  # noqa: S308  # templates' own output


@dataclass(frozen=True, slots=True)
class _StageLine:
    """A stage as a page shows it on a day: in short, or with all its steps and their dates."""

    stage: Hashable
    full: bool
    today: date


def draw_stages(stages: Iterable[Hashable], *, full: bool) -> SafeString:
    """The stages of le fil; how their dates are said depends on the day, which is part of the key.

    Raises TypeError when a stage cannot be hashed.
    """
    return draw_lines("ui/_stage.html", [_StageLine(stage, full, clock.today()) for stage in stages])


def draw_filters(form: BaseForm) -> SafeString:
    """The fields of a form of filters: its class, its choices and what was asked of it are all that they show.

    One that refuses something, or that begins with something, is drawn anew.
    """
    if form.errors or form.initial:
        return _fields(form)
    choices = tuple(tuple(getattr(field, "choices", ())) for field in form.fields.values())
    values = tuple(repr(field.value()) for field in form)
    return _filters(Keyed(form, (type(form), choices, values)), get_language() or "")


def _fields(form: BaseForm) -> SafeString:
    return mark_safe("".join(field.as_field_group() for field in form))  # noqa: S308  # templates' own output


@lru_cache(maxsize=FRAGMENTS)
def _fragment(template_name: str, language: str, said: tuple[tuple[str, Hashable], ...]) -> SafeString:
    del language
    return mark_safe(get_template(template_name).render(dict(said)))  # noqa: S308  # a template's own output


@lru_cache(maxsize=LINES)
def _line(template_name: str, language: str, line: Hashable) -> SafeString:
    del language
    return mark_safe(get_template(template_name).render({"line": line}))  # noqa: S308  # a template's own output


@lru_cache(maxsize=FORMS)
def _filters(asked: Keyed[BaseForm], language: str) -> SafeString:
    del language
    return _fields(asked.value)
