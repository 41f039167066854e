"""What people type to join, to say their roles and to answer a request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Organisation
from liamm.features.charter.bindings.shapes.community import CommunityRoles
from liamm.features.spaces.actions import JoinDraft
from liamm.kernel import clock
from liamm.ui.forms import ChoiceLines, DayField
from liamm.ui.tongues import in_french


class JoinForm(forms.Form):
    """A request to join, in one's own name or for an organisation."""

    name = forms.CharField(label=_("Comment vous appelle-t-on ?"), max_length=150)
    email = forms.EmailField(label=_("Votre adresse électronique"), help_text=_("La réponse y arrivera."))
    capacity = forms.ChoiceField(
        label=_("Vous venez…"),
        choices=[("self", _("en votre propre nom")), ("organisation", _("pour une organisation"))],
        initial="self",
        widget=ChoiceLines,
    )
    organisation_name = forms.CharField(
        label=_("Laquelle ?"),
        max_length=200,
        required=False,
        help_text=_("Mairie, service, association, collectif… Laissez vide si vous venez en votre propre nom."),
    )
    motivation = forms.CharField(
        label=_("Qu’est-ce qui vous amène ?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Quelques phrases suffisent ; nous en parlerons de vive voix."),
    )
    taking_part = forms.CharField(
        label=_("Comment aimeriez-vous prendre part ?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    rules_accepted = forms.BooleanField(
        label=_("J’ai lu ces règles et je les accepte."),
        error_messages={
            "required": _("On entre dans la communauté en acceptant ses règles. Dites-nous ce qui vous retient.")
        },
    )

    def clean(self) -> dict[str, Any]:
        """An organisation is named when one comes for it."""
        cleaned = super().clean() or {}
        if cleaned.get("capacity") == "organisation" and not cleaned.get("organisation_name", "").strip():
            self.add_error("organisation_name", _("Dites pour quelle organisation vous venez."))
        return cleaned

    def draft(self) -> JoinDraft:
        """The request as the action takes it; an organisation already known is recognised by its name."""
        said = self.cleaned_data
        named = said["organisation_name"].strip() if said["capacity"] == "organisation" else ""
        return JoinDraft(
            name=said["name"],
            email=said["email"],
            motivation=said["motivation"],
            taking_part=said["taking_part"],
            organisation_name=named,
            organisation=Organisation.objects.filter(name__iexact=named).first() if named else None,
            rules_accepted=said["rules_accepted"],
        )


class ConversationForm(forms.Form):
    """What was said in a welcome conversation."""

    held_on = DayField(label=_("Quel jour ?"), initial=clock.today)
    note = forms.CharField(
        label=_("Ce qui s’est dit"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Pour l’équipe seulement. Écrivez ce que la personne pourrait lire sans surprise."),
    )


class MonthForm(forms.Form):
    """The month in which a newcomer will be welcomed."""

    month = forms.ChoiceField(label=_("En quel mois ?"), widget=ChoiceLines)

    def __init__(self, data: Any = None, *, months: Sequence[tuple[date, int]] = ()) -> None:
        super().__init__(data)
        said = [(month.isoformat(), f"{date_format(month, 'F Y')} ({_places(free)})") for month, free in months]
        self.fields["month"].choices = said  # type: ignore[attr-defined]  # it is a ChoiceField

    def clean_month(self) -> date:
        """The first day of the month."""
        return date.fromisoformat(self.cleaned_data["month"])


def _places(free: int) -> str:
    if not free:
        return str(_("complet"))
    return str(_("une place")) if free == 1 else str(_("%(free)d places")) % {"free": free}


class AnswerForm(forms.Form):
    """Why the community cannot welcome someone."""

    answer = forms.CharField(
        label=_("Pourquoi"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("La personne lira ces mots tels quels."),
    )


class RoleForm(forms.Form):
    """A role one plays, and where."""

    role = forms.ChoiceField(label=_("Quel rôle ?"), widget=ChoiceLines)
    context = forms.CharField(
        label=_("Où, pour quoi ?"),
        max_length=200,
        required=False,
        help_text=_("Un groupe, un sujet, un outil : « cartographie », « mairies du pays de Redon »."),
    )

    def __init__(self, data: Any = None, *, known: CommunityRoles) -> None:
        super().__init__(data)
        self.fields["role"].choices = [(role.key, in_french(role.name)) for role in known.roles]  # type: ignore[attr-defined]  # as above
        self.fields["role"].widget.hints = {role.key: in_french(role.definition) for role in known.roles}


class DirectoryForm(forms.Form):
    """Words sought in the directory."""

    q = forms.CharField(label=_("Nom, savoir-faire, organisation"), required=False, max_length=100)
