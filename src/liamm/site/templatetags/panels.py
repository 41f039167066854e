"""Showing what features put on the home page."""

from __future__ import annotations

from django import template
from django.template import Context
from django.template.loader import get_template

from liamm.site.panels import Shown

register = template.Library()


@register.simple_tag(takes_context=True)
def panel(context: Context, shown: Shown) -> str:
    """Render the template of a panel with its own words, inside the context of the page."""
    with context.push(**shown.context, panel=shown.context):
        inner = get_template(shown.panel.template).template  # type: ignore[attr-defined]  # the Django engine's own
        return str(inner.render(context))
