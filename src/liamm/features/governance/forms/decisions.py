"""Forms about decisions: closing an item, writing, reading, correcting, following."""

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
from liamm.features.governance.models import Body, Decision, Preconisation
from liamm.features.territories.fields import TerritoryField
from liamm.ui.forms import ChoiceCards, ChoiceLines, DayField, LaterField


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
        help_text=_("Le point revient de lui-même à la première séance à partir de ce jour."),
    )
    redirected_to = forms.ChoiceField(label=_("Réorienté vers"), required=False)
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
        field.choices = [(one.key, one.name) for one in outcomes]
        field.widget = ChoiceCards(hints={one.key: one.meaning for one in outcomes})
        field.widget.choices = field.choices
        if not any(one.effect == "redirect" for one in outcomes):
            del self.fields["redirected_to"]
        else:
            choices = [("", _("sans objet")), *((one.key, one.name) for one in functions)]
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


class NotesForm(forms.Form):
    """The notes of the debate."""

    notes = forms.CharField(
        label=_("Notes de séance"),
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
        help_text=_("Pour les membres et l’équipe seulement ; jamais publiées."),
    )
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class _AnewForm(forms.Form):
    """A form that says preconisations anew: the words of each, and how the public reads who minds it."""

    lines: Sequence[Preconisation] = ()

    def offer(self, preconisations: Iterable[Preconisation]) -> None:
        """Add the fields of each, as it is said now."""
        self.lines = list(preconisations)
        for place, one in enumerate(self.lines, start=1):
            self.fields[f"text_{one.pk}"] = forms.CharField(
                label=_("Préconisation %(place)s") % {"place": place},
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=one.text,
            )
            self.fields[f"said_{one.pk}"] = forms.CharField(
                label=_("Qui s’en soucie, dit publiquement"), max_length=120, initial=one.minder_said
            )

    def preconisations(self) -> dict[Any, tuple[str, str]]:
        """The words of each preconisation as they were typed."""
        data = self.cleaned_data
        return {one.pk: (data[f"text_{one.pk}"], data[f"said_{one.pk}"]) for one in self.lines}


class TextForm(_AnewForm):
    """The two texts, side by side."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    full_text = forms.CharField(label=_("Texte complet, réservé"), widget=forms.Textarea(attrs={"rows": 16}))
    public_title = forms.CharField(label=_("Titre public"), max_length=200)
    public_text = LaterField(
        label=_("Texte public"),
        widget=forms.Textarea(attrs={"rows": 16}),
        need=_("obligatoire pour publier"),
        help_text=_(
            "Ce que tout le monde lira, pour toujours. Vous pouvez l’écrire plus tard, mais rien ne paraît sans lui."
            " Ni nom de personne, ni nom d’entreprise, sans raison."
        ),
    )
    shows_arguments = forms.BooleanField(
        label=_("Publier aussi les arguments de la grille, sans les noms"),
        required=False,
        help_text=_("La relecture les montre : ce qui ne doit pas paraître se voit avant."),
    )

    overload_reason = forms.CharField(
        label=_("Pourquoi dépasser la capacité, tel que tout le monde le lira"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    correction_reason = forms.CharField(
        label=_("Ce qui est corrigé, tel que tout le monde le lira"), widget=forms.Textarea(attrs={"rows": 3})
    )
    checked = forms.BooleanField(
        label=_("J’ai relu les mots signalés : rien n’y désigne quelqu’un sans raison"), required=False
    )

    def __init__(self, *args: Any, decision: Decision, preconisations: Iterable[Preconisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not decision.grid_version:
            del self.fields["shows_arguments"]
        if not decision.overload_reason:
            del self.fields["overload_reason"]
        if not decision.correction_reason:
            del self.fields["correction_reason"]
        self.offer(preconisations)


class ReadingForm(forms.Form):
    """Someone else agrees that the text leaves."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=_("J’ai relu les deux textes : rien de ce qui est réservé ne paraît dans le texte public.")
    )


class RemarkForm(forms.Form):
    """Someone else gives the text back, and says why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label=_("Votre remarque"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Pour qui écrit et qui relit ce texte ; jamais publiée."),
    )


class CorrectionForm(_AnewForm):
    """What is corrected, and the texts as they should have been."""

    reason = forms.CharField(
        label=_("Ce qui est corrigé"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Publié avec la correction : ne nommez personne."),
    )
    public_title = forms.CharField(label=_("Titre public"), max_length=200)
    public_text = forms.CharField(label=_("Texte public"), widget=forms.Textarea(attrs={"rows": 14}))
    full_text = forms.CharField(label=_("Texte complet, réservé"), widget=forms.Textarea(attrs={"rows": 10}))
    checked = forms.BooleanField(
        label=_("J’ai relu les mots signalés : rien n’y désigne quelqu’un sans raison"), required=False
    )

    def __init__(self, *args: Any, preconisations: Iterable[Preconisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(preconisations)
        self.fields["checked"] = self.fields.pop("checked")  # it is about all that stands above it


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
        self._offer("fonction", [*every, *((one.key, one.name) for one in functions)])
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
        self.fields["seat"].choices = list(seats)  # type: ignore[attr-defined]  # a ChoiceField
