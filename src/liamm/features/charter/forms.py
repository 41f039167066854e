"""What one may ask of the charter: a day, or two texts to compare."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liamm.features.charter.queries import texts_to_compare
from liamm.ui.forms import DayField


def read_day(said: str) -> date | None:
    """The day of an address such as 2024-03-01; None for what is in no calendar."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


class DayForm(forms.Form):
    """The charter as it was on a day."""

    jour = DayField(label=_("Quelle règle valait ce jour-là ?"))


class CompareForm(forms.Form):
    """What a version becomes, in another one or with an amendment."""

    vers = forms.ChoiceField(label=_("Comparer avec"))

    def __init__(self, *args: Any, number: str, amendments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = [text for text in texts_to_compare(amendments) if text[0] != number]
        self.fields["vers"].choices = texts  # type: ignore[attr-defined]  # a ChoiceField has them
        self.worth_showing = bool(texts)
