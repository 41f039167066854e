"""Forms about the texts of decisions: notes, the public text, its second reading, its correction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liamm.features.governance.models import Decision, Preconisation
from liamm.ui.forms import LaterField


class NotesForm(forms.Form):
    """The notes of the debate."""

    notes = forms.CharField(
        label=_("Notes de séance"),
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
        help_text=_("Pour les membres et l’équipe seulement ; jamais publiées."),
    )
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class _AnewForm(forms.Form):
    """A form that says preconisations anew: the words of each, and how the public reads who minds it."""

    lines: Sequence[Preconisation] = ()

    def offer(self, preconisations: Iterable[Preconisation]) -> None:
        """Add the fields of each, as it is said now."""
        self.lines = list(preconisations)
        for place, one in enumerate(self.lines, start=1):
            self.fields[f"text_{one.pk}"] = forms.CharField(
                label=_("Préconisation %(place)s") % {"place": place},
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=one.text,
            )
            self.fields[f"said_{one.pk}"] = forms.CharField(
                label=_("Qui s’en soucie, dit publiquement"), max_length=120, initial=one.minder_said
            )

    def preconisations(self) -> dict[Any, tuple[str, str]]:
        """The words of each preconisation as they were typed."""
        data = self.cleaned_data
        return {one.pk: (data[f"text_{one.pk}"], data[f"said_{one.pk}"]) for one in self.lines}


class TextForm(_AnewForm):
    """The two texts, side by side."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    full_text = forms.CharField(label=_("Texte complet, réservé"), widget=forms.Textarea(attrs={"rows": 16}))
    public_title = forms.CharField(label=_("Titre public"), max_length=200)
    public_text = LaterField(
        label=_("Texte public"),
        widget=forms.Textarea(attrs={"rows": 16}),
        need=_("obligatoire pour publier"),
        help_text=_(
            "Ce que tout le monde lira, pour toujours. Vous pouvez l’écrire plus tard, mais rien ne paraît sans lui."
            " Ni nom de personne, ni nom d’entreprise, sans raison."
        ),
    )
    shows_arguments = forms.BooleanField(
        label=_("Publier aussi les arguments de la grille, sans les noms"),
        required=False,
        help_text=_("La relecture les montre : ce qui ne doit pas paraître se voit avant."),
    )

    overload_reason = forms.CharField(
        label=_("Pourquoi dépasser la capacité, tel que tout le monde le lira"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    correction_reason = forms.CharField(
        label=_("Ce qui est corrigé, tel que tout le monde le lira"), widget=forms.Textarea(attrs={"rows": 3})
    )
    checked = forms.BooleanField(
        label=_("J’ai relu les mots signalés : rien n’y désigne quelqu’un sans raison"), required=False
    )

    def __init__(self, *args: Any, decision: Decision, preconisations: Iterable[Preconisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not decision.grid_version:
            del self.fields["shows_arguments"]
        if not decision.overload_reason:
            del self.fields["overload_reason"]
        if not decision.correction_reason:
            del self.fields["correction_reason"]
        self.offer(preconisations)


class ReadingForm(forms.Form):
    """Someone else agrees that the text leaves."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=_("J’ai relu les deux textes : rien de ce qui est réservé ne paraît dans le texte public.")
    )


class RemarkForm(forms.Form):
    """Someone else gives the text back, and says why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label=_("Votre remarque"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Pour qui écrit et qui relit ce texte ; jamais publiée."),
    )


class CorrectionForm(_AnewForm):
    """What is corrected, and the texts as they should have been."""

    reason = forms.CharField(
        label=_("Ce qui est corrigé"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Publié avec la correction : ne nommez personne."),
    )
    public_title = forms.CharField(label=_("Titre public"), max_length=200)
    public_text = forms.CharField(label=_("Texte public"), widget=forms.Textarea(attrs={"rows": 14}))
    full_text = forms.CharField(label=_("Texte complet, réservé"), widget=forms.Textarea(attrs={"rows": 10}))
    checked = forms.BooleanField(
        label=_("J’ai relu les mots signalés : rien n’y désigne quelqu’un sans raison"), required=False
    )

    def __init__(self, *args: Any, preconisations: Iterable[Preconisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(preconisations)
        self.fields["checked"] = self.fields.pop("checked")  # it is about all that stands above it
