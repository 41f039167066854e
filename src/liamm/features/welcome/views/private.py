"""Answers that are for one person: kept by no cache, followed by no search engine."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

from liamm.features.welcome.models import Way
from liamm.kernel.storage import Kept, serve


def private(response: HttpResponse) -> HttpResponse:
    """A page that nothing keeps."""
    _close(response)
    return response


def paper(content: bytes, name: str) -> HttpResponse:
    """A PDF that is shown."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return private(response)


def drawing(way: Way) -> FileResponse:
    """The file of a plan."""
    response = serve(Kept(way.path, way.name, way.media_type, way.size))
    _close(response)
    return response


def _close(response: HttpResponseBase) -> None:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
