"""Walking the links of the house as one person, over plain HTTP, with what every page must hold."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from django.urls import Resolver404, resolve
from lxml import html

ASKED = 2  # pages of one address pattern that are asked for
TRAVELLED = 1  # the same address with something asked of it: filters, pages of a list
APART = ("/static/", "/courrier-local/")  # what is no page, and the mails of everybody
ADMINISTRATION = "/administration/"  # Django's own pages: they answer, their words are not ours
_UNRENDERED = ("{{", "{%", "<c-")


@dataclass(frozen=True)
class Visit:
    """One page as it came."""

    path: str
    name: str
    tree: html.HtmlElement


@dataclass
class Crawl:
    """One walk over the house from some doors: the pages, and what was found wrong on the way."""

    start: str
    client: httpx.Client
    within: str | tuple[str, ...] = "/"
    asked: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def pages(self, *doors: str) -> Iterator[Visit]:
        """Every page that links lead to, two of each address pattern."""
        waiting = deque((door, "a door") for door in doors)
        met = set(doors)
        while waiting:
            path, found_on = waiting.popleft()
            answer = self.client.get(self.start + path, follow_redirects=True)
            if answer.status_code != httpx.codes.OK:
                self.broken.append(f"{path} (from {found_on}) answers {answer.status_code}")
                continue
            if not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            here = Visit(answer.url.raw_path.decode(), name_of(path), html.fromstring(answer.text))
            if not path.startswith(ADMINISTRATION):
                self.broken += wrong_in(here, answer.text)
                yield here
            for link in self._links(here):
                if link not in met and self._may_ask(link):
                    met.add(link)
                    waiting.append((link, path))

    def _may_ask(self, path: str) -> bool:
        name = name_of(path)
        self.asked[name] += 1
        return self.asked[name] <= (TRAVELLED if "?" in name else ASKED)

    def _links(self, here: Visit) -> Iterator[str]:
        for anchor in here.tree.iter("a"):
            target = urlsplit(urldefrag(urljoin(self.start + here.path, anchor.get("href", ""))).url)
            ours = f"{target.scheme}://{target.netloc}" == self.start
            if ours and target.path.startswith(self.within) and not target.path.startswith(APART):
                yield target.path + (f"?{target.query}" if target.query else "")


def wrong_in(visit: Visit, text: str) -> list[str]:
    """What every page must hold, and this one does not."""
    tree, found = visit.tree, []
    titles = [words_of(one) for one in tree.iter("h1")]
    if len(titles) != 1 or not titles[0]:
        found.append(f"has the first headings {titles}")
    title = words_of(tree.find(".//title"))
    if "·" not in title and visit.path != "/":
        found.append(f"has the title {title!r}")
    found += [f"shows {mark}" for mark in _UNRENDERED if mark in text]
    ids = {one.get("id") for one in tree.iter() if isinstance(one.tag, str)}
    here = [one.get("href", "") for one in tree.iter("a") if one.get("href", "").startswith("#")]
    found += [f"leads to {link}, which is not there" for link in here if link[1:] and link[1:] not in ids]
    return [f"{visit.path} {one}" for one in found]


def words_of(element: html.HtmlElement | None) -> str:
    """The words in an element, with plain spaces."""
    return " ".join(element.text_content().split()) if element is not None else ""


def name_of(path: str) -> str:
    """The name of the address pattern, with the names of what is asked of it."""
    where, _, question = path.partition("?")
    try:
        match = resolve(where)
        name = match.route
    except Resolver404:
        name = where
    asked = sorted({part.partition("=")[0] for part in question.split("&") if part})
    return f"{name}?{','.join(asked)}" if asked else name
