"""The square that a phone reads at the door (a QR code), drawn by the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString

from liamm.kernel.late import Late

if TYPE_CHECKING:
    import segno
else:
    segno = Late("segno")

_BORDER = 3


def square(words: str, said: str) -> SafeString:
    """The words as a square; `said` is what is heard of it."""
    rows = list(segno.make_qr(words, error="m").matrix_iter(border=_BORDER))
    path = "".join(
        f"M{column} {row}h1v1h-1z" for row, line in enumerate(rows) for column, dark in enumerate(line) if dark
    )
    return format_html(
        '<svg class="square" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
        '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{2}"/></svg>',
        len(rows),
        said,
        path,
    )
