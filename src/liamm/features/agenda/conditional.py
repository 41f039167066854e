"""Answering a calendar that has it already: at the door, before who reads and in which language is looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from liamm.features.agenda.serving import Copy, unchanged_copy

_CONDITIONS = "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"


class AlreadyThere:
    """A calendar program asks for its feed all day long, and nearly always has it: that is answered with one query.

    All else goes on to the page: what changed, an address that opens nothing any more, a use to be noted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say that nothing changed, or let the page answer."""
        token = _token(request)
        copy = unchanged_copy(token) if token else None
        return (unchanged(request, copy) if copy else None) or self.get_response(request)


def unchanged(request: HttpRequest, copy: Copy) -> HttpResponse | None:
    """304 when the reader has it already."""
    response = get_conditional_response(request, f'"{copy.etag}"', int(copy.changed_at.timestamp()))
    return headed(response, copy) if isinstance(response, HttpResponse) else None


def headed(response: HttpResponse, copy: Copy) -> HttpResponse:
    """The answer with the marks by which it is asked for again."""
    response["ETag"] = f'"{copy.etag}"'
    response["Last-Modified"] = http_date(copy.changed_at.timestamp())
    response["Cache-Control"] = "private, no-cache"
    return response


def _token(request: HttpRequest) -> str:
    """The secret of the feed that a reader who has one asks for, empty when it is another request."""
    if request.method not in {"GET", "HEAD"} or not any(name in request.META for name in _CONDITIONS):
        return ""
    before, after = _around()
    path = request.path
    return path[len(before) : -len(after)] if path.startswith(before) and path.endswith(after) else ""


@cache
def _around() -> tuple[str, str]:
    """What stands before and after the secret in the address of any feed."""
    before, _secret, after = reverse("agenda:feed", args=["~"]).partition("~")
    return before, after
