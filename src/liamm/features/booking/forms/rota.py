"""The forms of who holds the house: a week of the rota, a note to the next."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.booking.actions import RotaDraft
from liamm.features.booking.forms.booking import new_ticket
from liamm.features.booking.keepers import rota_texts
from liamm.features.booking.queries import RotaPage
from liamm.kernel.stale import mark
from liamm.ui.forms import CheckLines, SeenField
from liamm.ui.times import say_day

_DAY = "day-"


class RotaForm(forms.Form):
    """Who holds the house on each day of a week that is to come."""

    seen = SeenField()

    def __init__(self, *args: Any, shown: RotaPage, team: Sequence[Person], **options: Any) -> None:
        held = {_name(one.day): [person.pk for person in one.people] for one in shown.days}
        options["initial"] = {"seen": mark(rota_texts(shown.monday)), **held}
        super().__init__(*args, **options)
        self.monday = shown.monday
        self.days = {_name(one.day): one.day for one in shown.days if not one.past}
        for name, day in self.days.items():
            self.fields[name] = forms.TypedMultipleChoiceField(
                label=say_day(day).capitalize(),
                choices=[(person.pk, str(person)) for person in team],
                coerce=UUID,
                required=False,
                widget=CheckLines,
            )
            self.fields[name].need = _("une personne ou plusieurs")  # type: ignore[attr-defined]  # read by the template

    def draft(self) -> RotaDraft:
        """What is said."""
        said = self.cleaned_data
        days = {day: said[name] for name, day in self.days.items()}
        return RotaDraft(monday=self.monday, days=days, seen=said["seen"])


def _name(day: date) -> str:
    return f"{_DAY}{day.isoformat()}"


class NoteForm(forms.Form):
    """What those who hold the house next should know."""

    words = forms.CharField(
        label=gettext_lazy("Ce que les suivants doivent savoir"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        help_text=gettext_lazy("Pas de code d’accès ici : ils ont leur place à eux."),
    )
    ticket = forms.CharField(widget=forms.HiddenInput, max_length=32, initial=new_ticket)

    @property
    def submission(self) -> str:
        """The name of this sending of these words."""
        said = repr((self.cleaned_data["ticket"], self.cleaned_data["words"]))
        return hashlib.sha256(said.encode()).hexdigest()
