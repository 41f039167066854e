"""Forms of projects: cleaning and wording, never writing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.accounts.queries import acting_for
from liamm.features.charter import bindings
from liamm.features.projects.enums import PhaseEnd, PhaseForm
from liamm.features.spaces.enums import Audience
from liamm.kernel import clock
from liamm.ui.forms import ChoiceLines, DayField, SeenField
from liamm.ui.tongues import in_french


class NewPhaseForm(forms.Form):
    """A phase to add on a terrain."""

    key = forms.ChoiceField(label=_("Phase"))
    starts = DayField(label=_("Premier jour"))
    review = DayField(
        label=_("Point d’étape"),
        required=False,
        help_text=_("Une date pour regarder ensemble où on en est."),
    )
    form = forms.ChoiceField(label=_("Forme"), choices=PhaseForm.choices, initial=PhaseForm.ORDINARY)
    host = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("Accueillie par"), required=False, empty_label=_("personne en particulier")
    )
    place = forms.CharField(label=_("Lieu"), max_length=150, required=False)
    aim = forms.CharField(label=_("Ce que l’on cherche"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        phases = bindings.phases(clock.today()).value.phases
        self.fields["key"].choices = [(phase.key, in_french(phase.name)) for phase in phases]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["starts"].initial = clock.today()


class PhaseEndForm(forms.Form):
    """How a phase ended and what is kept of it."""

    ended = DayField(label=_("Dernier jour"))
    end = forms.ChoiceField(label=_("Comment elle se termine"), choices=PhaseEnd.choices, widget=ChoiceLines)
    lesson = forms.CharField(
        label=_("Ce que l’on en retient"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Nécessaire quand elle n’est pas concluante : ce qui a raté vaut autant que ce qui a marché."),
    )


class PhaseStopForm(forms.Form):
    """A phase that stops before its end, and why."""

    ended = DayField(label=_("Dernier jour"))
    end = forms.ChoiceField(
        label=_("Pourquoi elle s’arrête"),
        choices=[(one.value, one.label) for one in (PhaseEnd.INCONCLUSIVE, PhaseEnd.STOPPED)],
        initial=PhaseEnd.INCONCLUSIVE,
        widget=ChoiceLines,
    )
    lesson = forms.CharField(
        label=_("Ce que l’on en retient"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ce qui a raté vaut autant que ce qui a marché."),
    )


class PhaseDatesForm(forms.Form):
    """The dates of a phase, written again."""

    starts = DayField(label=_("Premier jour"))
    review = DayField(label=_("Point d’étape"), required=False)
    ended = DayField(label=_("Dernier jour"), required=False)
    correction = forms.CharField(
        label=_("Ce qui était faux"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Lu avec la correction.")
    )

    def __init__(self, *args: object, ended: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        if not ended:
            del self.fields["ended"]


class TerrainForm(forms.Form):
    """A place where the project is tried."""

    name = forms.CharField(label=_("Nom du terrain"), max_length=150)
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("Organisation"), required=False, empty_label=_("aucune en particulier")
    )


class RoleForm(forms.Form):
    """A role for somebody one may know, or for whoever reads an address."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Personne"), required=False, empty_label=_("quelqu’un d’autre, à son adresse")
    )
    email = forms.EmailField(
        label=_("Ou son adresse électronique"),
        required=False,
        help_text=_("Pour quelqu’un qui n’est pas dans la liste. Nous ne disons pas si l’adresse a un compte ici."),
    )
    role = forms.ChoiceField(label=_("Rôle"))
    voice = forms.ChoiceField(label=_("Ce que la personne apporte"), required=False)
    context = forms.CharField(label=_("À propos de quoi"), max_length=150, required=False)

    def __init__(self, *args: object, known: QuerySet[Person], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        today = clock.today()
        self.fields["person"].queryset = known  # type: ignore[attr-defined]  # a ModelChoiceField
        roles = [(role.key, in_french(role.name)) for role in bindings.project_roles(today).value.roles]
        voices = [(voice.key, in_french(voice.name)) for voice in bindings.project_opening(today).value.voices]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["voice"].choices = [("", _("rien de particulier")), *voices]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """One person, found by name or by address."""
        data = super().clean() or {}
        if not self.errors and bool(data.get("person")) == bool(data.get("email")):
            self.add_error("email", _("Choisissez une personne, ou donnez une adresse : l’une ou l’autre."))
        return data


class ReplyForm(forms.Form):
    """Saying yes to a role; without account yet, saying how one is called."""

    name = forms.CharField(
        label=_("Comment vous appelle-t-on ?"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Vous le faites"),
        required=False,
        empty_label=_("en votre nom propre"),
    )

    def __init__(self, *args: object, person: Person | None, newcomer: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        if not newcomer:
            del self.fields["name"]
        if person is None:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].queryset = acting_for(person)  # type: ignore[attr-defined]  # a ModelChoiceField


class HostForm(forms.Form):
    """An organisation that carries the project."""

    organisation = forms.ModelChoiceField(Organisation.objects.all(), label=_("Organisation"), empty_label=None)


class JournalForm(forms.Form):
    """A passage of the journal."""

    text = forms.CharField(label=_("Ce qui s’est passé"), widget=forms.Textarea(attrs={"rows": 4}))
    audience = forms.ChoiceField(
        label=_("Pour qui"),
        choices=[(one.value, one.label) for one in (Audience.PUBLIC, Audience.COMMUNITY, Audience.SPACE)],
        initial=Audience.SPACE,
        widget=ChoiceLines,
    )
    checked = forms.BooleanField(label=_("J’ai vérifié que rien n’y désigne quelqu’un"), required=False)


class SummaryForm(forms.Form):
    """The public words of the project."""

    summary = forms.CharField(
        label=_("De quoi il s’agit"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Tout le monde le lira. Tant que rien n’est dit, c’est ce qu’écrit la demande qui est proposé ici."
        ),
    )
    checked = forms.BooleanField(label=_("J’ai vérifié que rien n’y désigne quelqu’un"), required=False)
    seen = SeenField()


class ReviewForm(forms.Form):
    """The day of the next review."""

    on = DayField(label=_("Prochain point d’étape"))


class ClosingForm(forms.Form):
    """The end of a project, in words."""

    words = forms.CharField(label=_("Ce que l’on retient"), widget=forms.Textarea(attrs={"rows": 5}))
