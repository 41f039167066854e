"""The forms of clarifications."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from liamm.features.charter.bindings.shapes.functions import Functions
from liamm.features.proposals.enums import ClarificationState
from liamm.ui.forms import ChoiceLines
from liamm.ui.tongues import in_french


class ClarificationForm(forms.Form):
    """An intuition, as it comes."""

    title = forms.CharField(label=_("En une ligne"), max_length=200)
    intuition = forms.CharField(
        label=_("L’intuition"),
        help_text=_("Ce que vous avez vu ou entendu, et ce qui vous fait penser que cela vaut la peine d’en parler."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class PartyForm(forms.Form):
    """Someone to talk with."""

    email = forms.EmailField(label=_("Son adresse électronique"))
    name = forms.CharField(
        label=_("Son nom"),
        help_text=_("Utile si cette adresse n’a pas encore de compte : nous lui en ouvrons un."),
        max_length=150,
        required=False,
    )


class ExchangeForm(forms.Form):
    """What one says."""

    words = forms.CharField(label=_("Votre message"), widget=forms.Textarea(attrs={"rows": 4}))


class ClosingForm(forms.Form):
    """What becomes of it."""

    outcome = forms.ChoiceField(
        label=_("Ce que devient cette discussion"),
        choices=[
            (ClarificationState.READY.value, _("Elle est prête à devenir une demande")),
            (ClarificationState.REDIRECTED.value, _("Elle est orientée vers une autre fonction, ou ailleurs")),
            (ClarificationState.DROPPED.value, _("On la laisse de côté")),
        ],
        widget=ChoiceLines,
    )
    function = forms.ChoiceField(label=_("Vers quelle fonction du laboratoire ?"), required=False)
    words = forms.CharField(
        label=_("En quelques mots"),
        help_text=_("Vers qui, pourquoi, ce que l’on en garde. Facultatif seulement si elle est prête."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None, *, functions: Functions) -> None:
        super().__init__(data)
        choices = [("", _("aucune : ailleurs"))] + [(one.key, in_french(one.name)) for one in functions.functions]
        self.fields["function"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has choices
