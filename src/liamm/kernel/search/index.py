"""One index of everything that can be found, one query under the rights of who asks.

Rights are audience keys: `public`, `community`, `space:<id>`, `person:<id>`; a row is seen by whoever holds one of
its keys. Features contribute a `SearchSource`; `record` re-indexes the subject of each fact by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from liamm.kernel import french
from liamm.kernel.access import Actor
from liamm.kernel.extension import SearchSource, SearchText, manifests
from liamm.kernel.prepared import prepared
from liamm.kernel.search.models import SearchEntry, whole_query

PUBLIC = "public"
_PLACES = 20
_SOME, _BEFORE, _AFTER = 48, 8, 40


@dataclass(frozen=True, slots=True)
class Found:
    """One result: its kind and label, where it is and an excerpt."""

    kind: str
    label: str
    title: str
    excerpt: str
    url: str


@lru_cache(maxsize=1)
def _sources() -> dict[str, SearchSource]:
    return {source.kind: source for manifest in manifests() for source in manifest.search}


def reindex(kind: str, ids: Sequence[Any]) -> None:
    """Bring the index up to date for these things; those that are gone or hidden leave it."""
    source = _sources().get(kind)
    if source is None:
        return
    texts = source.texts(ids)
    gone = [str(one) for one in ids if one not in texts]
    if gone:
        SearchEntry.objects.filter(kind=kind, subject_id__in=gone).delete()
    _write([(kind, one, text) for one, text in texts.items()])


def rebuild() -> int:
    """Make the whole index anew; returns the number of entries."""
    SearchEntry.objects.all().delete()
    for source in _sources().values():
        ids = list(source.all_ids())
        for start in range(0, len(ids), 500):
            reindex(source.kind, ids[start : start + 500])
    return SearchEntry.objects.count()


_UPSERT = """
INSERT INTO search_searchentry (kind, subject_id, title, body, url, audience, at, vector)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s::tsvector)
ON CONFLICT (kind, subject_id) DO UPDATE SET title = EXCLUDED.title, body = EXCLUDED.body, url = EXCLUDED.url,
    audience = EXCLUDED.audience, at = EXCLUDED.at, vector = EXCLUDED.vector
"""


def _write(rows: Sequence[tuple[str, Any, SearchText]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT, [_values(kind, one, text) for kind, one, text in rows])


def _values(kind: str, one: Any, text: SearchText) -> list[Any]:
    vector = vector_of(text.title, text.body)
    return [kind, str(one), text.title, text.body[:20_000], text.url, list(text.audience), text.at, vector]


def vector_of(title: str, body: str) -> str:
    """The text form of a tsvector: each stem with its first places, those of the title weighing most."""
    places: dict[str, list[str]] = defaultdict(list)
    titles = french.stems(title)
    for weight, stems, offset in (("A", titles, 1), ("B", french.stems(body)[:10_000], len(titles) + 1)):
        for position, stem in enumerate(stems, start=offset):
            if len(places[stem]) < _PLACES:
                places[stem].append(f"{position}{weight}")
    return " ".join(f"{stem}:{','.join(where)}" for stem, where in places.items())


def audience_keys(actor: Actor) -> list[str]:
    """Every audience key the actor holds."""
    keys = {PUBLIC}
    for manifest in manifests():
        if manifest.audience_keys:
            keys.update(manifest.audience_keys(actor))
    return sorted(keys)


def find(actor: Actor, words: str, *, kinds: Iterable[str] = (), start: int = 0, limit: int = 20) -> list[Found]:
    """What the actor may see that holds all these words, best first."""
    stems = french.stems(words) or french.words(words)
    if not stems:
        return []
    rows = _matching(whole_query(stems), audience_keys(actor), sorted(kinds), start=start, limit=limit)
    labels = {kind: source.label for kind, source in _sources().items()}
    return [
        Found(kind, str(labels.get(kind, kind)), title, excerpt(body, stems), url) for kind, title, body, url in rows
    ]


@prepared
def _matching(
    query: str, audience: list[str], kinds: list[str], *, start: int, limit: int
) -> QuerySet[SearchEntry, tuple[str, str, str, str]]:
    rows = SearchEntry.objects.answering(query, audience)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return rows.values_list("kind", "title", "body", "url")[start : start + limit]


def _by_and_by(text: str) -> Iterator[list[str]]:
    """The words of a text as it is written, some at a time: what is looked for is often near the beginning."""
    while text:
        words = text.split(None, _SOME)
        text = words.pop() if len(words) > _SOME else ""
        yield words


def excerpt(body: str, stems: Sequence[str], length: int = 200) -> str:
    """The part of a text around the first word found, at most `length` characters."""
    wanted = set(stems)
    tokens: list[str] = []
    hit: int | None = None
    for some in _by_and_by(body):
        if hit is None:
            stemmed = enumerate(french.stems_of_each(some), start=len(tokens))
            hit = next((place for place, found in stemmed if not wanted.isdisjoint(found)), None)
        tokens += some
        if hit is not None and len(tokens) >= hit + _AFTER:
            break
    piece = " ".join(tokens[max(0, (hit or 0) - _BEFORE) : (hit or 0) + _AFTER])
    return piece[:length].rsplit(" ", 1)[0] + "…" if len(piece) > length else piece
