"""Live pages: NOTIFY in the transaction of the act, server-sent events to whoever holds a signed topic.

A page renders `live_url(topic)`; only who could open the page gets the address, so the stream asks no session.
Notifications carry the topic only, never content: the page fetches its fragment again under its own rights.
"""

from __future__ import annotations

from django.core import signing
from django.db import connection

CHANNEL = "liamm_live"
_MAX_AGE = 12 * 3600
_SALT = "liamm.live"


def announce(topic: str) -> None:
    """Tell every open page of `topic` that something changed, once the transaction is committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic])


def live_url(topic: str) -> str:
    """The address of the event stream of `topic`, valid twelve hours."""
    return f"/live/?topic={signing.dumps(topic, salt=_SALT)}"


def topic_of(token: str) -> str | None:
    """The topic of a signed token, None when it is forged or too old."""
    try:
        return str(signing.loads(token, salt=_SALT, max_age=_MAX_AGE))
    except signing.BadSignature:
        return None
