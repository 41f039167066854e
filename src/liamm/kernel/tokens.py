"""Tokens of links that open one thing, to whoever holds the link: signed, and good for one purpose alone."""

from __future__ import annotations

from uuid import UUID

from django.core import signing


def token_for(key: UUID, purpose: str) -> str:
    """The token by which somebody without account comes back to a thing, for one purpose: `liamm.feature.purpose`."""
    return signing.dumps(key.hex, salt=purpose)


def read_token(token: str, purpose: str) -> UUID | None:
    """The key of the thing that a token opens; None when it is cut, forged or made for another purpose."""
    try:
        return UUID(signing.loads(token, salt=purpose))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
