"""The house about itself: its identity, its legal pages, its accessibility, its source."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

import liamm
from liamm.features.charter import bindings
from liamm.kernel import clock
from liamm.kernel.access import public
from liamm.kernel.lab import Identity
from liamm.site.kit import kit
from liamm.ui.page import page
from liamm.ui.theme import NAMES


def _identity() -> Identity:
    identity: Identity = settings.LIAMM_IDENTITY
    return identity


@public
def identity(request: HttpRequest) -> HttpResponse:
    """The name and its meanings, the sign, the colours, the neutral signage."""
    colours = [(NAMES.get(key, key), value) for key, value in _identity().colours.items() if key != "dot"]
    return page(request, "site/identity.html", {"identity": _identity(), "colours": colours})


@public
def logo(request: HttpRequest) -> FileResponse:
    """The sign of the lab, to take away."""
    del request
    name = _identity().logo
    path = Path(settings.LIAMM_LAB_FOLDER) / Path(name).name
    if not name or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{_identity().key}-{path.name}")


@public
def taken_away(request: HttpRequest) -> HttpResponse:
    """The sign, the colours and the neutral signs of the rooms, in one archive."""
    del request
    rooms = [room.name for room in bindings.rooms(clock.today()).value.rooms]
    path = Path(settings.LIAMM_LAB_FOLDER) / Path(_identity().logo or "none").name
    sign = path.read_text() if path.is_file() else ""
    content = kit(_identity(), sign, rooms, get_language() or "fr")
    named = f'attachment; filename="{_identity().key}-identite.zip"'
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": named})


@public
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes, who hosts, what is kept of persons, how long and what they may ask."""
    retention = bindings.retention(clock.today())
    return page(request, "site/legal.html", {"identity": _identity(), "retention": retention})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """Where the lab stands on accessibility, honestly: not audited is not conforming."""
    return page(request, "site/accessibility.html", {"identity": _identity()})


@public
def source(request: HttpRequest) -> HttpResponse:
    """What runs here, under which licence, and where to take it from."""
    context = {
        "version": liamm.__version__,
        "commit": settings.LIAMM_COMMIT,
        "address": settings.LIAMM_SOURCE_URL,
        "identity": _identity(),
    }
    return page(request, "site/source.html", context)
