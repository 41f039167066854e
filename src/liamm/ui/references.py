"""References such as R-2026-063, kept on one line: half a reference at the end of a line is no reference.

A style does it and no special hyphen, so that what is copied is what is searched.
"""

from __future__ import annotations

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_TAG_OR_REFERENCE = re.compile(r"<[^>]*>|\b([A-Z]{1,3}-\d{4}-\d{3,})\b")


def kept_whole(text: object) -> SafeString:
    """The text as HTML, each of its references on one line."""
    escaped = text if isinstance(text, SafeString) else escape("" if text is None else text)
    return mark_safe(_TAG_OR_REFERENCE.sub(_whole, escaped))  # noqa: S308  # escaped just before


def _whole(found: re.Match[str]) -> str:
    return f'<span class="nowrap">{found[1]}</span>' if found[1] else found[0]
