"""What one does and looks for; and which two people to introduce."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.welcome.actions import WishDraft
from liamm.features.welcome.models import Wish
from liamm.features.welcome.queries import Wisher
from liamm.ui.forms import CheckLines

_TWO = 2


class WishForm(forms.Form):
    """Two lines, so that somebody finds whom to introduce one to."""

    does = forms.CharField(label=gettext_lazy("Ce que je fais"), max_length=140)
    seeks = forms.CharField(label=gettext_lazy("Ce que je cherche"), max_length=140)

    def __init__(self, data: Any = None, *, wish: Wish | None) -> None:
        super().__init__(data, initial={"does": wish.does, "seeks": wish.seeks} if wish else None)

    def draft(self) -> WishDraft:
        """What is said."""
        return WishDraft(**self.cleaned_data)


class PairForm(forms.Form):
    """Two of those who wish it."""

    two = forms.MultipleChoiceField(label=gettext_lazy("Qui présenter à qui"), widget=CheckLines)

    def __init__(self, data: Any = None, *, wishers: Sequence[Wisher]) -> None:
        super().__init__(data)
        said = [(str(one.wish.pk), f"{one.name} : {one.wish.does} → {one.wish.seeks}") for one in wishers]
        self.fields["two"].choices = said  # type: ignore[attr-defined]  # a ChoiceField

    def clean_two(self) -> list[str]:
        """Two, neither more nor less.

        Raises ValidationError.
        """
        two: list[str] = self.cleaned_data["two"]
        if len(two) != _TWO:
            raise ValidationError(_("Choisissez deux personnes."))
        return two
