"""The signed link by which somebody without account finds their registration again."""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.urls import reverse

from liamm.features.events.models import EventProposal, NeedVoice, Registration

_SALT = "liamm.events.registration"
_PROPOSED = "liamm.events.proposal"
_ASKED = "liamm.events.need"


def token_of(registration: Registration) -> str:
    """The token of the link of a registration: only the house makes it."""
    return signing.dumps(registration.pk.hex, salt=_SALT)


def own_path(registration: Registration) -> str:
    """The path of the page of a registration."""
    return reverse("events:registration", args=[token_of(registration)])


def registration_behind(token: str) -> Registration | None:
    """The registration that a token opens; None when it opens nothing, or nothing any more."""
    try:
        key = UUID(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Registration.objects.filter(pk=key, forgotten_at=None)
    return found.select_related("event__organiser", "seating__session", "host").first()


def proposal_path(proposal: EventProposal) -> str:
    """The path by which who proposed an event follows it."""
    return reverse("events:proposal", args=[signing.dumps(proposal.pk.hex, salt=_PROPOSED)])


def proposal_behind(token: str) -> EventProposal | None:
    """The proposed event that a token opens; None when it opens nothing, or nothing any more."""
    try:
        key = UUID(signing.loads(token, salt=_PROPOSED))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = EventProposal.objects.filter(pk=key, forgotten_at=None)
    return found.select_related("call", "event").first()


def voice_path(voice: NeedVoice) -> str:
    """The path by which who would like to learn something changes or withdraws it."""
    return reverse("events:voice", args=[signing.dumps(voice.pk.hex, salt=_ASKED)])


def voice_behind(token: str) -> NeedVoice | None:
    """Who asked for something, by the token of their link; None when it opens nothing, or nothing any more."""
    try:
        key = UUID(signing.loads(token, salt=_ASKED))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return NeedVoice.objects.filter(pk=key).select_related("need__event").first()
