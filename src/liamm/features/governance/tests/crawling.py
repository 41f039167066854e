"""Walks the pages as one person would: every link followed, every form sent as it stands and then undone."""

from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

CLOSED = (403, 404, 405, 500)
MOST = 4
"""How many pages, and how many forms, of one kind are tried: enough to meet each state of the tests."""


@dataclass
class Form:
    """A form of a page, with what it would send if its button were pressed now."""

    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def sendings(self):
        """One sending for each of its buttons."""
        return [[*self.values, *([button] if button else [])] for button in self.buttons or [None]]


class Shown(HTMLParser):
    """The links and the forms of one page."""

    def __init__(self, path):
        super().__init__()
        self.path, self.links, self.forms = path, [], []
        self._form = self._select = self._area = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "form":
            self._form = Form(given.get("action") or self.path, given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None and given.get("name"):
            self._field(tag, given)
        elif self._form is not None and tag == "option" and self._select and "selected" in given:
            self._form.values.append((self._select, given.get("value", "")))

    def _field(self, tag, given):
        name, value = given["name"], given.get("value") or ""
        if tag == "button":
            self._form.buttons.append((name, value))
        elif tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area = name
            self._form.values.append((name, ""))
        elif tag == "input" and (given.get("type") not in {"checkbox", "radio"} or "checked" in given):
            self._form.values.append((name, value))

    def handle_data(self, data):
        if self._area:
            name, value = self._form.values[-1]
            self._form.values[-1] = (name, value + data)

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None


@dataclass
class Walker:
    """One person (or a visitor) who starts somewhere and goes wherever a page leads, within some areas."""

    person: object
    areas: tuple[str, ...]
    seen: set[str] = field(default_factory=set)
    pages: list[str] = field(default_factory=list)
    sent: set[tuple[str, str]] = field(default_factory=set)
    closed: list[tuple[str, str, int, str]] = field(default_factory=list)
    tried: Counter[tuple[str, str]] = field(default_factory=Counter)

    def walk(self, *starts):
        self.client = Client()
        if self.person is not None:
            self.client.force_login(self.person)
        waiting = deque((start, "the start") for start in starts)
        self.seen.update(starts)
        while waiting:
            path, came_from = waiting.popleft()
            for link in self.open(path, came_from):
                if link not in self.seen:
                    self.seen.add(link)
                    if self.is_new("GET", link):
                        waiting.append((link, path))
        return self

    def open(self, path, came_from):
        """Open a page; what it leads to, if it is of an area that is walked."""
        answer = self.client.get(path, follow=True)
        if answer.status_code in CLOSED:
            self.closed.append(("GET", path, answer.status_code, came_from))
            return []
        if not self.within(path) or not answer.headers["Content-Type"].startswith("text/html"):
            return []
        self.pages.append(path)
        shown = Shown(path)
        shown.feed(answer.content.decode())
        for form in shown.forms:
            self.try_form(form, path)
        return [link for link in (inner(one, path) for one in shown.links) if link]

    def said(self):
        """The closed doors, one a line."""
        return "\n".join(f"{verb} {path} answers {status}, shown on {page}" for verb, path, status, page in self.closed)

    def is_new(self, verb, path):
        """Whether there were not yet enough of this kind."""
        try:
            kind = resolve(urlsplit(path).path).view_name
        except Resolver404:
            return True
        self.tried[verb, kind] += 1
        return self.tried[verb, kind] <= MOST

    def within(self, path):
        return any(path.startswith(area) for area in self.areas)

    def try_form(self, form, path):
        """Send a form as it stands, once, and undo what it did."""
        target = inner(form.action, path)
        if form.method != "post" or not target or not self.within(target):
            return
        for values in form.sendings():
            if (target, str(values)) in self.sent:
                continue
            self.sent.add((target, str(values)))
            if not self.is_new("POST", target):
                continue
            with transaction.atomic():
                data = {}
                for name, value in values:
                    data.setdefault(name, []).append(value)
                sender = Client()
                sender.cookies.update(self.client.cookies)
                answer = sender.post(target, data)
                transaction.set_rollback(True)
            if answer.status_code in CLOSED:
                self.closed.append(("POST", target, answer.status_code, path))


def inner(address, page):
    """The address of a page of the house, None for what leads elsewhere or stays on the page."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith("/static/") or not (parts.path or parts.query):
        return None
    path = parts.path or urlsplit(page).path
    return f"{path}?{parts.query}" if parts.query else path
