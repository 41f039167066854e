"""The signed link by which whoever applied reads what came of it."""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.urls import reverse

from liamm.features.training.models import Application

_SALT = "liamm.training.application"


def own_path(application: Application) -> str:
    """The path of the page of an application."""
    return reverse("training:application", args=[signing.dumps(application.pk.hex, salt=_SALT)])


def application_behind(token: str) -> Application | None:
    """The application that a token opens; None when it opens nothing, or nothing any more."""
    try:
        key = UUID(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Application.objects.filter(pk=key, registration__forgotten_at=None)
    return found.select_related("selection__event", "registration__host").first()
