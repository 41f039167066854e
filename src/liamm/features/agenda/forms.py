"""What of the agenda is shown, and what a calendar is to follow."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.agenda.actions import FeedDraft
from liamm.features.agenda.enums import Scope, View
from liamm.features.agenda.gathering import Narrowed, places
from liamm.features.agenda.queries import circles_named, kinds
from liamm.features.spaces.models import Space
from liamm.kernel.access import Actor
from liamm.ui.tongues import in_french


class NarrowForm(forms.Form):
    """Of which kind, where, whose; what is not understood narrows nothing."""

    quoi = forms.ChoiceField(label=_("Quoi"), required=False)
    salle = forms.ChoiceField(label=_("Salle"), required=False)
    cercle = forms.ChoiceField(label=_("Cercle"), required=False)
    mien = forms.BooleanField(label=_("Seulement ce qui me concerne"), required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        self._choices("quoi", kinds())
        self._choices("salle", [(str(number), name) for number, name in places().items()])
        mine = [(str(pk), in_french(name)) for pk, name in circles_named(actor)]
        self._choices("cercle", mine)
        if not mine:
            del self.fields["cercle"]
        if not actor.is_authenticated:
            del self.fields["mien"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Tout")), *choices]

    @property
    def narrowed(self) -> Narrowed:
        """What is asked for."""
        self.full_clean()
        said = self.cleaned_data
        return Narrowed(
            kind=said.get("quoi", ""),
            room=int(said["salle"]) if said.get("salle") else None,
            space=UUID(said["cercle"]) if said.get("cercle") else None,
            mine=bool(said.get("mien")),
        )


class FeedForm(forms.Form):
    """A name, and what to follow."""

    name = forms.CharField(
        label=_("Nom"), max_length=80, help_text=_("Par exemple « Mon téléphone » : vous saurez lequel arrêter.")
    )
    what = forms.ChoiceField(label=_("Ce qu’il suit"))

    def __init__(self, data: Any, *, person: Person) -> None:
        super().__init__(data)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        rooms = [(f"{Scope.ROOM}:{number}", name) for number, name in places().items()]
        mine = [(f"{Scope.SPACE}:{pk}", in_french(name)) for pk, name in circles_named(person)]
        field.choices = [
            (Scope.MINE.value, Scope.MINE.label),
            (Scope.ALL.value, Scope.ALL.label),
            (Scope.ROOM.label, rooms),
            *([(Scope.SPACE.label, mine)] if mine else []),
        ]

    def draft(self) -> FeedDraft:
        """What is asked for."""
        scope, _colon, key = self.cleaned_data["what"].partition(":")
        return FeedDraft(
            name=self.cleaned_data["name"],
            scope=Scope(scope),
            room=int(key) if scope == Scope.ROOM else None,
            space=Space.objects.filter(pk=key).first() if scope == Scope.SPACE else None,
        )


def view_of(asked: str) -> View:
    """The view asked for in an address, the week when it is none."""
    return View(asked) if asked in View.values else View.WEEK
