"""The plain widgets drawn without a template: a list of forty choices is no work for a template engine.

What they write is what Django's own templates write, attribute for attribute.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_FOLDER = "django/forms/widgets/"
_NOTHING = "---------"


def draw_input(widget: Mapping[str, Any]) -> SafeString:
    """A field of one line, a box to tick, a hidden value."""
    value = widget["value"]
    valued = format_html(' value="{}"', str(value)) if value is not None else ""
    return format_html('<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], valued, _said(widget))


def draw_textarea(widget: Mapping[str, Any]) -> SafeString:
    """A field of several lines."""
    value = "" if widget["value"] is None else widget["value"]
    return format_html('<textarea name="{}"{}>\n{}</textarea>', widget["name"], _said(widget), value)


def draw_select(widget: Mapping[str, Any]) -> SafeString:
    """A list of choices, in groups or not."""
    groups = [
        format_html('<optgroup label="{}">{}</optgroup>', name, _options(options)) if name else _options(options)
        for name, options, _index in widget["optgroups"]
    ]
    drawn = format_html_join("", "{}", ((group,) for group in groups))
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _said(widget), drawn)


def _options(options: list[dict[str, Any]]) -> SafeString:
    lines = ((str(one["value"]), _said(one), _worded(one["label"])) for one in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', lines)


def _worded(label: object) -> object:
    """The choice of nothing is a word, not a row of dashes."""
    return _("Choisissez") if label == _NOTHING else label


def _said(widget: Mapping[str, Any]) -> SafeString:
    attributes = {name: value for name, value in widget["attrs"].items() if value is not False}
    return flatatt({name: value if value is True else str(value) for name, value in attributes.items()})


_INPUTS = ("checkbox", "date", "datetime", "email", "hidden", "input", "number", "password", "text", "time", "url")
DRAWN: Mapping[str, Callable[[Mapping[str, Any]], SafeString]] = {
    **{f"{_FOLDER}{name}.html": draw_input for name in _INPUTS},
    f"{_FOLDER}textarea.html": draw_textarea,
    f"{_FOLDER}select.html": draw_select,
}
