"""What templates say of words: typography, references, names, the words of the page itself."""

from __future__ import annotations

import re

from django import template
from django.template.base import Node, Parser, Token
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from liamm.kernel import french as french_rules
from liamm.kernel import html as markup
from liamm.kernel.french import typeset
from liamm.ui import tongues
from liamm.ui.references import kept_whole

register = template.Library()

_TONES = 5
_INITIAL = re.compile(r"[^\W\d_]", re.UNICODE)
_SMALL_WORDS = frozenset(["de", "des", "du", "d", "la", "le", "les", "l", "et", "en", "pour", "à"])


@register.filter
def french(text: object) -> SafeString:
    """Words of the lab or of people, set as French is; a page in another language says so of them (`ui.tongues`)."""
    return mark_safe(tongues.in_french(conditional_escape(typeset(str(text or "")))))  # noqa: S308  # escaped just before


@register.filter
def said(text: object, language: str | None = None) -> SafeString:
    """Words of the house, in the language of the page or in the one named: French typography when it is French.

    Words of the lab and of people are French on every page (`french`).
    """
    named = language or get_language() or ""
    return french(text) if named.startswith("fr") else mark_safe(conditional_escape(str(text or "")))  # noqa: S308  # escaped here


@register.simple_tag
def colon() -> str:
    """What stands between a word and what it announces, in the language of the page."""
    return "\u00a0: " if (get_language() or "").startswith("fr") else ": "


@register.filter
def inner(text: object) -> str:
    """A title to be put between « »: its own become “ ”."""
    return french_rules.inner(str(text or ""))


@register.filter
def reference(text: object) -> SafeString:
    """A text whose references, such as R-2026-063, stay on one line."""
    return kept_whole(text)


@register.filter
def markdown(text: object, top: int = 2) -> SafeString:
    """Text that a person typed, as safe HTML whose first heading is `h<top>`."""
    return markup.render(str(text or ""), top=top)


@register.filter
def initials(name: object) -> str:
    """« Marie Le Goff » gives ML, « CC de Brocéliande » CB; hidden from screen readers beside the name."""
    words = [word for word in re.split(r"[\s'’-]+", str(name)) if word.lower() not in _SMALL_WORDS]
    letters = [found.group() for word in words if (found := _INITIAL.search(word))]
    return "".join(letters[:2]).upper()


@register.filter
def tone(name: object) -> str:
    """A colour that stays with a name."""
    return f"tone-{sum(str(name).encode()) % _TONES}"


class SaidNode(Node):
    """Words of the template itself, looked up once in each language."""

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.said: dict[str | None, str] = {}

    def render(self, context: template.Context) -> str:
        """Render the words in the language of the page."""
        language = get_language()
        words = self.said.get(language)
        if words is None:
            words = self.said[language] = self.node.render(context)
        return words


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """Django's own, which looks up the same words anew each time; plain words are looked up once."""
    node = do_translate(parser, token)
    plain = not (node.noop or node.asvar or node.message_context or node.filter_expression.filters)
    return SaidNode(node) if plain and node.filter_expression.token.startswith(("'", '"')) else node
