"""Giving a calendar what changed, and nothing when nothing did: without writing it again to find out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import get_language

from liamm import __version__
from liamm.features.agenda.addresses import is_mark, read
from liamm.features.agenda.gathering import Narrowed, of_feed
from liamm.features.agenda.models import Feed
from liamm.features.agenda.writing import written
from liamm.kernel import clock
from liamm.kernel.ledger.latest import Latest, latest
from liamm.kernel.prepared import prepared

_NOTED = timedelta(hours=1)
_ONE_AT_A_TIME = Lock()
"""Writing a feed is computing: several together would hold their thousands of entries for longer, and end no sooner."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a feed gives: its mark and since when; its bytes when they had to be written."""

    etag: str
    changed_at: datetime
    content: bytes | None = None


def state_of_the_house() -> str:
    """What a feed depends on beside who reads it: every act, the day, the version of the programs."""
    return _state(latest())


def _state(acts: str) -> str:
    return f"{acts}|{clock.today()}|{__version__}"


def known_copy(feed: Feed, state: str) -> Copy | None:
    """What was given last, if nothing happened in the house since."""
    if feed.state != state or feed.changed_at is None:
        return None
    return Copy(feed.etag, feed.changed_at)


def unchanged_copy(token: str) -> Copy | None:
    """What the feed of an address gave last, if nothing happened since and nothing is to be noted (one query)."""
    pk, mark = read(token)
    if pk is None:
        return None
    for turn, state, etag, changed_at, used_at, acts in _living(pk):
        if is_mark(mark, pk, turn) and state == _state(acts) and changed_at and not _to_be_noted(used_at):
            return Copy(etag, changed_at)
    return None


@prepared
def _living(pk: UUID) -> QuerySet[Feed, tuple[int, str, str, datetime | None, datetime | None, str]]:
    rows = Feed.objects.living().filter(pk=pk, person__is_active=True)
    return rows.values_list("turn", "state", "etag", "changed_at", "used_at", Latest())


def fresh_copy(feed: Feed, state: str) -> Copy:
    """What the feed gives now. The state was looked at before: what happens meanwhile is seen at the next reading."""
    with _ONE_AT_A_TIME, translation.override(feed.person.language):
        content = written(feed.person, of_feed(feed), f"{settings.LIAMM_LAB_NAME} · {feed.name}")
    etag = sha256(content).hexdigest()
    changed_at = feed.changed_at if etag == feed.etag and feed.changed_at else clock.now()
    if (state, etag) != (feed.state, feed.etag):
        Feed.objects.filter(pk=feed.pk).update(state=state, etag=etag, changed_at=changed_at)
    return Copy(etag, changed_at, content)


def public_copy() -> Copy:
    """What everybody may see, written again only when something happened in the house."""
    return _public(state_of_the_house(), get_language() or "")


@lru_cache(maxsize=4)
def _public(state: str, language: str) -> Copy:
    del state, language
    content = written(AnonymousUser(), Narrowed(), settings.LIAMM_LAB_NAME)
    return Copy(sha256(content).hexdigest(), clock.now(), content)


def note_use(feed: Feed) -> None:
    """Remember about when it was read last, so that whoever made it sees what still reads it."""
    if _to_be_noted(feed.used_at):
        Feed.objects.filter(pk=feed.pk).update(used_at=clock.now())


def _to_be_noted(used_at: datetime | None) -> bool:
    return used_at is None or used_at < clock.now() - _NOTED
