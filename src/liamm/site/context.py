"""What every page knows: the lab, the navigation and how one may enter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from liamm.kernel import clock
from liamm.kernel.extension import NavItem, manifests
from liamm.site.coming_back import mark_of


@lru_cache(maxsize=1)
def navigation() -> Sequence[tuple[NavItem, str, Sequence[tuple[NavItem, str]]]]:
    """From left to right, the entry that leads each section, its path, and all those of it when there are several."""
    sections: dict[str, list[tuple[NavItem, str]]] = {}
    for item in sorted((item for manifest in manifests() for item in manifest.nav), key=lambda item: item.rank):
        sections.setdefault(item.section, []).append((item, reverse(item.url_name)))
    return [(*found[0], found if len(found) > 1 else []) for found in sections.values()]


def house(request: HttpRequest) -> dict[str, object]:
    """The context of the frame of every page; no query."""
    return {
        "lab_name": settings.LIAMM_LAB_NAME,
        "printed_on": clock.today(),
        "navigation": navigation(),
        "demonstration": settings.DEMONSTRATION,
        "local_mail": settings.LIAMM_LOCAL_MAIL,
        "person_mark": mark_of(getattr(request, "user", None)),
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
    }
