"""What templates say of the page around them: files, addresses, icons, where one is, what is shown twice."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django import template
from django.forms import BaseForm
from django.template.base import Node, NodeList, Parser, Token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from liamm.kernel.extension import manifests
from liamm.kernel.keyed import Keyed
from liamm.ui import drawing
from liamm.ui.shapes import Link, Section

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=256)
def asset(path: str) -> str:
    """The address of a file of the design system; what is built does not change while the house runs."""
    return static(path)


@register.simple_tag
@lru_cache(maxsize=256)
def address(name: str) -> str:
    """The address of a page without arguments, empty where there is none; for the frame that is on every page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, said: str = "") -> SafeString:
    """An icon of the sprite; silent unless `said` gives its name."""
    address = f"{asset('built/icons.svg')}#{name}"
    if said:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', said, address)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.simple_tag
def drawn(template_name: str, **said: Any) -> SafeString:
    """A fragment that says nothing but what it is given: drawn once for the same words in the same language."""
    return drawing.draw(template_name, said.items())


@register.simple_tag
def drawn_lines(template_name: str, lines: Iterable[Hashable]) -> SafeString:
    """The lines of a list, each given to the template as `line`: drawn once for the same words."""
    return drawing.draw_lines(template_name, lines)


@register.simple_tag
def drawn_stages(stages: Iterable[Hashable], *, full: bool = False) -> SafeString:
    """The stages of le fil, in short or with all their steps: drawn once for the same words on the same day."""
    return drawing.draw_stages(stages, full=full)


@register.simple_tag
def drawn_filters(form: BaseForm) -> SafeString:
    """The fields of a form of filters: drawn once for what is asked of it."""
    return drawing.draw_filters(form)


@register.simple_tag(takes_context=True)
def beside(context: template.Context, kind: str, key: UUID) -> SafeString:
    """What upper features show on the page of this thing, in their order."""
    request = context["request"]
    found = sorted((one for it in manifests() for one in it.beside if one.kind == kind), key=lambda one: one.rank)
    told = ((one.template, one.context(request, key)) for one in found)
    parts = [render_to_string(name, said, request) for name, said in told if said is not None]
    return mark_safe("".join(parts))  # noqa: S308  # templates' own output


@register.simple_tag(takes_context=True)
def doors(context: template.Context) -> SafeString:
    """The brand, the navigation and the search of the header: drawn once for each entry that one may be under."""
    return drawing.draw_lines("ui/_doors.html", [_door(context)])


@register.simple_tag(takes_context=True)
def rooms_here(context: template.Context) -> SafeString:
    """The entries of the section that one is in: drawn once likewise."""
    return drawing.draw_lines("ui/_rooms_here.html", [_door(context)])


class Door(NamedTuple):
    """All that the header shows beside who reads."""

    navigation: Keyed[Sequence[Section]]
    here: str
    product: str
    lab_name: str


def _door(context: template.Context) -> Door:
    navigation = context.get("navigation") or ()
    here, kept = _stands(navigation, _here(context)), Keyed(navigation, id(navigation))
    return Door(kept, here, context.get("product") or "", context.get("lab_name") or "")


def _stands(navigation: Sequence[Section], here: str) -> str:
    """An address for which the header shows the same: the longest of the navigation that one is at, or under."""
    nearest = max((path for one in navigation for path in one.paths if here.startswith(path)), key=len, default="")
    return nearest if here == nearest else f"{nearest}…"


@register.simple_tag(takes_context=True)
def active(context: template.Context, path: str) -> SafeString:
    """`aria-current` for the entry that one is under (home only when exactly there)."""
    return active_at(_here(context), path)


@register.simple_tag
def active_at(here: str, path: str) -> SafeString:
    """The same, of an address."""
    if here == path:
        return mark_safe('aria-current="page"')
    under = path != "/" and here.startswith(path)
    return mark_safe('aria-current="true"' if under else "")  # noqa: S308  # constants only


@register.simple_tag
def active_in(here: str, section: Section) -> SafeString:
    """`aria-current` for a section, when one is at the page that leads it or at any other that stands there."""
    if here == section.url:
        return mark_safe('aria-current="page"')
    return mark_safe('aria-current="true"' if section.holds(here) else "")  # noqa: S308  # constants only


@register.simple_tag
def section_here(here: str, sections: Sequence[Section]) -> list[Link]:
    """The entries of the section that one is in, none where it has but one; the nearest to where one is stands out."""
    entries = next((one.entries for one in sections if one.holds(here)), ())
    nearest = max((one.url for one in entries if here.startswith(one.url)), key=len, default="")
    return [Link(str(one.label), one.url, current=one.url == nearest) for one in entries] if entries[1:] else []


def _here(context: template.Context) -> str:
    return getattr(context.get("request"), "path", "")


class CaptureNode(Node):
    """Keeps what it renders under a name, so that a block is written once and shown in two places."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        """Render nothing here."""
        # Rendered, so escaped already; strip() alone would forget it.
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308  # a template's own output
        return mark_safe("")


@register.tag
def capture(parser: Parser, token: Token) -> CaptureNode:
    """`{% capture name %}…{% endcapture %}`."""
    words = token.split_contents()
    if len(words) != 2:  # noqa: PLR2004  # the tag and one name
        raise template.TemplateSyntaxError("{% capture name %} takes one name")
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, words[1])
