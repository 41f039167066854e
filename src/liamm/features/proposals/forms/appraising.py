"""The forms of appraisers, and of those who state what they sent."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import person_of
from liamm.features.charter.bindings.shapes.grid import Block, Grid
from liamm.features.proposals.actions.appraising import MOST_LETTERS, Draft
from liamm.features.proposals.enums import Stage
from liamm.features.proposals.models import Opinion
from liamm.features.proposals.queries.grid import criteria_of
from liamm.kernel.french import sort_key
from liamm.ui.forms import ChoiceLines, LaterChoiceField, LaterField
from liamm.ui.tongues import in_french

_TO_SEND = _("à remplir pour envoyer")


class OpinionsForm(forms.Form):
    """One stage of the grid: a step and an argument for each criterion."""

    use_required_attribute = False

    def __init__(
        self, data: QueryDict | None = None, *, grid: Grid, stage: Stage, opinions: Iterable[Opinion] = ()
    ) -> None:
        written = {one.criterion: one for one in opinions}
        self.criteria = criteria_of(grid, stage)
        self.others = [one.key for one in grid.criteria if one.key not in self.criteria]
        initial = {}
        for key in self.criteria:
            if key in written:
                initial[f"{key}-step"], initial[f"{key}-argument"] = written[key].step, written[key].argument
        super().__init__(data, initial=initial)
        choices = [(step.key, in_french(step.name)) for step in grid.scale]
        hints = {step.key: in_french(step.meaning) for step in grid.scale}
        for key in self.criteria:
            self.fields[f"{key}-step"] = LaterChoiceField(
                label=_("Votre appréciation"), choices=choices, need=_TO_SEND, widget=ChoiceLines(hints=hints)
            )
            self.fields[f"{key}-argument"] = LaterField(
                label=_("Pourquoi ?"),
                need=_TO_SEND,
                max_length=MOST_LETTERS,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def drafts(self) -> dict[str, Draft]:
        """What was written, as the actions take it; what was sent of another part too, for them to refuse it."""
        told = {name: str(value) for name, value in self.cleaned_data.items()}
        came = {f"{key}-{part}" for key in self.others for part in ("step", "argument")} & set(self.data)
        told |= {name: str(self.data[name]) for name in came}
        beside = [key for key in self.others if told.get(f"{key}-step") or told.get(f"{key}-argument")]
        return {
            key: Draft(told.get(f"{key}-step", ""), told.get(f"{key}-argument", ""))
            for key in [*self.criteria, *beside]
        }

    def pairs(self, block: Block) -> list[tuple[object, forms.BoundField, forms.BoundField]]:
        """Each criterion of a block with its two fields."""
        return [(one, self[f"{one.key}-step"], self[f"{one.key}-argument"]) for one in block.criteria]


class AsideForm(forms.Form):
    """A conflict of interest."""

    reason = forms.CharField(
        label=_("Quel est ce lien ?"),
        help_text=_("Une phrase suffit. Elle est gardée par l’équipe ; le public voit seulement qu’il y a eu déport."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AppraiserForm(forms.Form):
    """Whom to ask: an address, or a name as it is written in the house; someone without account gets a link by mail."""

    person = forms.CharField(
        label=_("Qui inviter ?"),
        help_text=_("Son adresse ; ou son nom complet, si cette personne a un compte ici."),
        max_length=254,
    )
    name = forms.CharField(
        label=_("Son nom"),
        help_text=_("Pour une personne sans compte encore : elle recevra un lien fait pour elle."),
        max_length=150,
        required=False,
    )

    def clean_person(self) -> Person | str:
        """The one person meant, or the address to write to.

        Raises ValidationError when there is none, or several.
        """
        text = str(self.cleaned_data["person"]).strip()
        if "@" in text:
            validate_email(text)
            return person_of(text) or text
        found = list(Person.objects.filter(is_active=True, sort_name=sort_key(text))[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("Plusieurs personnes portent ce nom : donnez son adresse.")
                if found
                else _("Nous ne trouvons personne de ce nom : donnez son adresse.")
            )
        return found[0]


class GateForm(forms.Form):
    """What one states about the gate."""

    PASS, HOLD, REOPEN = "pass", "hold", "reopen"

    argument = forms.CharField(
        label=_("Ce qui le montre"),
        help_text=_("Votre nom et ces phrases restent au dossier."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
