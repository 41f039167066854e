"""The secret of a follow-up link: 192 bits that only whoever sent the signal, and the house's letters, can make."""

from __future__ import annotations

import base64
import hashlib
import hmac

_BYTES = 24


def token_of(seed: str, secret: str) -> str:
    """The token of a seed: the same each time, and nothing about it can be told from the seed without the secret."""
    made = hmac.new(secret.encode(), f"liamm.terrain.follow:{seed}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made[:_BYTES]).decode()


def digest_of(token: str) -> str:
    """What is kept of a token: by it the token is recognised and cannot be made again."""
    return hashlib.sha256(token.encode()).hexdigest()


def seed_of(submission: str) -> str:
    """What is kept of the key of a form: it names the submission without giving its key away."""
    return hashlib.sha256(f"liamm.terrain.submission:{submission}".encode()).hexdigest()
