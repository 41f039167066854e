"""Selections as their pages show them: to everybody without a name, to the team, to whoever applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.learning import ApplicationReading, Training
from liamm.features.events.enums import LIVING, SEATED, EventState, RegistrationState
from liamm.features.events.models import Event
from liamm.features.events.policies import policy as event_policy
from liamm.features.events.queries import path_of_registration
from liamm.features.training.announcing import Announced, announced_of, to_announce
from liamm.features.training.enums import AppealState
from liamm.features.training.models import Appeal, Application, Reading, Selection
from liamm.features.training.policies import Permission, policy
from liamm.features.training.rules.balancing import UNSAID
from liamm.features.training.running import code_of, digest_of, reading_rules, seating_of
from liamm.features.training.saying import Standing, reason_of, standing_of
from liamm.kernel import clock
from liamm.kernel.access import Actor, Refused, load_visible, only


@dataclass(frozen=True, slots=True)
class Seats:
    """Between how many and how many seats a value (empty: nothing said) should have, and how many the list gave.

    `applied` is how many had asked for them.
    """

    value: str
    low: int
    high: int
    given: int
    applied: int

    @property
    def few(self) -> bool:
        """Whether fewer applied than the seats it should have."""
        return self.applied < self.low


@dataclass(frozen=True, slots=True)
class BalanceSaid:
    """What the places are spread by: the values that share them evenly and, once the list is out, the seats of each."""

    key: str
    is_host: bool
    values: Sequence[str]
    seats: Sequence[Seats]

    @property
    def missed(self) -> list[Seats]:
        """The values that have not the seats they should have."""
        return [one for one in self.seats if not one.low <= one.given <= one.high]

    @property
    def words(self) -> str:
        """What it is called on the page: what people are asked is in their language."""
        return _("Pour qui l’on vient") if self.is_host else self.key


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of all who applied, so that whoever recounts finds the same: the parts add up to `applied`."""

    applied: int
    left_before: int
    listed: int
    placed: int
    come: int
    offered: int
    waiting: int
    lapsed: int
    left_after: int
    hand: int
    appeals: int
    granted: int
    by_class: int
    by_balance: int
    by_draw: int


@dataclass(frozen=True, slots=True)
class SelectionPage:
    """How the places of an event are given, and what came of it, without a name.

    `announced` are the places promised as one could apply, `drawn` those of the list, `places` those of today.
    """

    event: Event
    selection: Selection
    training: bindings.Cited[Training]
    announced: int | None
    drawn: int | None
    places: int | None
    balances: Sequence[BalanceSaid]
    counts: Counts
    digest: str
    may_prepare: bool

    @property
    def changed(self) -> int:
        """By how many the places changed between the promise and the list."""
        return self.drawn - self.announced if self.drawn is not None and self.announced is not None else 0

    @property
    def added(self) -> int:
        """How many were added since the list."""
        return self.places - self.drawn if self.drawn is not None and self.places is not None else 0


@dataclass(frozen=True, slots=True)
class DeskLine:
    """An application on the desk of who reads: how many have read it, and whether one has oneself."""

    application: Application
    readings: int
    mine: bool
    own: bool

    @property
    def offered(self) -> bool:
        """Whether a place is held for them until they answer."""
        return self.application.registration.state == RegistrationState.OFFERED

    @property
    def has_place(self) -> bool:
        """Whether they have one: as the list says until it is out, as it stands afterwards."""
        if self.application.registration.state == RegistrationState.APPLIED:
            return bool(self.application.has_place)
        return self.application.registration.state in SEATED


@dataclass(frozen=True, slots=True)
class Desk:
    """All the applications to a training, for the team."""

    event: Event
    selection: Selection
    lines: Sequence[DeskLine]
    rules: ApplicationReading
    appeals: Sequence[tuple[Appeal, bool]]
    """Those that nobody answered yet, and whether who reads the page may."""
    lapsed: Sequence[Application]
    places: int | None
    placed: int

    @property
    def still_open(self) -> bool:
        """Whether one may still apply."""
        event = self.event
        return event.state == EventState.OPEN and not (event.closes_at and event.closes_at <= clock.now())

    @property
    def to_read(self) -> int:
        """How many still lack a reading."""
        return sum(one.readings < self.rules.readers for one in self.lines)


@dataclass(frozen=True, slots=True)
class CriterionSaid:
    """A criterion: what was asked, what they answered, what was kept of the readings, and the arguments."""

    key: str
    name: str
    question: str
    answer: str
    level: str
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """One application with all that was said of it."""

    event: Event
    selection: Selection
    application: Application
    criteria: Sequence[CriterionSaid]
    reason: str
    standing: Standing
    readers: int
    registration_path: str
    appeal: Appeal | None
    may_appeal: bool

    @property
    def is_read(self) -> bool:
        """Whether it is still to be read, or being read: nothing came of it yet."""
        state = self.application.registration.state
        return state == RegistrationState.APPLIED and self.event.state != EventState.CANCELLED


def load_selection(actor: Actor, reference: str) -> Selection:
    """The selection of an event that the actor may see.

    Raises Http404.
    """
    event = load_visible(event_policy, actor, Event.objects.select_related("space"), reference=reference)
    selection = only(Selection.objects.filter(event=event))
    selection.event = event
    return selection


def load_application(actor: Actor, reference: str, number: str) -> Application:
    """One application that the actor may see.

    Raises Http404.
    """
    seen = policy.visible_to(actor, Application.objects.filter(number=number, selection__event__reference=reference))
    return only(seen.select_related("selection__event", "registration__host"))


def selection_page(actor: Actor, reference: str) -> SelectionPage:
    """How the places of an event are given (a few queries, whatever the number of applications)."""
    selection = load_selection(actor, reference)
    published = selection.published if selection.is_published else None
    announced = selection.announced.get("places")
    return SelectionPage(
        event=selection.event,
        selection=selection,
        training=bindings.training(selection.charter_version),
        announced=announced,
        drawn=published["places"] if published and announced is not None else None,
        places=seating_of(selection).capacity,
        balances=_balances_said(selection, published),
        counts=_counts(selection),
        digest=digest_of(published) if published else "",
        may_prepare=bool(policy.decide(actor, Permission.PREPARE)),
    )


def _balances_said(selection: Selection, published: Mapping[str, Any] | None) -> list[BalanceSaid]:
    """As they are prepared, then announced, then published: each time as whoever reads the data finds them."""
    announced = announced_of(selection) or to_announce(selection, [UUID(int=0) for _one in selection.asked])
    return [
        BalanceSaid(one.key, one.is_host, one.values, _seats(one, place, published) if published else [])
        for place, one in enumerate(announced)
    ]


def _seats(balance: Announced, place: int, published: Mapping[str, Any]) -> list[Seats]:
    selected = set(published["selected"])
    applied = Counter(one["values"][place] for one in published["applicants"])
    given = Counter(one["values"][place] for one in published["applicants"] if one["id"] in selected)
    targets = published["balances"][place]["targets"]
    codes = [(value, code) for value, code in code_of(balance).items() if code in targets]
    codes.sort(key=lambda one: one[0] == UNSAID)
    return [
        Seats(value, low=targets[code][0], high=targets[code][1], given=given[code], applied=applied[code])
        for value, code in codes
    ]


def _counts(selection: Selection) -> Counts:
    """All the numbers, of everybody who ever applied (one query)."""
    state = {
        "come": RegistrationState.CONFIRMED,
        "offered": RegistrationState.OFFERED,
        "waiting": RegistrationState.WAITING,
        "lapsed": RegistrationState.LAPSED,
    }
    gone, by_rules = Q(registration__state=RegistrationState.CANCELLED), Q(by_hand="")
    listed = Q(rank__isnull=False) if selection.is_published else Q(registration__state__in=LIVING)
    asked = {
        "left_before": gone & ~listed,
        "listed": listed,
        "placed": listed & Q(has_place=True),
        "left_after": gone & listed,
        "hand": ~by_rules,
        "granted": Q(appeal__state=AppealState.GRANTED),
        **{name: Q(registration__state=one) for name, one in state.items()},
        **{f"by_{one}": Q(because=one) & by_rules for one in ("class", "balance", "draw")},
    }
    found = selection.applications.aggregate(
        applied=Count("pk"), appeals=Count("appeal"), **{name: Count("pk", filter=one) for name, one in asked.items()}
    )
    return Counts(**found)


def desk(person: Person, reference: str) -> Desk:
    """All the applications to a training, for the team (a few queries).

    Raises Http404, or Refused for who is not of the team.
    """
    decision = policy.decide(person, Permission.READ)
    if not decision:
        raise Refused(decision)
    selection = load_selection(person, reference)
    rows = selection.applications.living().select_related("registration__host").prefetch_related("readings")
    applications = list(rows)
    appeals = Appeal.objects.filter(application__selection=selection, state=AppealState.ASKED)
    appeals = appeals.select_related("application__registration").prefetch_related("application__readings")
    return Desk(
        event=selection.event,
        selection=selection,
        lines=[_line(person, one) for one in applications],
        rules=reading_rules(selection),
        appeals=[(one, bool(policy.decide(person, Permission.ANSWER_APPEAL, one))) for one in appeals],
        lapsed=_lapsed(selection),
        places=seating_of(selection).capacity,
        placed=sum(bool(one.has_place) for one in applications),
    )


def _lapsed(selection: Selection) -> list[Application]:
    """Those who did not answer an offer in time, while one may still come."""
    rows = selection.applications.filter(
        registration__state=RegistrationState.LAPSED,
        registration__forgotten_at=None,
        selection__event__state__in=[EventState.OPEN, EventState.CLOSED],
    )
    return list(rows.select_related("registration").order_by("registration__name", "pk"))


def _line(person: Person, application: Application) -> DeskLine:
    readings = application.readings.all()
    return DeskLine(
        application=application,
        readings=len(readings),
        mine=any(one.reader_id == person.pk for one in readings),
        own=not policy.decide(person, Permission.READ, application),
    )


def application_page(actor: Actor, application: Application) -> ApplicationPage:
    """One application with all that was said of it; the arguments are shown once the list is out."""
    selection = application.selection
    appeal = Appeal.objects.filter(application=application).first()
    waits = application.registration.state == RegistrationState.WAITING
    may_appeal = selection.is_published and selection.takes_appeals and waits and appeal is None
    return ApplicationPage(
        event=selection.event,
        selection=selection,
        application=application,
        criteria=criteria_of(application, list(application.readings.all()) if selection.is_published else []),
        reason=reason_of(application) if selection.is_published else "",
        standing=standing_of(application, appeal),
        readers=reading_rules(selection).readers,
        registration_path=path_of_registration(application.registration),
        appeal=appeal,
        may_appeal=may_appeal and bool(policy.decide(actor, Permission.APPEAL, application)),
    )


def criteria_of(application: Application, readings: Sequence[Reading]) -> list[CriterionSaid]:
    """Each criterion with the answer given to it, and what the readings said."""
    selection = application.selection
    asked = {one.key: one for one in bindings.training(selection.charter_version).value.selection}
    levels = reading_rules(selection).levels
    return [
        CriterionSaid(
            key=one["key"],
            name=one["name"],
            question=asked[one["key"]].question,
            answer=application.registration.answers.get(one["question"], ""),
            level=levels[application.levels[place]] if readings and application.levels else "",
            reasons=[reading.said[one["key"]]["reason"] for reading in readings],
        )
        for place, one in enumerate(selection.criteria)
    ]


def reading_by(person: Person, application: Application) -> dict[str, Any]:
    """What somebody said already of an application, by criterion."""
    found = application.readings.filter(reader=person).first()
    return dict(found.said) if found else {}
