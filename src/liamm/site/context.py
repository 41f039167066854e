"""What every page knows: the lab, the navigation and how one may enter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from liamm.kernel import clock
from liamm.kernel.extension import NavItem, manifests
from liamm.site.coming_back import mark_of
from liamm.ui.shapes import Link, Section


@lru_cache(maxsize=1)
def navigation() -> Sequence[Section]:
    """From left to right, the sections of the house, by the rank of what leads there."""
    sections: dict[str, list[NavItem]] = defaultdict(list)
    others: dict[str, list[str]] = defaultdict(list)
    for item in sorted((item for manifest in manifests() for item in manifest.nav), key=lambda item: item.rank):
        sections[item.section].append(item)
    for manifest in manifests():
        others[manifest.section].append(f"/{manifest.prefix}")
    return [_section(found, others[name]) for name, found in sections.items()]


def _section(items: Sequence[NavItem], others: Sequence[str]) -> Section:
    entries = tuple(Link(item.label, reverse(item.url_name)) for item in items)  # type: ignore[arg-type]  # said late
    return Section(entries[0].label, entries[0].url, entries, tuple(others))


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
