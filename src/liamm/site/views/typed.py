"""What a form that could not be taken held, to be written into the answer so that nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BooleanField, ChoiceField, Field, FileField, Form
from django.http import HttpRequest
from django.http.request import QueryDict, UnreadablePostError

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field
_SECRET = re.compile(r"password|credential|secret|token|(^|[-_])code$", re.IGNORECASE)
_NOT_WORDS = re.compile(r"\d*|on|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

_TRAPS = frozenset({"website"})
"""Fields that nobody sees, for machines to fall into."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields to send again, None when they cannot be written in a page, and the names of the files."""

    fields: list[tuple[str, str]] | None
    files: list[str]

    @property
    def again(self) -> list[tuple[str, str]]:
        """The fields without the proof that came with them, for a page that has its own."""
        return [(name, value) for name, value in self.fields or [] if name != TOKEN]

    @property
    def words(self) -> str:
        """What somebody wrote or chose, to be copied."""
        said = [value.strip() for name, value in self.again if name != "ticket"]
        return "\n\n".join(value for value in said if not _NOT_WORDS.fullmatch(value))

    def labelled(self, kind: type[Form]) -> str:
        """The same, each answer under its question and in the words of the form that was sent."""
        sent = QueryDict(mutable=True)
        for name, value in self.again:
            sent.appendlist(name, value)
        return "\n\n".join(_answers(kind(sent)))


def _labels(field: Field) -> dict[str, str]:
    """The words of each choice of a field, by its value; none for a field that offers none."""
    offered: Iterable[Any] = field.widget.choices if isinstance(field, ChoiceField) else ()
    return {str(key): str(words) for key, words in offered}


def _answers(form: Form) -> Iterator[str]:
    for one in form.visible_fields():
        if isinstance(one.field, BooleanField | FileField):
            continue
        value = str(one.value() or "").strip()
        choices = _labels(one.field)
        if value and one.name not in _TRAPS:
            yield f"{one.label}\n{choices.get(value, value)}"


def typed_in(request: HttpRequest) -> Typed:
    """What a form held; nothing of one that holds a secret, which is not written into a page."""
    try:
        sent: QueryDict = request.POST
        files = [one.name or "" for _name, several in request.FILES.lists() for one in several]
    except (UnreadablePostError, ValueError):
        return Typed(None, [])
    if any(name != TOKEN and _SECRET.search(name) for name in sent):
        return Typed(None, files)
    return Typed([(name, value) for name, values in sent.lists() for value in values], files)
