"""The forms of who keeps the rooms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.booking.actions import BlockingDraft, RoomDraft
from liamm.features.booking.forms.booking import at
from liamm.features.booking.house import Known
from liamm.features.booking.models import MOST_MINUTES
from liamm.ui.forms import CheckLines, ChoiceLines, DayField, HourInput


class BlockingForm(forms.Form):
    """When a room is kept closed, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"), max_length=200, help_text=gettext_lazy("Tout le monde le lira.")
    )
    day = DayField(label=gettext_lazy("Du"))
    starts = forms.TimeField(label=gettext_lazy("À partir de"), widget=HourInput)
    until = DayField(label=gettext_lazy("Au"))
    ends = forms.TimeField(label=gettext_lazy("Jusqu’à"), widget=HourInput)

    def draft(self) -> BlockingDraft:
        """What is asked for."""
        said = self.cleaned_data
        return BlockingDraft(
            starts=at(said["day"], said["starts"]), ends=at(said["until"], said["ends"]), reason=said["reason"]
        )


class ClosingForm(BlockingForm):
    """Several rooms kept closed together: all of them, or none."""

    rooms = forms.TypedMultipleChoiceField(label=gettext_lazy("Salles"), coerce=int, widget=CheckLines)

    def __init__(self, data: QueryDict | None = None, *, known: Known, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["rooms"].choices = [(room.number, room.name) for room in known.rooms]  # type: ignore[attr-defined]  # a ChoiceField


class RoomForm(forms.Form):
    """What the house says of a room; what is left empty is as the charter says."""

    name = forms.CharField(
        label=gettext_lazy("Nom"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Chaque champ dit ce qui vaut aujourd’hui ; vidé, il dit ce que dit la charte."),
    )
    equipment = forms.CharField(
        label=gettext_lazy("Équipement"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy("Une chose par ligne."),
    )
    access = forms.CharField(
        label=gettext_lazy("Accès"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False
    )
    setup_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes pour installer"), min_value=0, max_value=MOST_MINUTES, required=False
    )
    restore_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes pour remettre en état"), min_value=0, max_value=MOST_MINUTES, required=False
    )
    initial_state = forms.CharField(
        label=gettext_lazy("Comme on la trouve"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Où sont les tables, ce qui est rangé où : c’est ainsi qu’on la rend."),
    )
    checklist = forms.CharField(
        label=gettext_lazy("Avant de partir"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2500,
        required=False,
        help_text=gettext_lazy("Une chose par ligne, à cocher par qui rend la salle. Vide : la liste de la maison."),
    )
    closed = forms.BooleanField(label=gettext_lazy("Fermée jusqu’à nouvel ordre"), required=False)

    def clean_equipment(self) -> tuple[str, ...] | None:
        """The things, one a line; None when nothing is said.

        Raises ValidationError for a line that is too long.
        """
        return _lines(self.cleaned_data["equipment"], _LONGEST_LINE)

    def clean_checklist(self) -> tuple[str, ...] | None:
        """What there is to do, one a line; None when nothing is said.

        Raises ValidationError for a line that is too long.
        """
        return _lines(self.cleaned_data["checklist"], _LONGEST_CHECK)

    def draft(self) -> RoomDraft:
        """What is said."""
        return RoomDraft(**self.cleaned_data)


_LONGEST_LINE = 80
_LONGEST_CHECK = 200


def _lines(text: str, longest: int) -> tuple[str, ...] | None:
    lines = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if any(len(line) > longest for line in lines):
        raise ValidationError(_("Une ligne est trop longue."))
    return lines or None


class AnswerForm(forms.Form):
    """What a guest says with their answer."""

    words = forms.CharField(
        label=gettext_lazy("Un mot, si vous voulez"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Ce qui ne va pas dans ce qui vous est proposé, par exemple. L’équipe le lira."),
    )


class SettlingForm(forms.Form):
    """Why one keeps the room and not the other, and where the guest goes if it goes to the project."""

    room = forms.TypedChoiceField(
        label=gettext_lazy("Où va qui cède sa place"), coerce=int, required=False, empty_value=None, widget=ChoiceLines
    )
    words = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=gettext_lazy("Qui cela concerne le lira."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, rooms: Sequence[tuple[int, str]] = (), held: int | None = None
    ) -> None:
        super().__init__(data, initial={"room": held})
        self.fields["room"].choices = list(rooms)  # type: ignore[attr-defined]  # a ChoiceField
        if not rooms:
            del self.fields["room"]
