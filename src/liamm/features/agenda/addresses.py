"""The secret address of a feed: made from its identifier and its turn, recognised without being kept anywhere."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from liamm.features.agenda.models import Feed
from liamm.kernel.prepared import prepared

_SALT = "liamm.agenda.feed"
_ID, _MARK = 16, 16


def address_of(feed: Feed) -> str:
    """The path of a feed."""
    return reverse("agenda:feed", args=[token_of(feed)])


def token_of(feed: Feed) -> str:
    """Forty-three letters that nobody guesses."""
    return base64.urlsafe_b64encode(feed.pk.bytes + _mark(feed.pk, feed.turn)).rstrip(b"=").decode()


def find(token: str) -> tuple[Feed | None, bool]:
    """The feed that an address leads to, with its person; else whether it once led to one."""
    pk, mark = read(token)
    feed = next(iter(_with_person(pk)), None) if pk else None
    if feed is None:
        return None, False
    if is_mark(mark, feed.pk, feed.turn):
        return (feed, True) if feed.revoked_at is None and feed.person.is_active else (None, True)
    return None, any(is_mark(mark, feed.pk, turn) for turn in range(feed.turn))


def read(token: str) -> tuple[UUID | None, bytes]:
    """The identifier that an address is made from, None when it is made from none, and its mark."""
    try:
        whole = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (ValueError, binascii.Error):
        return None, b""
    return (UUID(bytes=whole[:_ID]), whole[_ID:]) if len(whole) == _ID + _MARK else (None, b"")


def is_mark(mark: bytes, pk: UUID, turn: int) -> bool:
    """Whether a mark is that of a feed at one of its turns."""
    return constant_time_compare(mark.hex(), _mark(pk, turn).hex())


@prepared
def _with_person(pk: UUID) -> QuerySet[Any]:
    return Feed.objects.select_related("person").filter(pk=pk)


def _mark(pk: UUID, turn: int) -> bytes:
    return salted_hmac(_SALT, f"{pk}:{turn}", algorithm="sha256").digest()[:_MARK]
