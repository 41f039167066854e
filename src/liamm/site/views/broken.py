"""What is said when a page breaks: the database is away for a moment, or something gave way here."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.defaults import server_error

from liamm.kernel.access import public
from liamm.site.views.typed import typed_in

_AGAIN = ("08", "40", "53", "57P")
"""States of PostgreSQL that pass by themselves: no connection, two acts at once, no room, closing or starting."""

_SECONDS = 5


@public
def broken(request: HttpRequest) -> HttpResponse:
    """The house comes back in a few seconds and the same gesture may be made again; anything else is our fault."""
    error = sys.exc_info()[1]
    if not isinstance(error, OperationalError | InterfaceError) or not _passes(error):
        return server_error(request)
    with translation.override(_language(request)):
        typed = typed_in(request)
        context = {"again": request.get_full_path(), "typed": typed, "posted": request.method == "POST"}
        response = HttpResponse(render_to_string("site/away.html", context), status=503)
    response.headers["Retry-After"] = str(_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def _passes(error: BaseException) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(_AGAIN)


def _language(request: HttpRequest) -> str:
    """Without asking the account, which is in the database."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else translation.get_language_from_request(request)
