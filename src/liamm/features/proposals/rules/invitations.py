"""An invitation by mail: how long its link opens, and what is kept of it."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

DAYS = 30


def term_from(now: datetime) -> datetime:
    """When a link that leaves now stops opening."""
    return now + timedelta(days=DAYS)


def is_open(closed_at: datetime | None, expires_at: datetime, now: datetime) -> bool:
    """Whether a link opens: nobody answered it nor took it back, and its term is to come."""
    return closed_at is None and now < expires_at


def digest_of(token: str) -> str:
    """What is kept of a token: by it the token is recognised and cannot be made again."""
    return hashlib.sha256(f"liamm.proposals.invitation:{token}".encode()).hexdigest()
