"""What people say of themselves and of organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.actions import OrganisationCard, Profile, SaidAffiliation
from liamm.features.accounts.enums import Duty, OrganisationKind
from liamm.features.accounts.models import Organisation, Person
from liamm.features.accounts.queries import person_of
from liamm.features.territories.fields import TerritoryField
from liamm.kernel import clock
from liamm.ui.forms import ChoiceLines, DayField


class ProfileForm(forms.Form):
    """What a person says of themselves."""

    name = forms.CharField(
        label=gettext_lazy("Comment vous appelle-t-on ?"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Votre langue"), choices=settings.LANGUAGES, widget=ChoiceLines)
    territory = TerritoryField(
        label=gettext_lazy("Où agissez-vous ?"),
        required=False,
        help_text=gettext_lazy("Une commune, une intercommunalité, un département…"),
    )
    introduction = forms.CharField(
        label=gettext_lazy("Vous, en quelques mots"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    skills = forms.CharField(
        label=gettext_lazy("Vos savoir-faire"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Ce sur quoi on peut vous demander un coup de main."),
    )
    in_directory = forms.BooleanField(
        label=gettext_lazy("Je veux bien figurer dans l’annuaire de la communauté."),
        required=False,
        help_text=gettext_lazy("Seuls ses membres le voient. Votre adresse n’y est pas."),
    )

    @classmethod
    def of(cls, person: Person, data: Any = None) -> ProfileForm:
        """The form as it stands for a person."""
        return cls(data, initial={name: getattr(person, name) for name in cls.base_fields})

    def profile(self) -> Profile:
        """What was said, as the action takes it."""
        return Profile(**self.cleaned_data)


class OrganisationForm(forms.Form):
    """What is known of an organisation."""

    name = forms.CharField(label=gettext_lazy("Son nom"), max_length=200)
    short_name = forms.CharField(label=gettext_lazy("Son sigle"), max_length=40, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Sa nature"), choices=OrganisationKind.choices)
    siret = forms.CharField(
        label=gettext_lazy("Son SIRET"),
        max_length=25,
        required=False,
        help_text=gettext_lazy("Quatorze chiffres. Laissez vide pour un collectif qui n’en a pas."),
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    territory = TerritoryField(label=gettext_lazy("Son territoire"), required=False)
    website = forms.URLField(label=gettext_lazy("Son site"), required=False, assume_scheme="https")
    introduction = forms.CharField(
        label=gettext_lazy("Ce qu’elle fait, en quelques mots"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    is_host = forms.BooleanField(label=gettext_lazy("Elle porte le laboratoire."), required=False)

    @classmethod
    def of(cls, organisation: Organisation, data: Any = None) -> OrganisationForm:
        """The form as it stands for an organisation."""
        return cls(data, initial={name: getattr(organisation, name) for name in cls.base_fields})

    def card(self) -> OrganisationCard:
        """What was said, as the action takes it."""
        return OrganisationCard(**self.cleaned_data)


class OrganisationFilter(forms.Form):
    """Which organisations to show."""

    q = forms.CharField(label=gettext_lazy("Nom ou sigle"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=gettext_lazy("Nature"),
        required=False,
        choices=[("", gettext_lazy("Toutes")), *OrganisationKind.choices],
    )


class AffiliationForm(forms.Form):
    """For whom one acts, and as what."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Pour quelle organisation ?"), queryset=Organisation.objects.all(), required=False
    )
    name = forms.CharField(
        label=gettext_lazy("Son nom, si elle n’est pas dans la liste"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Nous le gardons tel quel ; l’équipe la reconnaîtra ou l’ajoutera."),
    )
    function = forms.CharField(label=gettext_lazy("En tant que…"), max_length=150, required=False)
    starts = DayField(label=gettext_lazy("Depuis quand ?"), initial=clock.today)

    def said(self) -> SaidAffiliation:
        """What was said, as the action takes it."""
        return SaidAffiliation(**self.cleaned_data)


class RecogniseForm(forms.Form):
    """Which organisation somebody named: one that is known, or a new one, its name put right and its kind."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("C’est…"),
        queryset=Organisation.objects.all(),
        required=False,
        empty_label=gettext_lazy("une organisation à ajouter sous ce nom"),
    )
    name = forms.CharField(
        label=gettext_lazy("Son nom, si on l’ajoute"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Tel que la personne l’a écrit : corrigez une faute ici."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Sa nature, si on l’ajoute"),
        choices=OrganisationKind.choices,
        initial=OrganisationKind.OTHER,
    )


class RefuseNamedForm(forms.Form):
    """Why the house does not know an organisation under the name that was typed."""

    reason = forms.CharField(
        label=gettext_lazy("La raison"),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        help_text=gettext_lazy("La personne la lit dans un courriel, telle que vous l’écrivez."),
    )


class DutyForm(forms.Form):
    """A duty entrusted to a person, for a time or until further notice."""

    email = forms.EmailField(label=gettext_lazy("À qui ? (son adresse électronique)"))
    duty = forms.ChoiceField(label=gettext_lazy("Quelle fonction ?"), choices=Duty.choices, widget=ChoiceLines)
    starts = DayField(label=gettext_lazy("À partir de"), initial=clock.today)
    ends = DayField(
        label=gettext_lazy("Jusqu’à"),
        required=False,
        help_text=gettext_lazy("Pour un remplacement ; sinon laissez vide."),
    )

    def clean_email(self) -> str:
        """The address of someone who has an account."""
        address = str(self.cleaned_data["email"])
        if person_of(address) is None:
            raise forms.ValidationError(_("Personne n’a de compte à cette adresse."))
        return address

    def person(self) -> Person:
        """Who it is entrusted to."""
        return Person.objects.get(email__iexact=self.cleaned_data["email"])

    def given(self) -> dict[str, Any]:
        """The duty and its days, as the action takes them."""
        return {name: self.cleaned_data[name] for name in ("duty", "starts", "ends")}
