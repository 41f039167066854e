"""What is filled in about problems, communities and relais."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.charter.bindings import Cited
from liamm.features.commitments.enums import Unit
from liamm.features.spaces.enums import Audience
from liamm.features.terrain.actions import LONGEST_EXPERTISE, Call, Engagement, ProblemDraft, RelayDraft
from liamm.features.terrain.forms.once import OnceForm
from liamm.features.terrain.models import FieldSignal, InterestCommunity, Problem
from liamm.features.territories.fields import TerritoryField
from liamm.kernel import clock
from liamm.ui.dates import say_day
from liamm.ui.forms import AmountField, ChoiceLines, DayField, SeenField
from liamm.ui.tongues import in_french

LONG = forms.Textarea(attrs={"rows": 6})
AUDIENCES = [(Audience.PUBLIC, Audience.PUBLIC.label), (Audience.COMMUNITY, Audience.COMMUNITY.label)]


class CheckedForm(forms.Form):
    """Words that everybody reads: doubtful ones are looked at by whoever writes them."""

    checked = forms.BooleanField(label=_("J’ai vérifié que rien n’y désigne quelqu’un"), required=False)


class ProblemForm(CheckedForm):
    """A question, who is concerned, what is known."""

    question = forms.CharField(
        label=_("La question"), help_text=_("Une vraie question, sans sa réponse."), max_length=250
    )
    concerned = forms.CharField(label=_("Qui est concerné"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    known = forms.CharField(
        label=_("Ce que l’on sait"),
        help_text=_("Sans rien qui désigne une personne. Mise en forme légère possible."),
        required=False,
        widget=LONG,
    )
    audience = forms.ChoiceField(
        label=_("Qui peut la lire"), choices=AUDIENCES, initial=Audience.PUBLIC, widget=ChoiceLines
    )
    seen = SeenField()
    field_order: Sequence[str] = ("question", "concerned", "known", "audience", "checked")

    def draft(self) -> ProblemDraft:
        """What is written."""
        data = dict(self.cleaned_data)
        for name in ("references", "ticket"):
            data.pop(name, None)
        return ProblemDraft(**{**data, "audience": Audience(data["audience"])})


class ReferencesForm(forms.Form):
    """Signals by their references."""

    references = forms.CharField(
        label=_("Remontées"), help_text=_("Leurs références, séparées par des virgules."), required=False
    )

    def clean_references(self) -> list[FieldSignal]:
        """The signals of these references."""
        wanted = {one.upper() for one in re.split(r"[\s,;]+", self.cleaned_data["references"]) if one}
        found = list(FieldSignal.objects.filter(reference__in=wanted).order_by("created_at"))
        missing = wanted - {one.reference for one in found}
        if missing:
            raise forms.ValidationError(
                _("Aucune remontée ne porte cette référence : %(names)s."), params={"names": ", ".join(sorted(missing))}
            )
        return found


class NewProblemForm(ReferencesForm, ProblemForm, OnceForm):
    """A new problem, with the signals it comes from."""

    field_order = ("question", "references", "concerned", "known", "audience", "checked")

    def draft(self) -> ProblemDraft:
        """What is written, and the key of this sending."""
        draft = super().draft()
        return replace(draft, submission=self.submission("problem", draft.question, draft.concerned, draft.known))


class MaturityForm(CheckedForm):
    """Whether a condition is kept, and what shows it."""

    condition = forms.ChoiceField(label=_("Condition"), widget=ChoiceLines)
    kept = forms.TypedChoiceField(
        label=_("Aujourd’hui"),
        choices=[("1", _("elle est remplie")), ("0", _("elle ne l’est pas"))],
        coerce=lambda value: value == "1",
        widget=ChoiceLines,
    )
    evidence = forms.CharField(
        label=_("Ce qui le montre"),
        help_text=_("Cette phrase se lit sur la page de la problématique : pas de nom."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("condition", "kept", "evidence", "checked")

    def __init__(self, *args: Any, conditions: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["condition"].choices = [(one.key, in_french(one.name)) for one in conditions]  # type: ignore[attr-defined]  # a ChoiceField


class BecauseForm(CheckedForm):
    """Why work stops."""

    because = forms.CharField(
        label=_("Pourquoi le travail s’arrête"), help_text=_("Celles et ceux qui ont parlé le liront."), widget=LONG
    )
    field_order = ("because", "checked")


class RedactForm(CheckedForm):
    """Which earlier version is emptied, and why."""

    number = forms.TypedChoiceField(label=_("Version"), coerce=int, widget=ChoiceLines)
    because = forms.CharField(
        label=_("Pourquoi"),
        help_text=_("Cette phrase se lit à la place de la version ; ne redites pas ce qui est retiré."),
        max_length=300,
    )
    field_order = ("number", "because", "checked")

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = [one for one in problem.versions.all()[1:] if one.redacted_at is None]
        labels = [
            (one.number, f"{say_day(localtime(one.created_at).date(), clock.today())} · {in_french(one.question)}")
            for one in earlier
        ]
        self.fields["number"].choices = labels  # type: ignore[attr-defined]  # a ChoiceField


class UncrossForm(forms.Form):
    """Which signal leaves."""

    signal = forms.ModelChoiceField(label=_("Remontée"), queryset=FieldSignal.objects.none())

    def __init__(self, *args: Any, problem: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = FieldSignal.objects.filter(crossings__problem=problem, crossings__ended_at=None)
        self.fields["signal"].queryset = inside  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["signal"].label_from_instance = said_signal  # type: ignore[attr-defined]  # the same


def said_signal(signal: FieldSignal) -> str:
    """Its reference and its first words."""
    return f"{signal.reference} · {signal.headline}"


class CallForm(OnceForm, CheckedForm):
    """A call for people around a problem."""

    name = forms.CharField(label=_("Nom de la communauté"), max_length=200)
    call = forms.CharField(
        label=_("L’appel"),
        help_text=_("À qui il s’adresse, ce qu’il demande, ce qu’on y gagne. Tout le monde le lit."),
        widget=LONG,
    )
    usual_meetings = forms.IntegerField(label=_("Rencontres proposées à chacun"), min_value=1, max_value=30, initial=3)
    ends = DayField(label=_("La communauté travaille jusqu’au"))
    sought = forms.CharField(
        label=_("Expertises cherchées"),
        help_text=_("Une par ligne : savoir d’usage compris."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    audience = forms.ChoiceField(
        label=_("Qui peut voir la communauté"), choices=AUDIENCES, initial=Audience.PUBLIC, widget=ChoiceLines
    )
    call_open = forms.BooleanField(label=_("L’appel est ouvert"), initial=True, required=False)
    field_order = ("name", "call", "usual_meetings", "ends", "sought", "audience", "call_open", "checked")

    def draft(self) -> Call:
        """What is called for, and the key of this sending."""
        data = dict(self.cleaned_data)
        del data["ticket"]
        key = self.submission("call", data["name"], data["call"])
        audience = Audience(data["audience"])
        return Call(**{**data, "sought": data["sought"].splitlines(), "audience": audience}, submission=key)


class ChangeCallForm(CallForm):
    """The call written again: the name and the audience are those of the circle."""

    def __init__(self, data: Any = None, *, community: InterestCommunity) -> None:
        initial = {
            "call": community.call,
            "usual_meetings": community.usual_meetings,
            "ends": community.ends,
            "sought": "\n".join(one.name for one in community.sought.all()),
            "call_open": community.call_open,
        }
        super().__init__(data, initial=initial)
        self.community = community
        del self.fields["name"], self.fields["audience"], self.fields["ticket"]

    def draft(self) -> Call:
        """What is called for."""
        data = dict(self.cleaned_data)
        space = self.community.space
        return Call(
            **{**data, "sought": data["sought"].splitlines()}, name=space.name, audience=Audience(space.audience)
        )


class JoinForm(forms.Form):
    """A bounded engagement, and the rules."""

    amount = AmountField(
        label=_("Combien"),
        help_text=_("Vous seul voyez combien, et jusqu’à quand."),
        min_value=Decimal("0.5"),
        max_digits=5,
        decimal_places=1,
    )
    unit = forms.ChoiceField(label=_("En"), choices=Unit.choices, initial=Unit.MEETINGS, widget=ChoiceLines)
    ends = DayField(label=_("Jusqu’au"), help_text=_("Votre engagement s’arrête de lui-même ce jour-là."))
    expertise = forms.CharField(
        label=_("Votre expertise, en quelques mots"),
        help_text=_(
            "Un savoir, un métier, ou ce que vous vivez. Tout le monde lit ces mots sur la page de la communauté, sans "
            "votre nom ; ses membres et ceux du laboratoire les lisent avec votre nom."
        ),
        max_length=LONGEST_EXPERTISE,
        required=False,
    )
    organisation = forms.ModelChoiceField(
        label=_("Pour quelle organisation"),
        queryset=Organisation.objects.none(),
        help_text=_("Tout le monde lit le nom de l’organisation, sans le vôtre."),
        required=False,
        empty_label=_("En mon nom"),
    )
    checked = forms.BooleanField(
        label=_("Si ces mots parlent de santé : je veux que tout le monde les lise"), required=False
    )
    rules = forms.BooleanField(label=_("J’accepte les règles de la communauté"))

    def __init__(self, data: Any = None, *, community: InterestCommunity, person: Person, rules: Cited[Any]) -> None:
        usual = min(community.ends, clock.today() + timedelta(days=180))
        super().__init__(data, initial={"amount": community.usual_meetings, "ends": usual, "unit": Unit.MEETINGS})
        mine = Organisation.objects.filter(affiliations__in=person.affiliations.now())
        self.fields["organisation"].queryset = mine.distinct()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.version = rules.version

    def engagement(self) -> Engagement:
        """What is engaged."""
        data = self.cleaned_data
        return Engagement(
            amount=data["amount"],
            unit=Unit(data["unit"]),
            ends=data["ends"],
            expertise=data["expertise"],
            checked=data["checked"],
            organisation=data["organisation"],
            rules=self.version if data["rules"] else "",
        )


class FarewellForm(forms.Form):
    """A word for the others."""

    farewell = forms.CharField(
        label=_("Un mot pour les autres"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class RelayForm(forms.Form):
    """A relais to be."""

    mail = forms.EmailField(label=_("Adresse de la personne"), help_text=_("Elle a un compte dans la maison."))
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.order_by("sort_name"))
    territory = TerritoryField(label=_("Territoire"), kinds=["commune", "epci", "departement"])
    starts = DayField(label=_("Depuis le"), required=False)
    note = forms.CharField(
        label=_("Comment on le joint sur place"),
        help_text=_("Tout le monde le lit : pas de nom."),
        max_length=300,
        required=False,
    )

    def clean_mail(self) -> Person:
        """The person of this address."""
        found = Person.objects.filter(email__iexact=self.cleaned_data["mail"], is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Personne n’a de compte à cette adresse."))
        return found

    def draft(self) -> RelayDraft:
        """Where they are a relais."""
        data = dict(self.cleaned_data)
        del data["mail"]
        return RelayDraft(**data)


class TableForm(forms.Form):
    """A table of signals."""

    file = forms.FileField(
        label=_("Tableau (CSV)"), help_text=_("Une remontée par ligne, 5 000 lignes et 5 Mo au plus.")
    )
