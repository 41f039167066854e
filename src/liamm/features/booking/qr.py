"""A QR code as a drawing: what a phone reads at a door."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from liamm.kernel.late import Late

if TYPE_CHECKING:
    import segno
else:
    segno = Late("segno")


@lru_cache(maxsize=64)
def qr_of(path: str) -> SafeString:
    """The whole address of a page of the house, as a square that has no size of its own."""
    code = segno.make_qr(f"{settings.LIAMM_PUBLIC_URL}{path}", error="m")
    drawing = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None, light="#fff", dark="#000")
    return mark_safe(drawing)  # noqa: S308  # made of squares by segno, the address is in none of its words
