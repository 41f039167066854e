"""The signed link by which somebody without account finds their registration again."""

from __future__ import annotations

from django.urls import reverse

from liamm.features.events.models import EventProposal, NeedVoice, Registration
from liamm.kernel.tokens import read_token, token_for

_SALT = "liamm.events.registration"
_PROPOSED = "liamm.events.proposal"
_ASKED = "liamm.events.need"


def token_of(registration: Registration) -> str:
    """The token of the link of a registration: only the house makes it."""
    return token_for(registration.pk, _SALT)


def own_path(registration: Registration) -> str:
    """The path of the page of a registration."""
    return reverse("events:registration", args=[token_of(registration)])


def registration_behind(token: str) -> Registration | None:
    """The registration that a token opens; None when it opens nothing, or nothing any more."""
    if (key := read_token(token, _SALT)) is None:
        return None
    found = Registration.objects.filter(pk=key, forgotten_at=None)
    return found.select_related("event__organiser", "seating__session", "host").first()


def proposal_path(proposal: EventProposal) -> str:
    """The path by which who proposed an event follows it."""
    return reverse("events:proposal", args=[token_for(proposal.pk, _PROPOSED)])


def proposal_behind(token: str) -> EventProposal | None:
    """The proposed event that a token opens; None when it opens nothing, or nothing any more."""
    if (key := read_token(token, _PROPOSED)) is None:
        return None
    found = EventProposal.objects.filter(pk=key, forgotten_at=None)
    return found.select_related("call", "event").first()


def voice_path(voice: NeedVoice) -> str:
    """The path by which who would like to learn something changes or withdraws it."""
    return reverse("events:voice", args=[token_for(voice.pk, _ASKED)])


def voice_behind(token: str) -> NeedVoice | None:
    """Who asked for something, by the token of their link; None when it opens nothing, or nothing any more."""
    if (key := read_token(token, _ASKED)) is None:
        return None
    return NeedVoice.objects.filter(pk=key).select_related("need__event").first()
