"""What the author of a signal may fill in behind the link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liamm.features.terrain.actions import Withdrawn
from liamm.features.terrain.enums import Withdrawal
from liamm.features.terrain.forms.texts import ToldField
from liamm.features.terrain.models import FieldSignal
from liamm.features.terrain.queries.erasing import ERASED_FIELDS, remaining
from liamm.features.terrain.rules.erasing import stands_in
from liamm.features.terrain.rules.telling import LIMITS
from liamm.ui.forms import ChoiceLines


class PrecisionForm(forms.Form):
    """Something to add, or an answer to the team."""

    text = ToldField(
        label=_("Ajouter une précision ou répondre à l’équipe"),
        max_length=LIMITS["words"],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Écrivez au moins une phrase.")},
    )


class WithdrawForm(forms.Form):
    """How far to withdraw."""

    scope = forms.ChoiceField(
        label=_("Que voulez-vous retirer ?"),
        choices=Withdrawal.choices,
        initial=Withdrawal.PERSON,
        widget=ChoiceLines(
            hints={
                Withdrawal.PERSON: _(
                    "Votre nom, vos coordonnées, vos fichiers et le texte d’origine sont effacés, et dans vos mots ce "
                    "qui vous désigne. Vous relisez ce qui resterait avant de confirmer."
                ),
                Withdrawal.WHOLE: _(
                    "Tout ce que vous avez dit est effacé, et la version publiée s’il y en a une. Il reste qu’une "
                    "remontée a existé, où et quand."
                ),
            }
        ),
    )


class RemainingForm(forms.Form):
    """What is to go beside what was recognised, and the mark of the text that was read."""

    others = forms.CharField(
        label=_("Autres passages à retirer"),
        help_text=_("Un par ligne, recopiés tels quels ; chaque endroit où ils apparaissent est retiré."),
        max_length=LIMITS["words"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, data: Any = None, *, signal: FieldSignal) -> None:
        self.signal = signal
        super().__init__(data, initial={"seen": remaining(signal).seen})

    def clean_others(self) -> list[str]:
        """The passages; one that is in none of the texts is named, so that nobody believes it gone."""
        pieces = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        exchanges = self.signal.exchanges.values_list("text", flat=True)
        texts = [*(getattr(self.signal, name) for name in ERASED_FIELDS), *exchanges]
        for piece in pieces:
            if not stands_in(texts, piece):
                raise forms.ValidationError(_("« %(piece)s » n’est pas dans le texte."), params={"piece": piece})
        return pieces

    @property
    def pieces(self) -> list[str]:
        """The passages understood so far."""
        return list(self.cleaned_data.get("others", ())) if self.is_valid() else []

    def withdrawn(self) -> Withdrawn:
        """What was confirmed."""
        return Withdrawn(scope=Withdrawal.PERSON, pieces=self.pieces, seen=self.cleaned_data["seen"])
