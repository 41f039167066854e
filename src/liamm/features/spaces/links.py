"""The secret link by which someone without account follows their request to join."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from liamm.features.spaces.models import JoinRequest
from liamm.kernel import tokens

_SALT = "liamm.spaces.join"


def follow_path(request: JoinRequest) -> str:
    """The path of the secret page of a request."""
    return reverse("join_follow", args=[tokens.token_for(request.pk, _SALT)])


def read_link(token: str) -> UUID | None:
    """The request that a secret link opens, None when it is forged."""
    return tokens.read_token(token, _SALT)
