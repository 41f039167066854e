"""The period over which the use of the house is counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.booking.queries.figures import Period
from liamm.kernel import clock
from liamm.ui.forms import DayField

_YEARS = 5


class PeriodForm(forms.Form):
    """From which day to which; what is not said is the year so far."""

    du = DayField(label=gettext_lazy("Du"), required=False)
    au = DayField(label=gettext_lazy("Au"), required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        year = self._said({})
        super().__init__(data, initial={"du": year.first, "au": year.last})

    def clean(self) -> dict[str, Any]:
        """Let the days follow each other, not too far apart."""
        said = super().clean() or {}
        period = self._said(said)
        if period.last < period.first:
            raise ValidationError(_("La fin vient avant le début."))
        if (period.last - period.first).days > _YEARS * 366:
            raise ValidationError(_("C’est trop long : cinq ans au plus."))
        return said

    @staticmethod
    def _said(said: dict[str, Any]) -> Period:
        today = clock.today()
        return Period(said.get("du") or date(today.year, 1, 1), said.get("au") or max(today, said.get("du") or today))

    @property
    def period(self) -> Period:
        """The days looked at."""
        return self._said(self.cleaned_data) if self.is_valid() else self._said({})
