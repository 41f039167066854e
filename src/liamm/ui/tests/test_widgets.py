"""The widgets drawn without a template write what Django's own templates write."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.utils import translation

from liamm.ui import forms as ours
from liamm.ui.widgets import DRAWN

_CHOICES = [("", "tout"), ("a", "L’« école » & <co>"), ("Les autres", [("b", "b"), (3, "trois")])]
_CASES = [
    (forms.TextInput(attrs={"id": "x", "maxlength": 20, "required": True, "data-off": False}), 'Un "mot" <b>'),
    (forms.TextInput(), ""),
    (forms.TextInput(), None),
    (forms.NumberInput(attrs={"min": 0}), 0),
    (forms.EmailInput(), "a@b.example"),
    (forms.URLInput(), "https://a.example/?b=1&c=2"),
    (forms.PasswordInput(), "secret"),
    (forms.HiddenInput(), "7"),
    (forms.CheckboxInput(attrs={"id": "y"}), True),
    (forms.CheckboxInput(), False),
    (ours.DayInput(), "2026-11-22"),
    (ours.HourInput(), "14:00"),
    (ours.MomentInput(), "2026-11-22T14:00"),
    (forms.Textarea(attrs={"rows": 3, "aria-describedby": "z"}), "Une ligne\nune autre <i>"),
    (forms.Textarea(), None),
    (forms.Select(choices=_CHOICES, attrs={"id": "s"}), "a"),
    (forms.Select(choices=_CHOICES), 3),
    (forms.SelectMultiple(choices=_CHOICES), ["a", "b"]),
]


def _said(markup: str) -> str:
    """Without the white space between tags, and with each attribute in its place whatever the order."""
    flat = re.sub(r">\s+<", "><", markup.strip())
    return re.sub(r"<(\w+)([^>]*)>", lambda tag: f"<{tag[1]} {' '.join(sorted(tag[2].split()))}>", flat)


@pytest.mark.parametrize(("widget", "value"), _CASES)
def test_same_as_the_template_of_django(widget, value):
    assert widget.template_name in DRAWN
    drawn = widget.render("nom", value, renderer=ours.HouseRenderer())
    assert _said(drawn) == _said(widget.render("nom", value, renderer=DjangoTemplates()))


def test_other_widgets_keep_their_template():
    drawn = ours.ChoiceLines().render("nom", "a", renderer=ours.HouseRenderer())
    assert 'class="choices lines"' in drawn


class TestAmounts:
    """Days and shares are written as people write them, with a comma or a point."""

    @pytest.mark.parametrize(("typed", "meant"), [("2,5", "2.5"), ("2.5", "2.5"), (" 3 ", "3"), ("", None)])
    def test_the_comma_is_understood_in_both_languages(self, typed, meant):
        for language in ("fr", "en"):
            with translation.override(language):
                found = ours.AmountField(required=False, decimal_places=2).clean(typed)
                assert found == (Decimal(meant) if meant else None)

    @pytest.mark.parametrize("typed", ["deux", "2,5,1", "1e3x", "2,555"])
    def test_what_is_no_number_is_refused(self, typed):
        with pytest.raises(ValidationError):
            ours.AmountField(decimal_places=2).clean(typed)

    def test_it_is_shown_in_the_language_of_the_page_and_what_was_typed_stays(self):
        class Form(forms.Form):
            days = ours.AmountField()

        with translation.override("fr"):
            assert 'value="2,5"' in str(Form(initial={"days": Decimal("2.50")})["days"])
            assert 'value="2,5x"' in str(Form({"days": "2,5x"})["days"])
        with translation.override("en"):
            assert 'value="2.5"' in str(Form(initial={"days": Decimal("2.50")})["days"])
        assert 'type="text"' in str(Form()["days"])
