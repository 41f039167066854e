"""The forms of what comes again, and of a booking said otherwise or given back, alone or with its series."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from liamm.features.accounts.models import Person
from liamm.features.booking.actions import BookingDraft, SeriesDraft, Slot
from liamm.features.booking.enums import Reach
from liamm.features.booking.forms.booking import BookingForm, at
from liamm.features.booking.house import Known
from liamm.features.booking.models import Booking
from liamm.features.booking.repeating import days_said, kept_beside
from liamm.features.booking.rules.repeating import Every, rule_of
from liamm.kernel import clock
from liamm.ui.dates import say_day, say_hours
from liamm.ui.forms import CheckLines, ChoiceLines, DayField
from liamm.ui.times import now

_SELDOM = ("purpose", "organisation", "again", "until", "option", "left", "instead")
"""What most bookings do without."""


class NewBookingForm(BookingForm):
    """The first booking, and whether it comes again: the dates left and those held otherwise stay in the form."""

    again = forms.ChoiceField(
        label=gettext_lazy("Cela revient"),
        required=False,
        choices=[
            ("", gettext_lazy("une seule fois")),
            (Every.WEEK.value, gettext_lazy("chaque semaine")),
            (Every.FORTNIGHT.value, gettext_lazy("toutes les deux semaines")),
            (Every.MONTH.value, gettext_lazy("chaque mois, le même jour de la semaine")),
        ],
    )
    until = DayField(
        label=gettext_lazy("Jusqu’au"),
        required=False,
        help_text=gettext_lazy("Si cela revient : le dernier jour possible."),
    )
    option = forms.ChoiceField(label=gettext_lazy("Êtes-vous sûr ?"), required=False)
    rules_accepted = forms.BooleanField(
        label=gettext_lazy(
            "J’ai lu les règles de la maison : je les suivrai, et les dirai à celles et ceux qui viennent."
        )
    )
    left = forms.MultipleChoiceField(label=gettext_lazy("Sans ces dates"), required=False, widget=CheckLines)
    instead = forms.MultipleChoiceField(label=gettext_lazy("Autrement ces jours-là"), required=False, widget=CheckLines)

    def __init__(self, data: QueryDict | None = None, *, person: Person, known: Known, **options: Any) -> None:
        super().__init__(data, person=person, known=known, **options)
        rule = known.taking.value.option
        if rule:
            self._choices("option", [("", _("oui, je réserve")), *((days, _option(days)) for days in rule.days)])
        else:
            del self.fields["option"]
        sent = data or QueryDict()
        left = [(one, say_day(day, clock.today())) for one in sent.getlist("left") if (day := _a_day(one))]
        held = [(one, slot_said(slot, known)) for one in sent.getlist("instead") if (slot := _a_slot(one))]
        for name, choices in (("left", left), ("instead", held)):
            self._choices(name, sorted(set(choices)))
            if not choices:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Say what is missing of what comes again."""
        said = super().clean() or {}
        if said.get("again") and "until" not in self.errors:
            if not said.get("until"):
                self.add_error("until", _("Dites jusqu’à quand cela revient."))
            elif said.get("day") and said["until"] < said["day"]:
                self.add_error("until", _("Ce jour vient avant le premier."))
            if said.get("option"):
                self.add_error("option", _("Ce qui revient se réserve : une option ne tient qu’une date."))
        return said

    def draft(self) -> BookingDraft:
        """What is asked for, in option or not."""
        said = self.cleaned_data
        return replace(super().draft(), option_days=int(said.get("option") or 0), rules_accepted=said["rules_accepted"])

    @property
    def has_more(self) -> bool:
        """Whether something is said of what is seldom needed."""
        return any(name in self.errors or self[name].value() for name in _SELDOM if name in self.fields)

    @property
    def comes_again(self) -> bool:
        """Whether a series is asked for."""
        return bool(self.cleaned_data.get("again"))

    def series(self) -> SeriesDraft:
        """The series asked for."""
        said = self.cleaned_data
        slots = {one.partition("?")[0]: _a_slot(one) for one in said.get("instead", ())}
        return SeriesDraft(
            booking=self.draft(),
            rule=rule_of(Every(said["again"]), said["day"], said["until"]),
            left_out=tuple(date.fromisoformat(one) for one in said.get("left", ())),
            instead={date.fromisoformat(day): slot for day, slot in slots.items() if slot},
        )


class ChangeForm(BookingForm):
    """A booking said otherwise, alone or with others of its series."""

    reach = forms.ChoiceField(
        label=gettext_lazy("Changer"), choices=Reach.choices, initial=Reach.ONE, widget=ChoiceLines
    )
    with_apart = forms.BooleanField(label="", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, person: Person, known: Known, was: Booking, **options: Any
    ) -> None:
        super().__init__(data, person=person, known=known, was=was, **options)
        if not self.purposes.is_something:
            del self.fields["purpose"]
        if was.series is None or was.apart:
            del self.fields["reach"]
        kept = kept_beside(was.series).apart if was.series and not was.apart else ()
        if kept:
            said = _("Aussi ce qui a été changé à part : %(days)s redevient comme les autres")
            self.fields["with_apart"].label = said % {"days": days_said(kept)}
        else:
            del self.fields["with_apart"]

    @property
    def reaches(self) -> Reach:
        """How far the change goes."""
        return Reach(self.cleaned_data.get("reach") or Reach.ONE)


def _option(days: int) -> str:
    return ngettext(
        "pas encore : tenez-la en option %(n)s jour", "pas encore : tenez-la en option %(n)s jours", days
    ) % {"n": days}


def _a_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _a_slot(text: str) -> Slot | None:
    """What was chosen for one day: `day?fields of an offer`; None for what is none."""
    day, _mark, chosen = text.partition("?")
    fields = QueryDict(chosen)
    try:
        return (
            Slot(
                rooms=tuple(int(number) for number in fields.getlist("rooms")),
                layout=fields.get("layout", ""),
                starts=at(date.fromisoformat(fields.get("day", "")), time.fromisoformat(fields.get("starts", ""))),
                ends=at(date.fromisoformat(fields.get("day", "")), time.fromisoformat(fields.get("ends", ""))),
            )
            if _a_day(day)
            else None
        )
    except ValueError:
        return None


def slot_said(slot: Slot, known: Known) -> str:
    """Where and when, in words."""
    return f"{known.names(slot.rooms)} · {say_hours(slot.starts, slot.ends, now())}"


def with_days(sent: QueryDict) -> QueryDict:
    """What was sent, some days of the series being left or held otherwise as was chosen."""
    changed = sent.copy()
    for name, chosen in (("left", "leave"), ("instead", "hold")):
        for one in sent.getlist(chosen):
            changed.setlist(name, sorted({*changed.getlist(name), *one.split()}))
    return changed


class ReasonForm(forms.Form):
    """Why a booking is cancelled, alone or with others of its series."""

    reach = forms.ChoiceField(
        label=gettext_lazy("Annuler"), choices=Reach.choices, initial=Reach.ONE, widget=ChoiceLines
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"), max_length=500, help_text=gettext_lazy("Qui comptait sur la salle le lira.")
    )

    def __init__(self, data: QueryDict | None = None, *, was: Booking, **options: Any) -> None:
        super().__init__(data, **options)
        if was.series_id is None or was.apart:
            del self.fields["reach"]
