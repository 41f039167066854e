"""The forms of selections: cleaning and wording, never writing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from liamm.features.training.actions import Said
from liamm.features.training.queries import CriterionSaid
from liamm.ui.forms import ChoiceLines


class BalanceForm(forms.Form):
    """What people are asked to declare, if anything."""

    declared = forms.CharField(
        label=gettext_lazy("Ce que l’on demande, au choix de chacun"),
        max_length=150,
        required=False,
        help_text=gettext_lazy(
            "Par exemple : « De quel département venez-vous ? ». Laissez vide pour ne rien demander."
        ),
    )
    shares = forms.CharField(
        label=gettext_lazy("Les réponses entre lesquelles répartir les places à parts égales"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=gettext_lazy("Une réponse par ligne, de deux à huit. Qui ne répond pas n’est pas désavantagé."),
    )

    def clean_shares(self) -> list[str]:
        """One answer a line."""
        return [line.strip()[:100] for line in self.cleaned_data["shares"].splitlines() if line.strip()]


class ReadingForm(forms.Form):
    """For each criterion the argument first, then the level."""

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[CriterionSaid],
        levels: Sequence[str],
        was: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            known = was.get(one.key, {})
            self.fields[f"reason_{one.key}"] = forms.CharField(
                label=gettext_lazy("L’argument"),
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=2000,
                initial=known.get("reason", ""),
                help_text=gettext_lazy("La personne le lira, sans votre nom."),
            )
            self.fields[f"level_{one.key}"] = forms.TypedChoiceField(
                label=gettext_lazy("Puis le niveau"),
                coerce=int,
                choices=list(enumerate(levels)),
                widget=ChoiceLines,
                initial=known.get("level"),
            )

    @property
    def groups(self) -> list[tuple[CriterionSaid, Any, Any]]:
        """Each criterion with its two fields."""
        return [(one, self[f"reason_{one.key}"], self[f"level_{one.key}"]) for one in self.criteria]

    def said(self) -> dict[str, Said]:
        """What is said, by criterion."""
        data = self.cleaned_data
        return {one.key: Said(data[f"reason_{one.key}"], data[f"level_{one.key}"]) for one in self.criteria}


class LineForm(forms.Form):
    """What is changed by hand, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=gettext_lazy("La personne le lira ; la page publique dit combien de lignes sont changées à la main."),
    )


class AppealForm(forms.Form):
    """What was not seen."""

    words = forms.CharField(
        label=gettext_lazy("Ce qui, selon vous, n’a pas été vu"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )


class AnswerForm(forms.Form):
    """The answer to an appeal."""

    answer = forms.CharField(
        label=gettext_lazy("Votre réponse"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=gettext_lazy("L’argument d’abord : la personne le lira."),
    )
    grants = forms.TypedChoiceField(
        label=gettext_lazy("Ce que vous décidez"),
        coerce=lambda said: said == "yes",
        choices=[
            ("no", gettext_lazy("la décision reste ce qu’elle est")),
            ("yes", gettext_lazy("une place est ajoutée pour cette personne ; personne ne perd la sienne")),
        ],
        widget=ChoiceLines,
    )
