"""The signed link by which whoever consented takes it back, without account."""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.urls import reverse

from liamm.features.consents.models import Consent

_SALT = "liamm.consents"


def own_path(consent: Consent) -> str:
    """The path of the page of a consent."""
    return reverse("consents:consent", args=[signing.dumps(consent.pk.hex, salt=_SALT)])


def consent_behind(token: str) -> Consent | None:
    """The consent that a token opens; None when it opens nothing."""
    try:
        key = UUID(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Consent.objects.filter(pk=key).first()
