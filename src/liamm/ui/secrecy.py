"""Pages that open to whoever holds a link: they leave no trace of it anywhere else."""

from __future__ import annotations

from typing import TypeVar

from django.http.response import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)


def kept_secret(response: R) -> R:
    """A page that nobody caches or indexes, and whose address is told to no other site."""
    response["Referrer-Policy"] = "same-origin"  # without any, a browser gives no origin and the form is refused
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
