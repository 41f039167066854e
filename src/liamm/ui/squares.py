"""The square that a phone reads (a QR code, ISO/IEC 18004), drawn by the server without a size of its own."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from liamm.kernel.late import Late

if TYPE_CHECKING:
    import segno
else:
    segno = Late("segno")

_BORDER = 4  # modules left blank around it, as the standard wants


@lru_cache(maxsize=256)
def square(words: str, said: str = "") -> SafeString:
    """The words as a square; `said` is what is heard of it, nothing when a link beside it says the same."""
    rows = list(segno.make_qr(words, error="m").matrix_iter(border=_BORDER))
    path = "".join(
        f"M{column} {row}h1v1h-1z" for row, line in enumerate(rows) for column, dark in enumerate(line) if dark
    )
    heard = format_html('role="img" aria-label="{}"', said) if said else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="square" viewBox="0 0 {0} {0}" {1}>'
        '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{2}"/></svg>',
        len(rows),
        heard,
        path,
    )


def square_to(path: str) -> SafeString:
    """The whole address of a page of the house as a square; a link beside it says it in words."""
    return square(f"{settings.LIAMM_PUBLIC_URL}{path}")
