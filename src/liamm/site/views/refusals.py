"""What is said when a page cannot be shown: why, and the way out."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from liamm.kernel.access import Refused, public
from liamm.site.views.typed import Typed, typed_in
from liamm.site.views.worded import page_of, worded

_NOT_FROM_HERE = ("Origin checking failed", "Referer checking failed")
"""How Django begins its reason when it is not the proof that lacks, but the page from which the form came."""
_TELLING = "terrain:tell"


@public
def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A no, with its reason, the article that speaks if one does, and the way out."""
    decision = exception.decision if isinstance(exception, Refused) else None
    return render(request, "site/not_allowed.html", {"decision": decision}, status=403)


@public
def too_many(request: HttpRequest) -> HttpResponse:
    """Too many tries in a row; what was typed is still in the browser."""
    return render(request, "site/too_many.html", status=429)


@public
def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without the proof that its page gave: why, what to do, and all that was typed.

    Only what was sent from a page of the house is given back: a page elsewhere must not write the words of this one.
    """
    here = _from_here(request) and not reason.startswith(_NOT_FROM_HERE)
    typed = typed_in(request) if here else Typed(None, [])
    telling = request.resolver_match is not None and request.resolver_match.view_name == _TELLING
    context = {
        "typed": typed,
        "copied": worded(page_of(request), typed.again) or typed.words if typed.fields else "",
        "again": request.get_full_path(),
        "elsewhere": not here,
        "without_cookies": not request.COOKIES,
        "mail": (telling and settings.LIAMM_MAIL_INBOUND) or settings.LIAMM_IDENTITY.mail.contact,
    }
    response = render(request, "site/form_refused.html", context, status=403)
    add_never_cache_headers(response)
    return response


def _from_here(request: HttpRequest) -> bool:
    page = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    return (page.scheme, page.netloc) == (request.scheme, request.get_host())
