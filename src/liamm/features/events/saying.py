"""When and where, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.booking.queries import Known, known_on
from liamm.features.events.enums import QuestionKind
from liamm.features.events.models import Event, EventSession, Question, Registration, Seating
from liamm.features.events.rules.terms import Phase, phase_of
from liamm.kernel import clock
from liamm.kernel.prepared import prepared
from liamm.ui.dates import say_hours
from liamm.ui.times import now


@dataclass(frozen=True, slots=True)
class DateSaid:
    """One date of an event, and where it is; the `address` is that of the house, when it is there."""

    session: EventSession
    place: str
    address: str = ""

    @property
    def starts(self) -> datetime:
        """When it begins."""
        return self.session.starts

    @property
    def ends(self) -> datetime:
        """When it ends."""
        return self.session.ends

    @property
    def off(self) -> bool:
        """Whether it was called off."""
        return self.session.off_at is not None

    @property
    def words(self) -> str:
        """When and where, in one line."""
        return " · ".join(part for part in (say_hours(self.starts, self.ends, now()), self.place) if part)

    @property
    def whole_place(self) -> str:
        """The place with the address of the house, for who has to find it."""
        return " · ".join(part for part in (self.place, self.address) if part)


def said(sessions: Iterable[EventSession], known: Known | None = None) -> list[DateSaid]:
    """Each session with its place, in the order of time (one query when one is in rooms of a house not yet known)."""
    sessions = sorted(sessions, key=lambda one: (one.starts, one.pk))
    if known is None and any(one.rooms for one in sessions):
        known = known_on()
    return [_said(one, known) for one in sessions]


def _said(session: EventSession, known: Known | None) -> DateSaid:
    inside = _("%(rooms)s, à la maison") % {"rooms": known.names(session.rooms)} if known and session.rooms else ""
    return DateSaid(session, session.place or inside, _address() if session.rooms and not session.place else "")


def _address() -> str:
    """The address of the house, in one line."""
    place = settings.LIAMM_IDENTITY.place
    town = " ".join(part for part in (place.postcode, place.town) if part)
    return ", ".join(part for part in (place.building, place.floor, place.street, town) if part)


def dates_of(event: Event, session: UUID | None = None) -> list[DateSaid]:
    """The dates of an event that stand, or one of them (two queries)."""
    sessions = _one(event, session) if session else _all(event)
    for one in sessions:
        one.event = event
    return said(sessions)


@prepared
def _all(event: Event) -> QuerySet[EventSession]:
    return EventSession.objects.filter(event=event, off_at=None)


@prepared
def _one(event: Event, session: UUID) -> QuerySet[EventSession]:
    return EventSession.objects.filter(event=event, off_at=None, pk=session)


def dates_for(registration: Registration) -> Sequence[DateSaid]:
    """The dates for which somebody registered."""
    return dates_of(registration.event, registration.seating.session_id)


def phase_for(seating: Seating, sessions: Iterable[EventSession]) -> Phase:
    """Where the dates stand for which one registers there: of some of the event, those that stand."""
    mine = (one for one in sessions if one.off_at is None and seating.session_id in {None, one.pk})
    return phase_of(((one.starts, one.ends) for one in mine), clock.now())


def phase_now(registration: Registration) -> Phase:
    """Where the dates stand for which somebody registered (two queries)."""
    return phase_of(((one.starts, one.ends) for one in dates_for(registration)), clock.now())


def said_answer(question: Question, answer: str) -> str:
    """An answer in words."""
    if question.kind == QuestionKind.YES_NO:
        return {"yes": _("oui"), "no": _("non")}.get(answer, answer)
    return answer


def answers_said(registration: Registration) -> list[tuple[str, str]]:
    """Each question that was answered, and the answer, in words (one query)."""
    given = [(one, registration.answers.get(str(one.pk), "")) for one in registration.event.questions.all()]
    return [(one.text, said_answer(one, answer)) for one, answer in given if answer]
