"""The form of one booking: cleaning and wording, never writing."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Organisation, Person
from liamm.features.accounts.queries import acting_for
from liamm.features.booking.actions import BookingDraft
from liamm.features.booking.forms.purposes import PurposeField, Purposes
from liamm.features.booking.house import Known, RoomShown, TogetherShown
from liamm.features.booking.models import Booking
from liamm.features.booking.purposes import read_key
from liamm.ui.forms import CheckLines, CheckNames, ChoiceNames, DayField, HourInput

TAKEN = ("layout", "day", "starts", "ends")
"""What an offer says of everything but the rooms, and of the people when fewer would hold."""
_MOST_PEOPLE = 5000


def new_ticket() -> str:
    """What makes of a form pressed twice one sending."""
    return secrets.token_hex(16)


def at(day: date, hour: time) -> datetime:
    """A moment by the calendar and the clock of the house."""
    return timezone.make_aware(datetime.combine(day, hour))


class BookingForm(forms.Form):
    """What will happen, where, when, and for how many."""

    title = forms.CharField(label=gettext_lazy("Ce qui se passera"), max_length=150)
    use = forms.ChoiceField(label=gettext_lazy("Pour quel usage"), widget=ChoiceNames)
    together = forms.MultipleChoiceField(
        label=gettext_lazy("Plusieurs salles sous un seul nom"), required=False, widget=CheckLines
    )
    rooms = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Salles"),
        coerce=int,
        required=False,
        widget=CheckNames,
        help_text=gettext_lazy("Plusieurs se prennent ensemble : toutes, ou aucune."),
    )
    people = forms.IntegerField(
        label=gettext_lazy("Combien serez-vous ?"), min_value=1, max_value=_MOST_PEOPLE, initial=10
    )
    layout = forms.ChoiceField(label=gettext_lazy("Disposition"), required=False)
    day = DayField(label=gettext_lazy("Quel jour"))
    starts = forms.TimeField(label=gettext_lazy("De"), widget=HourInput)
    ends = forms.TimeField(label=gettext_lazy("À"), widget=HourInput)
    needs = forms.CharField(
        label=gettext_lazy("Ce dont vous aurez besoin"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    purpose = PurposeField(label=gettext_lazy("Pour"), required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Au nom de"),
        required=False,
        empty_label=gettext_lazy("vous-même"),
    )
    ticket = forms.CharField(widget=forms.HiddenInput, max_length=32, initial=new_ticket)

    def __init__(
        self, data: QueryDict | None = None, *, person: Person, known: Known, was: Booking | None = None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        suits = [("", _("comme chaque salle s’y prête")), *known.layouts.items()]
        self.fields["rooms"].need = _("une au moins")  # type: ignore[attr-defined]  # read by the template
        self._choices("use", [(use.key, use.name) for use in known.uses.value.accepted])
        self._choices("rooms", [(room.number, self._said(room)) for room in known.rooms])
        self._choices("layout", suits)
        self._name_together(known)
        chosen = (data or self.initial).get("purpose") or ""
        self.purposes = Purposes(person, was, str(chosen))
        self.fields["purpose"].offer(self.purposes)  # type: ignore[attr-defined]  # a PurposeField
        acting = acting_for(person)
        if was and was.organisation_id:
            acting |= Organisation.objects.filter(pk=was.organisation_id)
        self.fields["organisation"].queryset = acting  # type: ignore[attr-defined]  # a ModelChoiceField
        if not acting.exists():
            del self.fields["organisation"]

    def _name_together(self, known: Known) -> None:
        """Several rooms in one gesture: by the name that they have together."""
        self.together_rooms = {one.key: one.rooms for one in known.together}
        self._choices("together", [(one.key, self._named(one)) for one in known.together])
        widget = self.fields["together"].widget
        widget.hints = {one.key: one.names for one in known.together}
        if not known.together:
            del self.fields["together"]

    def clean(self) -> dict[str, Any]:
        """The rooms chosen, one by one or by the name that they have together."""
        said = super().clean() or {}
        named = {room for key in said.get("together", ()) for room in self.together_rooms[key]}
        chosen = sorted({*said.get("rooms", ()), *named})
        if not chosen and "rooms" not in self.errors:
            self.add_error("rooms", _("Choisissez au moins une salle."))
        return {**said, "rooms": chosen}

    def _choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @staticmethod
    def _named(some: TogetherShown) -> str:
        held = _("%(room)s, jusqu’à %(most)s personnes") % {"room": some.name, "most": some.most}
        return _("%(room)s (une salle est fermée en ce moment)") % {"room": held} if some.closed else held

    @staticmethod
    def _said(room: RoomShown) -> str:
        held = _("%(room)s, jusqu’à %(most)s personnes") % {"room": room.name, "most": room.most}
        return _("%(room)s (fermée en ce moment)") % {"room": held} if room.closed else held

    @property
    def submission(self) -> str:
        """The name of this sending of these words: changed and sent again, it is another."""
        said = repr(sorted((name, str(value)) for name, value in self.cleaned_data.items()))
        return hashlib.sha256(said.encode()).hexdigest()

    def draft(self) -> BookingDraft:
        """What is asked for."""
        said = self.cleaned_data
        return BookingDraft(
            use=said["use"],
            title=said["title"],
            rooms=tuple(said["rooms"]),
            people=said["people"],
            starts=at(said["day"], said["starts"]),
            ends=at(said["day"], said["ends"]),
            layout=said["layout"],
            needs=said["needs"],
            organisation=said.get("organisation"),
            purpose=read_key(said.get("purpose", "")),
            submission=self.submission,
        )


def with_offer(sent: QueryDict) -> QueryDict:
    """What was sent, changed to the offer that was chosen, if one was: nothing else that was typed is lost."""
    changed = sent.copy()
    if "take" not in sent:
        return changed
    offer = QueryDict(sent.get("take", ""))
    changed.setlist("rooms", offer.getlist("rooms"))
    changed.setlist("together", [])
    for name in TAKEN:
        changed[name] = offer.get(name, "")
    if "people" in offer:
        changed["people"] = offer["people"]
    return changed
