"""The forms of commitments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from liamm.features.commitments.queries import CapacityPage, say_month
from liamm.ui.forms import AmountField
from liamm.ui.tongues import in_french


class CapacityForm(forms.Form):
    """How many days of one skill in one month."""

    month = forms.ChoiceField(label=_("Le mois"))
    skill = forms.ChoiceField(label=_("Le savoir-faire"))
    days = AmountField(
        label=_("Combien de jours"),
        help_text=_("Ce que l’équipe peut donner ce mois-là, tout compris."),
        min_value=Decimal(0),
        max_value=Decimal(999),
        decimal_places=2,
    )

    def __init__(self, data: QueryDict | None = None, *, shown: CapacityPage, **options: Any) -> None:
        super().__init__(data, **options)
        months = [(month.isoformat(), say_month(month)) for month in shown.table.months]
        self.fields["month"].choices = months  # type: ignore[attr-defined]  # a ChoiceField has choices
        self.fields["skill"].choices = [(key, in_french(name)) for key, name in shown.skills.items()]  # type: ignore[attr-defined]  # the same

    @property
    def month_said(self) -> date:
        """The first day of the month chosen."""
        return date.fromisoformat(str(self.cleaned_data["month"]))

    @property
    def said(self) -> dict[str, Any]:
        """The skill and the days."""
        return {"skill": self.cleaned_data["skill"], "days": self.cleaned_data["days"]}
