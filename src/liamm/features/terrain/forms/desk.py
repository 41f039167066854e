"""What the team fills in at its desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.spaces.enums import Audience
from liamm.features.terrain.actions import Mask, Wording
from liamm.features.terrain.enums import OpeningReason, Origin, Redirection, SignalState
from liamm.features.terrain.models import MASKED_FIELDS, FieldSignal, Problem
from liamm.features.terrain.queries.warnings import words_instead
from liamm.features.territories.fields import TerritoryField
from liamm.kernel.telltale.sensitive import Passage, find, places_of
from liamm.ui.forms import CheckLines, ChoiceLines, DayField

LONG = forms.Textarea(attrs={"rows": 5})


class FilterForm(forms.Form):
    """What to show on the desk."""

    words = forms.CharField(label=_("Des mots, ou une référence"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("Où elle en est"), choices=[("", _("toutes, sauf retirées")), *SignalState.choices], required=False
    )
    territory = TerritoryField(label=_("Territoire"), required=False)
    placeless = forms.BooleanField(label=_("Sans lieu reconnu"), required=False)
    origin = forms.ChoiceField(label=_("Comment elle est venue"), required=False)
    since = DayField(label=_("Depuis le"), required=False)
    until = DayField(label=_("Jusqu’au"), required=False)
    mine = forms.BooleanField(label=_("Celles que je suis"), required=False)
    merged = forms.BooleanField(label=_("Aussi celles rapprochées d’une autre"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origin"].choices = [("", _("toutes")), *Origin.choices]  # type: ignore[attr-defined]  # a ChoiceField

    def wanted(self) -> Mapping[str, Any]:
        """The filters that are understood; one that is not is shown as an error and left out."""
        self.is_valid()
        return self.cleaned_data

    @property
    def days_are_reversed(self) -> bool:
        """Whether the period would end before it begins."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        return bool(since and until and since > until)


class NothingForm(forms.Form):
    """An act that needs nothing but to be asked."""


class ReaderForm(forms.Form):
    """Who is to read it."""

    reader = forms.ModelChoiceField(label=_("Qui la suit ?"), queryset=Person.objects.none())

    def __init__(self, *args: Any, team: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["reader"]
        choice.queryset = Person.objects.filter(pk__in=[one.pk for one in team])  # type: ignore[attr-defined]  # a ModelChoiceField


class TextForm(forms.Form):
    """Words for the author."""

    text = forms.CharField(
        label=_("Votre message"),
        help_text=_("Il part par courriel s’il y a une adresse, et reste au lien."),
        widget=LONG,
    )


class RedirectForm(forms.Form):
    """To whom it is confided."""

    to = forms.ChoiceField(label=_("C’est plutôt"), choices=Redirection.choices, widget=ChoiceLines)
    detail = forms.CharField(
        label=_("Qui peut agir, et comment le joindre"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_to(self) -> Redirection:
        """As a word of the code."""
        return Redirection(self.cleaned_data["to"])


class PlaceForm(forms.Form):
    """Where it is."""

    territory = TerritoryField(label=_("Territoire"), required=False, help_text=_("Vide : nulle part en particulier."))


class MergeForm(forms.Form):
    """The signal that will stand for this one too."""

    into = forms.CharField(label=_("Référence de la remontée qui la portera"), max_length=20)

    def clean_into(self) -> FieldSignal:
        """The signal of this reference."""
        found = FieldSignal.objects.filter(reference__iexact=self.cleaned_data["into"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("Aucune remontée ne porte cette référence."))
        return found


class CrossForm(forms.Form):
    """Into which problem."""

    problem = forms.ModelChoiceField(label=_("Problématique"), queryset=Problem.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        problems = Problem.objects.filter(closed_at=None).order_by("-created_at")
        self.fields["problem"].queryset = problems  # type: ignore[attr-defined]  # a ModelChoiceField


class OpeningForm(forms.Form):
    """Why one opens the sealed original."""

    reason = forms.ChoiceField(label=_("Pourquoi l’ouvrir ?"), choices=OpeningReason.choices, widget=ChoiceLines)
    detail = forms.CharField(
        label=_("En quelques mots"), max_length=300, help_text=_("Votre nom, la date et cette raison restent écrits.")
    )

    def clean_reason(self) -> OpeningReason:
        """As a word of the code."""
        return OpeningReason(self.cleaned_data["reason"])


class WordingForm(forms.Form):
    """What everybody will read."""

    title = forms.CharField(label=_("Titre"), max_length=150)
    text = forms.CharField(
        label=_("Ce que tout le monde lira"),
        help_text=_("Réécrivez : rien qui désigne une personne, un dossier, une petite équipe."),
        widget=LONG,
    )
    territory = TerritoryField(
        label=_("Lieu montré"),
        required=False,
        help_text=_("Plus large s’il le faut : dans un petit village, on se reconnaît."),
    )
    audience = forms.ChoiceField(
        label=_("Qui peut la lire"),
        choices=[(Audience.PUBLIC, Audience.PUBLIC.label), (Audience.COMMUNITY, Audience.COMMUNITY.label)],
        widget=ChoiceLines,
    )
    checked = forms.BooleanField(label=_("J’ai vérifié que rien n’y désigne quelqu’un"), required=False)

    def wording(self) -> Wording:
        """What is to be published."""
        data = dict(self.cleaned_data)
        return Wording(**{**data, "audience": Audience(data["audience"])})


class MaskForm(forms.Form):
    """The passages proposed, each to be kept or not, and others to be copied in."""

    proposed = forms.MultipleChoiceField(label=_("Passages proposés"), required=False, widget=CheckLines)
    others = forms.CharField(
        label=_("Autres passages à masquer"),
        help_text=_("Un par ligne, recopiés tels quels ; chaque endroit où ils apparaissent est masqué."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, signal: FieldSignal) -> None:
        self.passages = proposed_masks(signal)
        self.signal = signal
        chosen = list(self.passages)
        super().__init__(data, initial={"seen": signal.fingerprint, "proposed": chosen})
        labels = [(key, f"« {piece} » → {passage.words}") for key, (_field, passage, piece) in self.passages.items()]
        self.fields["proposed"].choices = labels  # type: ignore[attr-defined]  # a MultipleChoiceField
        if not labels:
            del self.fields["proposed"]

    def clean_others(self) -> list[str]:
        """The pieces to hide; one that is not in the text is named."""
        pieces = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        for piece in pieces:
            if not any(places_of(getattr(self.signal, name), piece) for name in MASKED_FIELDS):
                raise forms.ValidationError(_("« %(piece)s » n’est pas dans le texte."), params={"piece": piece})
        return pieces

    def mask(self) -> Mask:
        """What is to be hidden, by field."""
        passages: dict[str, list[Passage]] = {name: [] for name in MASKED_FIELDS}
        for key in self.cleaned_data.get("proposed", ()):
            name, passage, _piece = self.passages[key]
            passages[name].append(passage)
        for piece in self.cleaned_data["others"]:
            for name in MASKED_FIELDS:
                places = places_of(getattr(self.signal, name), piece)
                passages[name] += [Passage(start, end, str(_("[passage masqué]"))) for start, end in places]
        return Mask(passages, self.cleaned_data["seen"])


def proposed_masks(signal: FieldSignal) -> dict[str, tuple[str, Passage, str]]:
    """The passages that the rules recognise, by a key: field, passage and the piece itself."""
    return {
        f"{name}:{one.start}:{one.end}": (name, Passage(one.start, one.end, words_instead(one.kind)), one.text)
        for name in MASKED_FIELDS
        for one in find(getattr(signal, name))
    }
