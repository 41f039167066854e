"""Forms about decisions: closing an item, taking part, following, the frame and the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.charter.bindings.shapes.functions import Function
from liamm.features.charter.bindings.shapes.route import Outcome
from liamm.features.governance.actions import ClosingDraft, PreconisationDraft
from liamm.features.governance.enums import EffectSaid, PreconisationState
from liamm.features.governance.models import Body
from liamm.features.territories.fields import TerritoryField
from liamm.ui.forms import ChoiceCards, ChoiceLines, DayField, LaterField
from liamm.ui.tongues import in_french


class ClosingForm(forms.Form):
    """How an item is closed. What is missing for the outcome is said by the rules, so that one list tells it."""

    outcome = forms.ChoiceField(label=_("Issue"), widget=ChoiceCards)
    full_text = LaterField(
        label=_("Raisons, texte complet"),
        widget=forms.Textarea(attrs={"rows": 8}),
        need=_("obligatoire pour décider"),
        help_text=_("Pour les membres et l’équipe. Le texte public s’écrit à part, il n’en est jamais tiré tout seul."),
    )
    deferred_to = DayField(
        label=_("Différé au"),
        required=False,
        help_text=_(
            "Seulement si l’issue diffère le point : il revient de lui-même à la première séance à partir de ce jour."
        ),
    )
    redirected_to = forms.ChoiceField(
        label=_("Réorienté vers"), required=False, help_text=_("Seulement si l’issue réoriente la demande.")
    )
    overload_reason = forms.CharField(
        label=_("Pourquoi dépasser la capacité"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Demandé si le point dépasse ce que le laboratoire peut donner. Cette raison est publiée."),
    )

    def __init__(
        self,
        *args: Any,
        outcomes: Sequence[Outcome],
        functions: Sequence[Function],
        weighs: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not weighs:
            del self.fields["overload_reason"]
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)  # declared above
        field.choices = [(one.key, in_french(one.name)) for one in outcomes]
        field.widget = ChoiceCards(hints={one.key: in_french(one.meaning) for one in outcomes})
        field.widget.choices = field.choices
        if not any(one.effect == "redirect" for one in outcomes):
            del self.fields["redirected_to"]
        else:
            choices = [("", _("sans objet")), *((one.key, in_french(one.name)) for one in functions)]
            self.fields["redirected_to"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class PreconisationForm(forms.Form):
    """One preconisation; nothing is needed of a line that is left empty, and all of one that is begun."""

    text = forms.CharField(
        label=_("Préconisation"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Publique, telle que vous l’écrivez ici : ne nommez personne."),
    )
    minder = forms.ModelChoiceField(Person.objects.none(), label=_("Qui s’en soucie"), required=False)
    minder_said = forms.CharField(
        label=_("Dite publiquement"),
        max_length=120,
        required=False,
        help_text=_("Une fonction, pas un nom : « la chargée de projet Région »."),
    )
    term = DayField(label=_("Pour le"), required=False)

    def __init__(self, *args: Any, minders: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["minder"]
        assert isinstance(field, forms.ModelChoiceField)  # declared above
        field.queryset = Person.objects.filter(pk__in=list(minders))

    def clean(self) -> dict[str, Any]:
        """Say what is missing of a line that was begun."""
        data = super().clean() or {}
        if self.has_changed():
            for name in ("text", "minder", "minder_said", "term"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Une préconisation commencée se dit en entier."))
        return data


PreconisationFormSet = forms.formset_factory(PreconisationForm, extra=3, max_num=12)


def closing_draft(form: ClosingForm, preconisations: Iterable[forms.Form]) -> ClosingDraft:
    """What the forms say, as the action takes it; empty lines of preconisations are left out."""
    data = form.cleaned_data
    lines = [one.cleaned_data for one in preconisations if one.has_changed()]
    return ClosingDraft(
        outcome=data["outcome"],
        full_text=data["full_text"],
        deferred_to=data["deferred_to"],
        redirected_to=data.get("redirected_to", ""),
        overload_reason=data.get("overload_reason", ""),
        preconisations=tuple(PreconisationDraft(**line) for line in lines),
    )


class CloseForm(forms.Form):
    """What became of a preconisation."""

    state = forms.ChoiceField(
        label=_("Ce qu’il en est"),
        choices=[(PreconisationState.KEPT, _("Tenue")), (PreconisationState.DROPPED, _("Abandonnée"))],
        widget=ChoiceLines,
    )
    words = forms.CharField(
        label=_("En quelques mots"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Publié avec la décision : ne nommez personne."),
    )


class ObservationForm(forms.Form):
    """What the guarantor observes."""

    text = forms.CharField(
        label=_("Observation sur le respect des critères"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Datée, publiée avec la décision, et jamais changée ensuite. Ne nommez personne."),
    )


class RecusalForm(forms.Form):
    """Why one stays out, or takes part."""

    reason = forms.CharField(
        label=_("La raison"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Pour les membres. Le registre public compte les déports, sans les nommer."),
    )


class TakingPartForm(RecusalForm):
    """Why a tie keeps nobody from taking part: it is said, and read by the members."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True


class FrameForm(forms.Form):
    """The frame for several years."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    full_text = forms.CharField(label=_("Texte complet, réservé"), widget=forms.Textarea(attrs={"rows": 10}))
    public_text = forms.CharField(label=_("Texte public"), widget=forms.Textarea(attrs={"rows": 10}))
    starts = DayField(label=_("À partir du"))


class RegisterForm(forms.Form):
    """What the register is narrowed to."""

    q = forms.CharField(label=_("Avec ces mots"), required=False, max_length=200)
    instance = forms.ChoiceField(label=_("Instance"), required=False)
    issue = forms.ChoiceField(label=_("Issue"), required=False, choices=[("", _("toutes")), *EffectSaid.choices])
    fonction = forms.ChoiceField(label=_("Fonction"), required=False)
    annee = forms.TypedChoiceField(label=_("Année"), required=False, coerce=int, empty_value=None)
    territoire = TerritoryField(label=_("Territoire"), required=False)

    def __init__(
        self, *args: Any, bodies: Iterable[Body], functions: Iterable[Function], years: Iterable[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        every: list[tuple[Any, Any]] = [("", _("toutes"))]
        self._offer("instance", [*every, *((body.key, body.name) for body in bodies)])
        self._offer("fonction", [*every, *((one.key, in_french(one.name)) for one in functions)])
        self._offer("annee", [*every, *((year, str(year)) for year in years)])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class MandateForm(forms.Form):
    """Who takes which seat."""

    seat = forms.ChoiceField(label=_("Siège"))
    person = forms.ModelChoiceField(Person.objects.filter(is_active=True), label=_("Personne"))
    kind = forms.ChoiceField(
        label=_("Comment"),
        choices=[("titular", _("titulaire")), ("substitute", _("en suppléance"))],
        widget=ChoiceLines,
        initial="titular",
    )
    starts = DayField(label=_("À partir du"))
    ends = DayField(label=_("Jusqu’au"), required=False)

    def __init__(self, *args: Any, seats: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [(key, in_french(name)) for key, name in seats]  # type: ignore[attr-defined]  # a ChoiceField
