"""Text people typed, made into safe HTML: Markdown understood, French typography, nothing dangerous kept."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from liamm.kernel.french import typeset

_markdown = MarkdownIt("commonmark", {"breaks": True, "html": False}).enable(["table", "strikethrough"])
_TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
_ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_MARKS = re.compile(r"(?m)^\s{0,3}(?:#{1,6}\s+|>\s?)|\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")


def clean(markup: str) -> SafeString:
    """HTML with only harmless tags; links open as they are and pass no authority on."""
    return mark_safe(  # noqa: S308  # nh3 has just cleaned it
        nh3.clean(markup, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener nofollow")
    )


@lru_cache(maxsize=256)
def render(text: str, *, top: int = 2) -> SafeString:
    """Markdown as safe HTML in French typography; its first heading level becomes `h<top>`."""
    markup = _markdown.render(typeset(text))
    if top > 1:
        markup = re.sub(r"(</?h)([1-6])", lambda found: f"{found[1]}{min(6, int(found[2]) + top - 1)}", markup)
    return clean(markup)


def plain(text: str) -> str:
    """Markdown as plain text for a mail: links as « words (address) », marks dropped."""
    return _MARKS.sub("", _LINK.sub(r"\1 (\2)", text))
