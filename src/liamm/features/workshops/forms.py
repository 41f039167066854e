"""The forms of déroulés: cleaning and wording, never writing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.spaces.enums import Audience
from liamm.features.workshops.drafts import BlockDraft, WorkshopDraft, draft_of
from liamm.features.workshops.given import given
from liamm.features.workshops.models import Block, Workshop
from liamm.features.workshops.queries import templates_for
from liamm.kernel.access import Actor
from liamm.ui.forms import ChoiceLines, DayField, HourInput

_MOST_PEOPLE = 2000
_MOST_GROUPS = 12
_LONGEST = 600


class WorkshopForm(forms.Form):
    """What a workshop is for, when and where."""

    title = forms.CharField(label=gettext_lazy("Titre"), max_length=150)
    aim = forms.CharField(
        label=gettext_lazy("Ce que l’on veut avoir à la fin"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    day = DayField(label=gettext_lazy("Quel jour"))
    hour = forms.TimeField(label=gettext_lazy("À partir de"), widget=HourInput, initial=time(9, 30))
    until = forms.TimeField(
        label=gettext_lazy("La salle est à vous jusqu’à"),
        widget=HourInput,
        required=False,
        help_text=gettext_lazy("Rien : personne ne l’attend. Sinon, la page prévient si le déroulé déborde."),
    )
    place = forms.CharField(label=gettext_lazy("Où"), max_length=200, required=False)
    people = forms.IntegerField(
        label=gettext_lazy("Combien de personnes"), min_value=1, max_value=_MOST_PEOPLE, required=False
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Qui peut le lire"),
        choices=[
            (Audience.COMMUNITY, gettext_lazy("la communauté")),
            (Audience.PRIVATE, gettext_lazy("moi seulement, pour l’instant, et qui anime le laboratoire")),
        ],
        widget=ChoiceLines,
        initial=Audience.COMMUNITY,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, was: Workshop | None = None, **kwargs: Any) -> None:
        if was:
            kwargs["initial"] = _as_it_is(was)
        super().__init__(*args, **kwargs)
        if was and was.is_template:
            for name in ("day", "hour", "until", "place", "audience"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Say that a room is left after one has come into it."""
        said = super().clean() or {}
        hour, until = said.get("hour"), said.get("until")
        if hour and until and until <= hour:
            self.add_error("until", _("La fin vient avant le début."))
        return said

    def draft(self) -> WorkshopDraft:
        """What is said."""
        said = self.cleaned_data
        until = said.get("until")
        day, hour = said.get("day") or date(2000, 1, 1), said.get("hour") or time()
        return WorkshopDraft(
            title=said["title"],
            aim=said["aim"],
            starts=timezone.make_aware(datetime.combine(day, hour)),
            place=said.get("place", ""),
            room_until=timezone.make_aware(datetime.combine(day, until)) if until else None,
            people=said["people"],
            audience=Audience(said.get("audience") or Audience.COMMUNITY),
        )


def _as_it_is(was: Workshop) -> dict[str, Any]:
    known: dict[str, Any] = {name: getattr(was, name) for name in ("title", "aim", "place", "people", "audience")}
    if was.starts:
        starts = timezone.localtime(was.starts)
        known |= {"day": starts.date(), "hour": starts.time()}
    if was.room_until:
        known["until"] = timezone.localtime(was.room_until).time()
    return {**known, "seen": was.revision}


class NewForm(WorkshopForm):
    """A new déroulé, and what it starts from."""

    source = forms.ChoiceField(label=gettext_lazy("Partir de"), required=False, widget=ChoiceLines)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.templates = {str(one.pk): one for one in templates_for(actor)}
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)  # as declared
        source.choices = [
            ("", gettext_lazy("une page blanche")),
            *((key, one.title) for key, one in self.templates.items()),
            *((key, one.title) for key, one in given().items()),
        ]
        self.order_fields(["title", "source"])

    def blocks(self) -> list[BlockDraft]:
        """The blocks of what it starts from."""
        key = self.cleaned_data["source"]
        if key in self.templates:
            return [draft_of(one) for one in self.templates[key].blocks.all()]
        return list(given()[key].blocks) if key else []


def known_already(said: Mapping[str, str]) -> dict[str, Any]:
    """What a link says of a new déroulé: what it starts from, or the booking or the event that it is for."""
    named = {
        "de": "source",
        "titre": "title",
        "jour": "day",
        "heure": "hour",
        "jusqua": "until",
        "ou": "place",
        "personnes": "people",
    }
    return {name: said[key] for key, name in named.items() if said.get(key)}


class BlockForm(forms.Form):
    """One block."""

    title = forms.CharField(label=gettext_lazy("Ce temps"), max_length=150)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=_LONGEST, initial=15)
    group = forms.TypedChoiceField(
        label=gettext_lazy("Avec qui"),
        coerce=int,
        choices=[
            (0, gettext_lazy("tout le monde ensemble")),
            *((one, gettext_lazy("groupe %s") % one) for one in range(1, _MOST_GROUPS + 1)),
        ],
        initial=0,
        help_text=gettext_lazy("Les temps de groupes qui se suivent ont lieu côte à côte."),
    )
    aim = forms.CharField(label=gettext_lazy("À quoi il sert"), max_length=300, required=False)
    method = forms.CharField(
        label=gettext_lazy("Comment on s’y prend"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )
    led_by = forms.CharField(label=gettext_lazy("Qui anime"), max_length=150, required=False)
    material = forms.CharField(label=gettext_lazy("Matériel"), max_length=300, required=False)
    layout = forms.CharField(label=gettext_lazy("Disposition de la salle"), max_length=150, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, was: Block | None = None, **kwargs: Any) -> None:
        if was:
            kwargs["initial"] = {**draft_of(was).values, "seen": was.workshop.revision}
        super().__init__(*args, **kwargs)

    def draft(self) -> BlockDraft:
        """What is said."""
        said = dict(self.cleaned_data)
        said.pop("seen")
        return BlockDraft(**said)


class TemplateForm(forms.Form):
    """The name of a template."""

    title = forms.CharField(
        label=gettext_lazy("Nom du modèle"),
        max_length=150,
        help_text=gettext_lazy("La communauté pourra en partir pour ses propres ateliers."),
    )
