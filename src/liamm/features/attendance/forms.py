"""The forms of the day: cleaning and wording, never writing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from liamm.features.attendance.actions import CorrectionDraft, PhotoDraft
from liamm.features.attendance.enums import Because
from liamm.features.attendance.queries import Expected
from liamm.features.consents.enums import Obtained
from liamm.features.events.actions import DoorDraft
from liamm.ui.forms import CheckLines, ChoiceLines


class DoorForm(forms.Form):
    """Somebody who had not registered, at the door."""

    name = forms.CharField(label=gettext_lazy("Nom"), max_length=150)
    mail = forms.EmailField(
        label=gettext_lazy("Courriel"),
        required=False,
        help_text=gettext_lazy("L’attestation et ce qu’il en reste y arrivent."),
    )
    organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=200, required=False)
    knowingly = forms.BooleanField(label=gettext_lazy("J’ajoute une place en connaissance de cause"), required=False)

    def draft(self) -> DoorDraft:
        """Who comes."""
        return DoorDraft(**self.cleaned_data, language=get_language() or "fr")


class CountForm(forms.Form):
    """How many people are there whose names are not noted."""

    people = forms.IntegerField(
        label=gettext_lazy("Combien de personnes sont là, en plus de celles de la liste"),
        min_value=0,
        max_value=5000,
        help_text=gettext_lazy("Toutes ensemble, depuis le début : le nombre remplace celui d’avant."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class CorrectForm(forms.Form):
    """Who came after all, and why it is said otherwise."""

    came = forms.MultipleChoiceField(label=gettext_lazy("Qui est venu"), required=False, widget=CheckLines)
    people = forms.IntegerField(
        label=gettext_lazy("Personnes sans leur nom, en plus"), min_value=0, max_value=5000, initial=0
    )
    because = forms.ChoiceField(
        label=gettext_lazy("Pourquoi"),
        choices=Because.choices,
        widget=ChoiceLines,
        help_text=gettext_lazy("Le registre du laboratoire garde cette raison, sans aucun nom."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None, *, people: Sequence[Expected], **options: Any) -> None:
        super().__init__(data, **options)
        shown = [(str(one.key), f"{one.name}, {one.organisation}" if one.organisation else one.name) for one in people]
        self.fields["came"].choices = shown  # type: ignore[attr-defined]  # a ChoiceField

    def draft(self) -> CorrectionDraft:
        """What is put right."""
        said = self.cleaned_data
        return CorrectionDraft(
            came={UUID(key) for key in said["came"]},
            because=Because(said["because"]),
            people=said["people"],
            seen=said["seen"] or None,
        )


class FeedbackForm(forms.Form):
    """Three questions."""

    useful = forms.TypedChoiceField(
        label=gettext_lazy("Cela vous servira-t-il ?"),
        coerce=int,
        choices=[
            (3, gettext_lazy("oui, dès maintenant")),
            (2, gettext_lazy("oui, plus tard")),
            (1, gettext_lazy("un peu")),
            (0, gettext_lazy("non")),
        ],
        widget=ChoiceLines,
    )
    kept = forms.CharField(
        label=gettext_lazy("Ce que vous en gardez"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    missing = forms.CharField(
        label=gettext_lazy("Ce qui a manqué, ou raté"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class RestitutionForm(forms.Form):
    """What happened."""

    text = forms.CharField(
        label=gettext_lazy("Ce qui s’est passé, et ce que l’on en garde"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=20000,
        help_text=gettext_lazy("Ce qui a raté vaut autant que ce qui a marché."),
    )


class PhotoForm(forms.Form):
    """A photo, and who agrees to be on it."""

    upload = forms.FileField(label=gettext_lazy("La photo"))
    alt = forms.CharField(
        label=gettext_lazy("Ce que l’on y voit"),
        max_length=250,
        help_text=gettext_lazy(
            "Pour qui ne voit pas la photo : « Deux groupes autour d’une table, un mur de papillons »."
        ),
    )
    people = forms.CharField(
        label=gettext_lazy("Les personnes que l’on y reconnaît, et qui sont d’accord"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy(
            "Une par ligne : un nom, puis une virgule et une adresse si la personne en a laissé une. "
            "Elle recevra un lien pour reprendre son accord quand elle veut."
        ),
    )
    obtained = forms.ChoiceField(
        label=gettext_lazy("Comment elles l’ont dit"),
        choices=Obtained.choices,
        initial=Obtained.PAPER,
        widget=ChoiceLines,
    )
    nobody = forms.BooleanField(label=gettext_lazy("On n’y reconnaît personne"), required=False)

    def clean_people(self) -> list[tuple[str, str]]:
        """Each name, with its address or none.

        Raises ValidationError for what is no address.
        """
        return [_person(line) for line in self.cleaned_data["people"].splitlines() if line.strip()]

    def draft(self) -> PhotoDraft:
        """What is said."""
        said: dict[str, Any] = dict(self.cleaned_data)
        return PhotoDraft(**{**said, "obtained": Obtained(said["obtained"])})


def _person(line: str) -> tuple[str, str]:
    name, _comma, mail = (part.strip() for part in line.partition(","))
    if mail:
        try:
            validate_email(mail)
        except ValidationError as error:
            raise ValidationError(_("« %(mail)s » n’est pas une adresse.") % {"mail": mail}) from error
    return name[:150], mail
