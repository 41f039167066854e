"""The answers of a form in the words of its page: each under its question, a choice as it is read, not as it is sent.

Whoever copies what they wrote must not find keys and identifiers there. The page that holds the form is read once more,
as the same person would, and its labels give the words.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve
from django.utils.datastructures import MultiValueDict

from liamm.kernel import clock
from liamm.ui.dates import say_day
from liamm.ui.tongues import without_signs

_CHOSEN = frozenset({"radio", "checkbox"})
_MUTE = frozenset({"hidden", "file", "submit", "password"})
_ASIDE = frozenset({"small", "svg", "textarea"})
_QUIET = frozenset({"need", "said"})
_GATHERED = frozenset({"label", "legend", "option"})
_EMPTY = frozenset({"input", "br", "hr", "img", "use", "path"})


@dataclass(slots=True)
class _Field:
    """One control of a page: under which question, and what its values are called."""

    name: str
    id: str
    kind: str
    value: str
    legend: str
    options: dict[str, str] = field(default_factory=dict)


class _Page(HTMLParser):
    """Gathers the controls of a page and the words that stand for them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[_Field] = []
        self.labels: dict[str, str] = {}
        self._legends: list[str] = []
        self._gathering: list[str] | None = None
        self._of = ""
        self._aside = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Open a question, a control or what is no part of their words."""
        given = {name: value or "" for name, value in attrs}
        if tag in {"input", "select", "textarea"} and given.get("name"):
            self._control(tag, given)
        if tag in _EMPTY:
            return
        if self._aside or tag in _ASIDE or _QUIET & set(given.get("class", "").split()):
            self._aside += 1
        elif tag == "fieldset":
            self._legends.append("")
        elif tag in _GATHERED:
            self._gathering, self._of = [], given.get("value" if tag == "option" else "for", "")

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """What closes itself has no words."""
        if tag == "input":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close it, and keep the words that were gathered."""
        if self._aside:
            self._aside -= 1
        elif tag == "fieldset" and self._legends:
            self._legends.pop()
        elif tag in _GATHERED and self._gathering is not None:
            self._keep(tag, " ".join("".join(self._gathering).split()))
            self._gathering = None

    def handle_data(self, data: str) -> None:
        """Gather words."""
        if self._gathering is not None and not self._aside:
            self._gathering.append(data)

    def _control(self, tag: str, given: Mapping[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        legend = next((one for one in reversed(self._legends) if one), "")
        self.fields.append(_Field(given["name"], given.get("id", ""), kind, given.get("value", ""), legend))

    def _keep(self, tag: str, words: str) -> None:
        if tag == "legend" and self._legends:
            self._legends[-1] = words
        elif tag == "option" and self.fields:
            self.fields[-1].options[self._of] = words
        elif tag == "label":
            self.labels[self._of] = words


def worded(page: str, sent: Iterable[tuple[str, str]]) -> str:
    """What was sent, in the words of the page; nothing of what nobody typed or chose."""
    read = _Page()
    read.feed(page)
    values: MultiValueDict[str, str] = MultiValueDict()
    for name, value in sent:
        values.appendlist(name, value.strip())
    return "\n\n".join(f"{question}\n{answer}" if question else answer for question, answer in _answers(read, values))


def _answers(read: _Page, values: MultiValueDict[str, str]) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys(one.name for one in read.fields if one.kind not in _MUTE):
        controls = [one for one in read.fields if one.name == name]
        said = [words for value in values.getlist(name) if value and (words := _said(controls, value, read.labels))]
        if said:
            first = controls[0]
            yield first.legend if first.kind in _CHOSEN else read.labels.get(first.id, first.legend), ", ".join(said)


def _said(controls: Sequence[_Field], value: str, labels: Mapping[str, str]) -> str:
    """How one value is read on the page; a choice that is not there says nothing."""
    first = controls[0]
    if first.kind in _CHOSEN:
        return next((labels.get(one.id, "") for one in controls if one.value == value), "")
    if first.kind == "select":
        return first.options.get(value, "")
    return _day(value) if first.kind == "date" else value


def _day(value: str) -> str:
    try:
        return say_day(date.fromisoformat(value), clock.today())
    except ValueError:
        return value


def page_of(request: HttpRequest) -> str:
    """The page from which a form of the house was sent, read again by whoever sent it; empty when it cannot be."""
    where = urlsplit(request.headers.get("Referer", ""))
    path = where.path if where.netloc == request.get_host() else request.path
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    if getattr(match.func, "login_required", True) and not request.user.is_authenticated:
        return ""
    again = copy.copy(request)
    again.method, again.path, again.path_info, again.resolver_match = "GET", path, path, match
    again.GET, again.POST, again._files = QueryDict(where.query), QueryDict(), MultiValueDict()  # type: ignore[attr-defined]  # noqa: SLF001  # a request has no other way to hold none
    try:
        answer: HttpResponse = match.func(again, *match.args, **match.kwargs)
        shown = answer.render() if isinstance(answer, TemplateResponse) else answer
    except Exception:  # noqa: BLE001  # a courtesy: whatever keeps the page from being read, what was typed is given back
        return ""
    if shown.status_code != HTTPStatus.OK or shown.streaming:
        return ""
    return without_signs(shown.content.decode())
