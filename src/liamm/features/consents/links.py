"""The signed link by which whoever consented takes it back, without account."""

from __future__ import annotations

from django.urls import reverse

from liamm.features.consents.models import Consent
from liamm.kernel.tokens import read_token, token_for

_SALT = "liamm.consents"


def own_path(consent: Consent) -> str:
    """The path of the page of a consent."""
    return reverse("consents:consent", args=[token_for(consent.pk, _SALT)])


def consent_behind(token: str) -> Consent | None:
    """The consent that a token opens; None when it opens nothing."""
    if (key := read_token(token, _SALT)) is None:
        return None
    return Consent.objects.filter(pk=key).first()
