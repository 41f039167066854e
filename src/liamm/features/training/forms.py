"""The forms of selections: cleaning and wording, never writing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from liamm.features.training.actions import Declared, Said
from liamm.features.training.queries import CriterionSaid
from liamm.features.training.rules.balancing import MOST
from liamm.ui.forms import ChoiceLines


def _question(**options: Any) -> forms.CharField:
    return forms.CharField(max_length=150, required=False, **options)


def _answers(**options: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), required=False, **options)


class BalanceForm(forms.Form):
    """What people are asked to declare, if anything: one question beside the parity of the hosts, two without it."""

    declared = _question(
        label=gettext_lazy("Ce que l’on demande, au choix de chacun"),
        help_text=gettext_lazy(
            "Par exemple : « De quel département venez-vous ? ». Laissez vide pour ne rien demander."
        ),
    )
    shares = _answers(
        label=gettext_lazy("Les réponses entre lesquelles répartir les places à parts égales"),
        help_text=gettext_lazy(
            "Une réponse par ligne, de deux à huit. Qui ne répond pas a sa part : celle de son nombre parmi les "
            "candidatures. Les places qui restent se répartissent entre les réponses."
        ),
    )
    also_declared = _question(label=gettext_lazy("Une seconde question, au choix de chacun"))
    also_shares = _answers(label=gettext_lazy("Les réponses à la seconde question"))

    def __init__(self, data: QueryDict | None = None, *, parity: bool, asked: Sequence[Mapping[str, Any]]) -> None:
        initial: dict[str, str] = {}
        for prefix, one in zip(("", "also_"), asked, strict=False):
            initial |= {f"{prefix}declared": one["question"], f"{prefix}shares": "\n".join(one["answers"])}
        super().__init__(data, initial=initial)
        if parity and len(asked) < MOST:
            del self.fields["also_declared"], self.fields["also_shares"]

    def declarations(self) -> list[Declared]:
        """Each question that has words, or answers."""
        pairs = [(f"{prefix}declared", f"{prefix}shares") for prefix in ("", "also_")]
        said = [(self.cleaned_data.get(one, ""), self.cleaned_data.get(two, "").splitlines()) for one, two in pairs]
        return [
            Declared(question, [line[:100] for line in answers]) for question, answers in said if question or answers
        ]


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
