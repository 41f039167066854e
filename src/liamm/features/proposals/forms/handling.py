"""The forms of the team and of carriers around a submitted request."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from liamm.features.charter.bindings.shapes.team import Skills
from liamm.features.commitments.queries import LoadLine, say_month
from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.models import KINDS
from liamm.ui.forms import AmountField, SeenField


class WordsForm(forms.Form):
    """A few words that go with an act."""

    words = forms.CharField(label=_("En quelques mots"), widget=forms.Textarea(attrs={"rows": 4}))


class WithdrawForm(forms.Form):
    """Why, if one wants to say."""

    words = forms.CharField(
        label=_("Pourquoi, si vous voulez le dire"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class LoadForm(forms.Form):
    """Days by month and skill; empty means none."""

    seen = SeenField()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        months: list[date],
        skills: Skills,
        asked: list[LoadLine],
        seen: str = "",
    ) -> None:
        written = {_cell(line.month, line.skill): line.days for line in asked}
        super().__init__(data, initial={**written, "seen": seen})
        self.months, self.skills = months, skills
        for month in months:
            for skill in skills.skills:
                self.fields[_cell(month, skill.key)] = AmountField(
                    label=_("%(skill)s, %(month)s") % {"skill": skill.name, "month": say_month(month)},
                    required=False,
                    min_value=Decimal(0),
                    max_value=Decimal(31),
                    decimal_places=2,
                    widget=forms.TextInput(attrs={"class": "control"}),
                )

    def said(self) -> dict[str, Any]:
        """What was written, and what had been read before."""
        return {"lines": self.lines(), "seen": self.cleaned_data["seen"]}

    def lines(self) -> list[LoadLine]:
        """What was written."""
        return [
            LoadLine(month, skill.key, days)
            for month in self.months
            for skill in self.skills.skills
            if (days := self.cleaned_data.get(_cell(month, skill.key)))
        ]

    def rows(self) -> list[tuple[str, list[tuple[str, forms.BoundField]]]]:
        """One row per month: each skill with its field."""
        return [
            (say_month(month), [(skill.name, self[_cell(month, skill.key)]) for skill in self.skills.skills])
            for month in self.months
        ]

    def head(self) -> list[str]:
        """The columns: the month, then each skill."""
        return [str(_("Mois")), *(skill.name for skill in self.skills.skills)]


def _cell(month: date, skill: str) -> str:
    return f"{month:%Y-%m}-{skill}"


class DeskForm(forms.Form):
    """What a list of requests is narrowed to."""

    q = forms.CharField(label=_("Chercher"), required=False, max_length=100)
    etat = forms.ChoiceField(
        label=_("État"), required=False, choices=[("", _("tous")), *ProposalState.choices], initial=""
    )
    genre = forms.ChoiceField(label=_("Genre"), required=False, choices=[("", _("tous"))], initial="")

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["genre"].choices = [("", _("tous")), *KINDS]  # type: ignore[attr-defined]  # a ChoiceField has choices
