"""The forms of openings beside the hours, and of closures of several rooms."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from liamm.features.booking.actions import OpeningDraft
from liamm.features.booking.forms.booking import at, new_ticket
from liamm.features.booking.house import Known
from liamm.features.booking.models import Booking
from liamm.ui.forms import CheckLines, ChoiceLines, DayField, HourInput


class OpeningForm(forms.Form):
    """When the house would open, where, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi à ce moment"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=gettext_lazy("Ce qui se passera, pour combien de personnes, et qui ouvrira et fermera."),
    )
    day = DayField(label=gettext_lazy("Quel jour"))
    starts = forms.TimeField(label=gettext_lazy("De"), widget=HourInput)
    ends = forms.TimeField(label=gettext_lazy("À"), widget=HourInput)
    rooms = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Salles"),
        coerce=int,
        required=False,
        widget=CheckLines,
        help_text=gettext_lazy("Sans choisir, c’est toute la maison."),
    )
    ticket = forms.CharField(widget=forms.HiddenInput, max_length=32, initial=new_ticket)

    def __init__(self, data: QueryDict | None = None, *, known: Known, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["rooms"].choices = [(room.number, room.name) for room in known.rooms]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def submission(self) -> str:
        """The name of this sending of these words: changed and sent again, it is another."""
        said = repr(sorted((name, str(value)) for name, value in self.cleaned_data.items()))
        return hashlib.sha256(said.encode()).hexdigest()

    def draft(self) -> OpeningDraft:
        """What is asked for."""
        said = self.cleaned_data
        return OpeningDraft(
            starts=at(said["day"], said["starts"]),
            ends=at(said["day"], said["ends"]),
            reason=said["reason"],
            rooms=tuple(said["rooms"]),
            submission=self.submission,
        )


class TakingBackForm(forms.Form):
    """Why the house does not open after all, and what becomes of what is booked in it."""

    bookings = forms.ChoiceField(
        label=gettext_lazy("Ce qui est réservé dans ces heures"),
        choices=[
            ("cancel", gettext_lazy("s’annule aussi : chacun le lit, avec votre mot")),
            ("keep", gettext_lazy("tient : la maison ouvre pour eux, et à personne d’autre")),
        ],
        widget=ChoiceLines,
    )
    reason = forms.CharField(
        label=gettext_lazy("Un mot qui dit pourquoi"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=gettext_lazy("Qui comptait venir le lira."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, booked: Sequence[Booking]) -> None:
        super().__init__(data, initial={"seen": " ".join(str(one.pk) for one in booked)})
        if not booked and not (data and data.get("seen")):
            del self.fields["bookings"]

    def decided(self) -> dict[str, Any]:
        """What is decided, as the action takes it."""
        said = self.cleaned_data
        return {"reason": said["reason"], "cancels": said.get("bookings") == "cancel", "seen": said["seen"]}

    def clean_seen(self) -> Sequence[UUID]:
        """The bookings that were on the page."""
        try:
            return [UUID(one) for one in self.cleaned_data["seen"].split()]
        except ValueError:
            return ()


class OpeningAnswerForm(forms.Form):
    """Why the house opens, or does not."""

    answer = forms.CharField(
        label=gettext_lazy("Un mot qui dit pourquoi"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=gettext_lazy("Qui a demandé le lira."),
    )
