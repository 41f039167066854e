"""The forms of what is asked of who comes, what is handed out, and what is written to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from liamm.features.events.actions import MaterialDraft, QuestionDraft
from liamm.features.events.enums import QuestionKind
from liamm.ui.forms import ChoiceLines

_LINES = {"rows": 3}


class QuestionForm(forms.Form):
    """Something to ask of who registers."""

    text = forms.CharField(label=gettext_lazy("La question"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("On y répond par"),
        choices=QuestionKind.choices,
        initial=QuestionKind.LINE,
        widget=ChoiceLines,
    )
    choices = forms.CharField(
        label=gettext_lazy("Les choix"),
        required=False,
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("S’il y a un choix : un par ligne."),
    )
    required = forms.BooleanField(label=gettext_lazy("Il faut y répondre pour s’inscrire"), required=False)

    def draft(self) -> QuestionDraft:
        """What is asked."""
        said = self.cleaned_data
        lines = tuple(line.strip()[:100] for line in said["choices"].splitlines() if line.strip())
        return QuestionDraft(
            text=said["text"], kind=QuestionKind(said["kind"]), choices=lines, required=said["required"]
        )


class MaterialForm(forms.Form):
    """Something to hand out."""

    label = forms.CharField(label=gettext_lazy("Ce que c’est"), max_length=150)
    link = forms.URLField(label=gettext_lazy("Un lien"), required=False, max_length=500, assume_scheme="https")
    file = forms.FileField(label=gettext_lazy("Ou un fichier"), required=False)
    for_all = forms.BooleanField(
        label=gettext_lazy("Pour tout le monde"),
        required=False,
        help_text=gettext_lazy("Sinon, seulement pour les personnes inscrites."),
    )

    def draft(self) -> MaterialDraft:
        """What is handed out."""
        return MaterialDraft(**self.cleaned_data)


class WordForm(forms.Form):
    """A word to those who come."""

    about = forms.CharField(label=gettext_lazy("Objet"), max_length=120)
    text = forms.CharField(
        label=gettext_lazy("Votre message"), widget=forms.Textarea(attrs={"rows": 6}), max_length=5000
    )
    waiting = forms.BooleanField(label=gettext_lazy("L’écrire aussi à qui attend une place"), required=False)


class PlacesForm(forms.Form):
    """How many places there are."""

    capacity = forms.IntegerField(
        label=gettext_lazy("Nombre de places"),
        min_value=1,
        max_value=5000,
        required=False,
        help_text=gettext_lazy("Rien : autant que l’on vient. Les places ajoutées vont d’abord à qui attend."),
    )

    def __init__(self, data: QueryDict | None = None, *, capacity: int | None = None, **options: Any) -> None:
        super().__init__(data, initial={"capacity": capacity}, **options)
