"""Words that open something: sealed where they are kept, and never shown by accident.

A `Secret` says dots wherever it is printed, formatted, logged or dumped; `reveal` is the one way to its words, and it
cannot be pickled, so that no session, cache or queue holds it. Its seal is Fernet (AES-128-CBC and HMAC-SHA256) under a
key made for its purpose from the secret key of the house: a copy of the database alone opens nothing.
"""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import NoReturn

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import constant_time_compare

DOTS = "••••"


class Secret:
    """Words that only `reveal` says."""

    __slots__ = ("_words",)

    def __init__(self, words: str) -> None:
        self._words = words

    def reveal(self) -> str:
        """The words themselves, for whoever may read them now."""
        return self._words

    def __str__(self) -> str:
        return DOTS

    __repr__ = __str__

    def __bool__(self) -> bool:
        return bool(self._words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and constant_time_compare(self._words, other._words)

    def __hash__(self) -> int:
        return hash(self._words)

    def __reduce__(self) -> NoReturn:
        raise TypeError("A secret is not written down.")


def seal(secret: Secret, *, purpose: str) -> str:
    """What may be kept of a secret."""
    return _locks(purpose).encrypt(secret.reveal().encode()).decode()


def unseal(sealed: str, *, purpose: str) -> Secret | None:
    """The secret again; None when it was sealed for something else, or under a key that the house has no more."""
    try:
        return Secret(_locks(purpose).decrypt(sealed.encode()).decode())
    except InvalidToken:
        return None


def _locks(purpose: str) -> MultiFernet:
    """The present key seals; those that it replaced (SECRET_KEY_FALLBACKS) still open."""
    digests = (
        sha256(f"liamm.{purpose}\n{key!s}".encode()).digest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
