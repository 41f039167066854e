"""The signed links by which those who come are known, without account."""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.urls import reverse

from liamm.features.welcome.models import Guest

_SALT, _ENTRY = "liamm.welcome.guest", "liamm.welcome.entry"


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


def entry_path(holder: UUID, booking: UUID) -> str:
    """Where plan and codes of a booking are shown to whoever comes by a link of another feature, once it is time."""
    token = signing.Signer(salt=_ENTRY).sign(f"{holder.hex}{booking.hex}")
    return reverse("welcome:entry_access", args=[token])


def read_entry(token: str) -> tuple[UUID, UUID] | None:
    """The holder of a link and the booking that a token speaks of, None when it is forged."""
    try:
        said = signing.Signer(salt=_ENTRY).unsign(token)
    except signing.BadSignature:
        return None
    return UUID(hex=said[:32]), UUID(hex=said[32:])
