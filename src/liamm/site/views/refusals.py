"""What is said when a page cannot be shown: why, and the way out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from liamm.kernel.access import Refused, public


@public
def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A no, with its reason, the article that speaks if one does, and the way out."""
    decision = exception.decision if isinstance(exception, Refused) else None
    return render(request, "site/not_allowed.html", {"decision": decision}, status=403)


@public
def too_many(request: HttpRequest) -> HttpResponse:
    """Too many tries in a row; what was typed is still in the browser."""
    return render(request, "site/too_many.html", status=429)
