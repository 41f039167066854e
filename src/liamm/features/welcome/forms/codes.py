"""What whoever keeps the house says of codes and of the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.booking.models import Booking
from liamm.features.welcome.actions import Choice, CodeDraft, WayDraft
from liamm.features.welcome.enums import Opens
from liamm.features.welcome.models import AccessCode, Way
from liamm.features.welcome.queries import CodeLine
from liamm.features.welcome.rules.codes import LONGEST, SHORTEST
from liamm.kernel.sealed import Secret
from liamm.ui.forms import CheckLines, ChoiceLines, DayField

_MOST_DAYS = 62


class ChoiceForm(forms.Form):
    """A code that is typed, or drawn by the house."""

    code = forms.CharField(
        label=gettext_lazy("Le code"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "numeric"}),
        help_text=gettext_lazy("Laissez vide : la maison en tire un, que personne ne devine."),
    )
    digits = forms.IntegerField(
        label=gettext_lazy("Nombre de chiffres, s’il est tiré"), min_value=SHORTEST, max_value=LONGEST, initial=6
    )

    def clean_code(self) -> Secret | None:
        """The code, which nothing shows by accident; None when it is to be drawn."""
        typed = self.cleaned_data["code"]
        return Secret(typed) if typed else None

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        return Choice(typed=self.cleaned_data["code"], digits=self.cleaned_data["digits"])


class CodeForm(ChoiceForm):
    """What a code opens, and for how long or for which booking."""

    opens = forms.ChoiceField(
        label=gettext_lazy("Il ouvre"), choices=Opens.choices, widget=ChoiceLines, initial=Opens.DOOR
    )
    first = DayField(label=gettext_lazy("Du"), required=False)
    last = DayField(label=gettext_lazy("Au"), required=False, help_text=gettext_lazy("Le dernier jour compris."))
    booking = forms.CharField(
        label=gettext_lazy("Ou pour une réservation seule"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Sa référence, comme SA-2026-001 ; laissez alors les jours vides."),
    )
    field_order = ("opens", "first", "last", "booking", "code", "digits")

    def clean_booking(self) -> Booking | None:
        """The booking of that reference.

        Raises ValidationError when there is none.
        """
        reference = self.cleaned_data["booking"].strip().upper()
        found = Booking.objects.filter(reference=reference).first() if reference else None
        if reference and found is None:
            raise ValidationError(_("Aucune réservation n’a cette référence."))
        return found

    def draft(self) -> CodeDraft:
        """What is asked for."""
        said = self.cleaned_data
        return CodeDraft(
            opens=Opens(said["opens"]),
            choice=self.choice,
            booking=said["booking"],
            first=said["first"],
            last=said["last"],
        )


class ReplaceForm(ChoiceForm):
    """Why a code is changed, and into which."""

    because = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        max_length=300,
        help_text=gettext_lazy(
            "Perdu, vu par d’autres, servi assez longtemps… L’équipe le lira ; n’écrivez pas le code."
        ),
    )
    also = forms.MultipleChoiceField(
        label=gettext_lazy("Remplacer aussi"),
        required=False,
        widget=CheckLines,
        help_text=gettext_lazy("La maison en tire un ; qui vient n’a qu’un courriel."),
    )
    field_order = ("because", "code", "digits", "also")

    def __init__(self, data: QueryDict | None, *, beside: Sequence[CodeLine], **options: Any) -> None:
        super().__init__(data, **options)
        self.beside = {str(line.code.pk): line.code for line in beside}
        shown = [(str(line.code.pk), f"{line.code}, {line.span}") for line in beside]
        self.fields["also"].choices = shown  # type: ignore[attr-defined]  # a ChoiceField
        if not shown:
            del self.fields["also"]

    @property
    def others(self) -> list[AccessCode]:
        """The codes to be changed also."""
        return [self.beside[key] for key in self.cleaned_data.get("also", ())]


class SpanForm(forms.Form):
    """From a day to another."""

    first = DayField(label=gettext_lazy("Du"))
    last = DayField(label=gettext_lazy("Au"))

    def clean(self) -> dict[str, Any]:
        """The days in their order.

        Raises ValidationError for a span that is turned around, or too long for a sheet of paper.
        """
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and not 0 <= (last - first).days <= _MOST_DAYS:
            raise ValidationError(
                _("Le dernier jour vient au plus tôt le premier, au plus tard %(days)s jours après.")
                % {"days": _MOST_DAYS}
            )
        return said


class WayForm(forms.Form):
    """How one comes."""

    words = forms.CharField(
        label=gettext_lazy("Comment venir"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=3000,
        required=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Un plan"), required=False, help_text=gettext_lazy("Une image, ou un PDF, de 15 Mo au plus.")
    )
    without_file = forms.BooleanField(label=gettext_lazy("Retirer le plan qui y est"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, way: Way | None) -> None:
        super().__init__(data, files, initial={"words": way.words if way else ""})
        if way is None or not way.path:
            del self.fields["without_file"]

    def draft(self) -> WayDraft:
        """What is said."""
        return WayDraft(**self.cleaned_data)
