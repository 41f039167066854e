"""The signed link by which a guest comes back, without account."""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.urls import reverse

from liamm.features.welcome.models import Guest

_SALT = "liamm.welcome.guest"


def token_of(guest: Guest) -> str:
    """The token of a guest: the same in each letter, so that the first one opens as long as the last."""
    return signing.Signer(salt=_SALT).sign(guest.pk.hex)


def read_token(token: str) -> UUID | None:
    """The guest a token speaks of, None when it is forged."""
    try:
        return UUID(hex=signing.Signer(salt=_SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def guest_path(guest: Guest) -> str:
    """The path of the page of a guest."""
    return reverse("welcome:guest", args=[token_of(guest)])
