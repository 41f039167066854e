"""What the author of a signal may fill in behind the link."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from liamm.features.terrain.enums import Withdrawal
from liamm.features.terrain.forms.texts import ToldField
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
                    "Votre nom, vos coordonnées, vos fichiers et le texte d’origine sont effacés. Ce que vous avez "
                    "dit, sans rien qui vous désigne, continue d’aider."
                ),
                Withdrawal.WHOLE: _(
                    "Tout ce que vous avez dit est effacé, et la version publiée s’il y en a une. Il reste qu’une "
                    "remontée a existé, où et quand."
                ),
            }
        ),
    )
