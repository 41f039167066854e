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
    try:
        whole = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (ValueError, binascii.Error):
        return None, False
    if len(whole) != _ID + _MARK:
        return None, False
    feed = next(iter(_with_person(UUID(bytes=whole[:_ID]))), None)
    if feed is None:
        return None, False
    mark = whole[_ID:].hex()
    if constant_time_compare(mark, _mark(feed.pk, feed.turn).hex()):
        return (feed, True) if feed.revoked_at is None and feed.person.is_active else (None, True)
    return None, any(constant_time_compare(mark, _mark(feed.pk, turn).hex()) for turn in range(feed.turn))


@prepared
def _with_person(pk: UUID) -> QuerySet[Any]:
    return Feed.objects.select_related("person").filter(pk=pk)


def _mark(pk: UUID, turn: int) -> bytes:
    return salted_hmac(_SALT, f"{pk}:{turn}", algorithm="sha256").digest()[:_MARK]
