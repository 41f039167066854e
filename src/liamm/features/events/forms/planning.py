"""The forms of who prepares an event."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.booking.queries import Known, known_on
from liamm.features.charter import bindings
from liamm.features.events.actions import EventDraft, EventWords, SessionDraft
from liamm.features.events.enums import Admission, Taken
from liamm.features.events.forms.once import OnceForm
from liamm.features.events.models import Event
from liamm.features.events.rules.dates import Again, days_of
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.models import Space
from liamm.kernel import clock
from liamm.kernel.thread.chain import Node
from liamm.ui.dates import say_day
from liamm.ui.forms import CheckLines, ChoiceLines, DayField, HourInput
from liamm.ui.tongues import in_french

_SLOT = ("layout", "day", "starts", "ends")
_MOST = 5000
_LINES = {"rows": 3}
_AUDIENCES = [Audience.PUBLIC, Audience.COMMUNITY, Audience.SPACE]


def at(day: date, hour: time) -> datetime:
    """A moment by the calendar and the clock of the house."""
    return timezone.make_aware(datetime.combine(day, hour))


def fills(sent: QueryDict) -> bool:
    """Whether a button was pressed that fills the form and sends nothing."""
    return "take" in sent or "leave" in sent


def with_offer(sent: QueryDict) -> QueryDict:
    """What was sent, changed to what was chosen: rooms or a time, dates that are left. Nothing else typed is lost."""
    changed = sent.copy()
    for days in sent.getlist("leave"):
        changed.setlist("left", sorted({*changed.getlist("left"), *days.split()}))
    if "take" not in sent:
        return changed
    offer = QueryDict(sent.get("take", ""))
    changed.setlist("rooms", offer.getlist("rooms"))
    for name in _SLOT:
        changed[name] = offer.get(name, "")
    return changed


def choose(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    """Give a field its choices."""
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class SlotForm(forms.Form):
    """When and where: rooms of the house, booked in the same step, or another place."""

    day = DayField(label=gettext_lazy("Quel jour"))
    starts = forms.TimeField(label=gettext_lazy("De"), widget=HourInput)
    ends = forms.TimeField(label=gettext_lazy("À"), widget=HourInput)
    rooms = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Salles de la maison"),
        coerce=int,
        widget=CheckLines,
        required=False,
        help_text=gettext_lazy("Elles sont réservées du même geste : toutes, ou rien n’est enregistré."),
    )
    layout = forms.ChoiceField(label=gettext_lazy("Disposition"), required=False)
    people = forms.IntegerField(
        label=gettext_lazy("Combien de personnes dans les salles"), min_value=1, max_value=_MOST, required=False
    )
    place = forms.CharField(
        label=gettext_lazy("Ou un autre lieu"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Si ce n’est pas dans la maison : l’adresse, comme on la dirait."),
    )

    def __init__(self, data: QueryDict | None = None, *, known: Known | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        house = known or known_on()
        held = _("%(room)s, jusqu’à %(most)s personnes")
        rooms = [
            (room.number, held % {"room": in_french(room.name), "most": room.most})
            for room in house.rooms
            if not room.closed
        ]
        choose(self, "rooms", rooms)
        layouts = [(key, in_french(name)) for key, name in house.layouts.items()]
        choose(self, "layout", [("", _("comme chaque salle s’y prête")), *layouts])

    def slot(self, day: date | None = None) -> SessionDraft:
        """The date asked for, or the same on another day."""
        said = self.cleaned_data
        when = day or said["day"]
        return SessionDraft(
            starts=at(when, said["starts"]),
            ends=at(when, said["ends"]),
            rooms=tuple(said["rooms"]),
            layout=said["layout"],
            place=said["place"],
            people=said["people"] or said.get("capacity") or 0,
        )


class AgainForm(SlotForm):
    """A date, and whether it comes again at the same hours."""

    again = forms.ChoiceField(
        label=gettext_lazy("Cela revient"),
        required=False,
        choices=[
            (Again.ONCE.value, gettext_lazy("une seule fois")),
            (Again.WEEK.value, gettext_lazy("chaque semaine")),
            (Again.FORTNIGHT.value, gettext_lazy("toutes les deux semaines")),
            (Again.MONTH.value, gettext_lazy("chaque mois, le même jour de la semaine")),
        ],
    )
    until = DayField(
        label=gettext_lazy("Jusqu’au"), required=False, help_text=gettext_lazy("Si cela revient : le dernier jour.")
    )
    left = forms.MultipleChoiceField(label=gettext_lazy("Sans ces dates"), required=False, widget=CheckLines)

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        sent = sorted(set(data.getlist("left"))) if data else []
        days = [(one, say_day(day, clock.today())) for one in sent if (day := _a_day(one))]
        choose(self, "left", days)
        if not days:
            del self.fields["left"]

    def clean(self) -> dict[str, Any]:
        """Say what is missing of what comes again."""
        said = super().clean() or {}
        if said.get("again") and "until" not in self.errors and not said.get("until"):
            self.add_error("until", _("Dites jusqu’à quand cela revient."))
        return said

    def slots(self) -> list[SessionDraft]:
        """All the dates asked for, but those that are left."""
        said = self.cleaned_data
        days, left = days_of(said["day"], Again(said["again"]), said["until"]), said.get("left", ())
        return [self.slot(day) for day in days if day.isoformat() not in left]


def _a_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class NewEventForm(AgainForm, OnceForm):
    """The least that an event needs; all the rest is said afterwards, before it is announced."""

    kind = forms.ChoiceField(label=gettext_lazy("C’est"))
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=150)
    summary = forms.CharField(
        label=gettext_lazy("En une phrase"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    space = forms.ModelChoiceField(
        Space.objects.none(), label=gettext_lazy("Organisé par"), required=False, empty_label=None
    )
    parity = forms.BooleanField(
        label=gettext_lazy("Ouvert à parité aux administrations partenaires"),
        required=False,
        help_text=gettext_lazy("Les formations du Campus ne se tiennent qu’ainsi."),
    )
    admission = forms.ChoiceField(
        label=gettext_lazy("Comment on vient"),
        choices=Admission.choices,
        initial=Admission.FIRST_COME,
        widget=ChoiceLines,
    )
    closes_on = DayField(
        label=gettext_lazy("Dernier jour pour s’inscrire"),
        required=False,
        help_text=gettext_lazy("Rien : jusqu’au début. Sur candidature, il le faut : les places se donnent après."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Nombre de places"),
        min_value=1,
        max_value=_MOST,
        required=False,
        help_text=gettext_lazy("Rien : autant que l’on vient."),
    )
    most_together = forms.IntegerField(
        label=gettext_lazy("Combien de personnes une inscription peut compter"),
        min_value=1,
        max_value=100,
        initial=1,
        required=False,
    )
    field_order = (
        *("kind", "title", "summary", "space", "parity", "admission", "closes_on", "capacity", "most_together"),
        *("day", "starts", "ends", "again", "until", "left", "rooms", "layout", "people", "place", "ticket"),
    )

    def __init__(
        self, data: QueryDict | None = None, *, spaces: list[Space], came_of: tuple[Node, ...] = (), **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.came_of = came_of
        kinds = bindings.event_kinds(clock.today()).value.kinds
        choose(self, "kind", [(kind.key, in_french(kind.name)) for kind in kinds])
        offered = Space.objects.filter(pk__in=[space.pk for space in spaces])
        circles = self.fields["space"]
        assert isinstance(circles, forms.ModelChoiceField)  # declared above
        circles.queryset = offered
        circles.label_from_instance = lambda circle: in_french(str(circle))  # type: ignore[assignment]  # as Django documents it
        if len(spaces) == 1:
            self.fields["space"].initial = spaces[0]
            self.fields["space"].widget = forms.HiddenInput()
        self.one_space = spaces[0] if len(spaces) == 1 else None

    def clean(self) -> dict[str, Any]:
        """Say what is missing, or comes too late, of the last day to register."""
        said = super().clean()
        last, first = said.get("closes_on"), said.get("day")
        applying = said.get("admission") == Admission.SELECTION
        if applying and not last and "closes_on" not in self.errors:
            self.add_error("closes_on", _("Dites jusqu’à quel jour on candidate : les places se donnent après."))
        elif last and last < clock.today():
            self.add_error("closes_on", _("Ce jour est passé."))
        elif applying and last and first and last >= first:
            self.add_error(
                "closes_on", _("Choisissez un jour avant la première date : les places se donnent entre-temps.")
            )
        return said

    def draft(self) -> EventDraft:
        """What is asked for."""
        said = self.cleaned_data
        last = said["closes_on"]
        return EventDraft(
            words=EventWords(
                kind=said["kind"],
                title=said["title"],
                summary=said["summary"],
                parity=said["parity"],
                admission=Admission(said["admission"]),
                closes_at=at(last, time.max) if last else None,
                most_together=said["most_together"] or 1,
            ),
            sessions=self.slots(),
            space=said["space"] or self.one_space,
            capacity=said["capacity"],
            submission=self.submission(),
            came_of=self.came_of,
        )


class WordsForm(forms.Form):
    """All that is said of an event beside its dates."""

    kind = forms.ChoiceField(label=gettext_lazy("C’est"))
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=150)
    summary = forms.CharField(
        label=gettext_lazy("En une phrase"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    description = forms.CharField(
        label=gettext_lazy("Ce qui s’y passera"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=10_000,
        help_text=gettext_lazy(
            "Pour qui, ce qu’on y fait, avec quoi on repart. Une ligne vide sépare deux paragraphes ; "
            "un tiret au début de chaque ligne fait une liste, un # un titre."
        ),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Qui le voit"), choices=[(one.value, one.label) for one in _AUDIENCES], widget=ChoiceLines
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Langue de l’événement"),
        choices=[("fr", gettext_lazy("français")), ("br", gettext_lazy("breton")), ("en", gettext_lazy("anglais"))],
    )
    speakers = forms.CharField(
        label=gettext_lazy("Qui intervient"),
        required=False,
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("Une personne par ligne, avec son organisation."),
    )
    admission = forms.ChoiceField(label=gettext_lazy("Comment on vient"), choices=Admission.choices, widget=ChoiceLines)
    attends = forms.ChoiceField(
        label=gettext_lazy("S’il y a plusieurs dates, on s’inscrit à"), choices=Taken.choices, widget=ChoiceLines
    )
    most_together = forms.IntegerField(
        label=gettext_lazy("Combien de personnes une inscription peut compter"), min_value=1, max_value=100
    )
    closes_on = DayField(
        label=gettext_lazy("Dernier jour pour s’inscrire"),
        required=False,
        help_text=gettext_lazy("Rien : jusqu’au début."),
    )
    remote_link = forms.URLField(
        label=gettext_lazy("Lien pour participer à distance"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Il n’est montré qu’aux personnes inscrites."),
    )
    contact_name = forms.CharField(label=gettext_lazy("Contact"), max_length=150, required=False)
    contact_mail = forms.EmailField(label=gettext_lazy("Son courriel, montré à tout le monde"), required=False)
    parity = forms.BooleanField(label=gettext_lazy("Ouvert à parité aux administrations partenaires"), required=False)
    convention = forms.CharField(
        label=gettext_lazy("Convention"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Pour une formation : sous quelle convention elle se tient."),
    )
    partners_receive = forms.CharField(
        label=gettext_lazy("Ce que les partenaires reçoivent"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("Pour une formation : places, restitution, supports."),
    )
    reciprocity = forms.CharField(
        label=gettext_lazy("Ce que reçoit qui apporte la démarche ou l’outil"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("Pour une journée thématique : la réciprocité."),
    )

    def __init__(self, data: QueryDict | None = None, *, event: Event, **options: Any) -> None:
        super().__init__(data, initial=_as_it_is(event), **options)
        kinds = bindings.event_kinds(event.charter_version).value
        choose(self, "kind", [(kind.key, in_french(kind.name)) for kind in kinds.kinds])
        kind = kinds.of(event.kind)
        for name, asked in (
            ("convention", kind and kind.asks_convention),
            ("partners_receive", kind and kind.asks_convention),
            ("reciprocity", kind and kind.asks_reciprocity),
        ):
            if not asked and not getattr(event, name):
                del self.fields[name]
        conventions = bindings.training(event.charter_version).value.conventions
        if "convention" in self.fields and conventions:
            self.fields["convention"].widget.attrs["placeholder"] = conventions[0]

    def words(self) -> EventWords:
        """What is said."""
        said = dict(self.cleaned_data)
        day = said.pop("closes_on")
        said["speakers"] = said["speakers"].splitlines()
        said["audience"], said["admission"] = Audience(said["audience"]), Admission(said["admission"])
        said["attends"] = Taken(said["attends"])
        return EventWords(**said, closes_at=at(day, time.max) if day else None)


def _as_it_is(event: Event) -> dict[str, object]:
    same = (
        "kind title summary description audience language admission attends most_together remote_link contact_name "
        "contact_mail parity convention partners_receive reciprocity"
    )
    closes = timezone.localtime(event.closes_at).date() if event.closes_at else None
    said = {name: getattr(event, name) for name in same.split()}
    return {**said, "speakers": "\n".join(event.speakers), "closes_on": closes}


class ReasonForm(forms.Form):
    """Why an event is called off."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        max_length=500,
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("Qui comptait venir le lira."),
    )
