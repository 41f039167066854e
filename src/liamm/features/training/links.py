"""The signed link by which whoever applied reads what came of it."""

from __future__ import annotations

from django.urls import reverse

from liamm.features.training.models import Application
from liamm.kernel.tokens import read_token, token_for

_SALT = "liamm.training.application"


def own_path(application: Application) -> str:
    """The path of the page of an application."""
    return reverse("training:application", args=[token_for(application.pk, _SALT)])


def application_behind(token: str) -> Application | None:
    """The application that a token opens; None when it opens nothing, or nothing any more."""
    if (key := read_token(token, _SALT)) is None:
        return None
    found = Application.objects.filter(pk=key, registration__forgotten_at=None)
    return found.select_related("selection__event", "registration__host").first()
