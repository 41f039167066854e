"""A link sent by mail that is answered once: how long it opens, and what is kept of it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

DAYS = 30
_TOKEN = 32


def make_token() -> str:
    """The secret of a link that leaves now."""
    return secrets.token_urlsafe(_TOKEN)


def term_from(now: datetime) -> datetime:
    """When a link that leaves now stops opening."""
    return now + timedelta(days=DAYS)


def is_open(closed_at: datetime | None, expires_at: datetime, now: datetime) -> bool:
    """Whether a link opens: nobody answered it nor took it back, and its term is to come."""
    return closed_at is None and now < expires_at


def digest_of(token: str, *, purpose: str) -> str:
    """What is kept of a token: by it the token is recognised and cannot be made again, nor serve for something else."""
    return hashlib.sha256(f"liamm.{purpose}:{token}".encode()).hexdigest()
