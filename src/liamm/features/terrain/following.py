"""The secret follow-up link of a signal: made again when a letter needs it, recognised by its digest only."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from liamm.features.terrain.models import FieldSignal, FollowLink
from liamm.features.terrain.rules.links import digest_of, token_of


def open_link(signal: FieldSignal) -> str:
    """The token of the follow-up link of a signal, its digest kept."""
    token = token_of(signal.seed, settings.SECRET_KEY)
    FollowLink.objects.get_or_create(digest=digest_of(token), defaults={"signal": signal})
    return token


def signal_behind(token: str) -> FieldSignal | None:
    """The signal that a token opens, None when it opens nothing."""
    link = (
        FollowLink.objects.filter(digest=digest_of(token))
        .select_related(*(f"signal__{name}" for name in ("author", "relay__person", "recorded_by", "merged_into")))
        .first()
    )
    return link.signal if link else None


def follow_path(token: str) -> str:
    """The path of the follow-up page."""
    return reverse("terrain:follow", args=[token])
