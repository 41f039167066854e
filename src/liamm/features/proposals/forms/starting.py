"""The forms by which a request begins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liamm.features.charter.bindings.shapes.functions import Functions
from liamm.features.charter.bindings.shapes.readiness import Eligibility
from liamm.features.proposals.rules.eligibility import Scope
from liamm.ui.forms import ChoiceCards, ChoiceLines
from liamm.ui.tongues import in_french

_YES_NO = [("yes", _("oui")), ("no", _("non")), ("unsure", _("je ne sais pas encore"))]
SCOPES = [
    (Scope.MONTHS.value, _("Chercher ensemble, pendant plusieurs mois")),
    (Scope.DAYS.value, _("Un coup d’épaule de quelques jours à un projet qui existe")),
    (Scope.CIRCLE.value, _("Retrouver régulièrement d’autres personnes autour d’une pratique")),
    (Scope.ROOM.value, _("Une salle, un outil ou une méthode pour un atelier")),
    (Scope.ADVICE.value, _("De l’aide pour cadrer une idée, ou un partenaire")),
    (Scope.UNSURE.value, pgettext_lazy("ce que l’on cherche", "Je ne sais pas encore")),
]


class CheckForm(forms.Form):
    """A few plain questions before writing; nothing of it is kept."""

    scope = forms.ChoiceField(label=_("Que cherchez-vous ?"), choices=SCOPES, widget=ChoiceLines)

    def __init__(self, data: QueryDict | None = None, *, eligibility: Eligibility) -> None:
        super().__init__(data)
        self.checks = eligibility.checks
        for check in eligibility.checks:
            self.fields[f"check-{check.key}"] = forms.ChoiceField(
                label=format_html('<span lang="fr">{}</span>', check.question),
                choices=_YES_NO,
                initial="unsure",
                widget=ChoiceLines,
                error_messages={"required": _("Répondez aussi à cette question : « je ne sais pas encore » compte.")},
            )

    @property
    def answers(self) -> dict[str, bool]:
        """Yes or not, by check."""
        return {check.key: self.cleaned_data.get(f"check-{check.key}") == "yes" for check in self.checks}


class StartForm(forms.Form):
    """What is asked, and about what."""

    kind = forms.ChoiceField(label=_("Que demandez-vous ?"), choices=(), widget=ChoiceCards)
    title = forms.CharField(
        label=_("Le sujet, en une ligne"),
        help_text=_("Vous pourrez le changer."),
        max_length=200,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, functions: Functions, **options: Any) -> None:
        super().__init__(data, **options)
        choices = [(one.asks.value, in_french(f"{one.name} : {one.unit}")) for one in functions.functions]
        hints = {one.asks.value: in_french(one.description) for one in functions.functions}
        kind = self.fields["kind"]
        kind.choices = choices  # type: ignore[attr-defined]  # a ChoiceField has choices
        kind.widget = ChoiceCards(hints=hints)
        kind.widget.choices = choices


class AgainForm(StartForm):
    """Asking anew, as another kind perhaps."""

    def __init__(self, data: QueryDict | None = None, *, functions: Functions, **options: Any) -> None:
        super().__init__(data, functions=functions, **options)
        del self.fields["title"]
