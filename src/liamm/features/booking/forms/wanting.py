"""The filters of the week of the rooms."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.booking.house import Known
from liamm.features.booking.wanting import Wanted

LISTED = "liste"


class WantedForm(forms.Form):
    """Which rooms one looks for; what is not understood narrows nothing."""

    salle = forms.TypedChoiceField(label=gettext_lazy("Salle"), required=False, coerce=int)
    personnes = forms.IntegerField(label=gettext_lazy("Pour combien"), required=False, min_value=1, max_value=5000)
    disposition = forms.ChoiceField(label=gettext_lazy("Disposition"), required=False)
    plain_pied = forms.BooleanField(label=gettext_lazy("Accessible de plain-pied"), required=False)

    def __init__(self, data: QueryDict, *, known: Known) -> None:
        super().__init__(data)
        rooms = [("", _("toutes")), *((room.number, room.name) for room in known.rooms)]
        self.fields["salle"].choices = rooms  # type: ignore[attr-defined]  # a ChoiceField
        layouts = [("", _("peu importe")), *known.layouts.items()]
        self.fields["disposition"].choices = layouts  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        self.is_valid()
        said = self.cleaned_data
        return Wanted(
            room=said.get("salle") or 0,
            people=said.get("personnes") or 0,
            layout=said.get("disposition", ""),
            step_free=bool(said.get("plain_pied")),
            listed=self.data.get("vue") == LISTED,
        )
