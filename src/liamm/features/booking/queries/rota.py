"""Who holds the house and what is handed on, as the pages of the team show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.booking.keepers import gaps, held, opened_days
from liamm.features.booking.models import HandoverNote, NoteRead
from liamm.kernel import clock
from liamm.kernel.access import Actor, only

_WEEK = timedelta(days=7)
_SUNDAY = timedelta(days=6)
_WEEKS_SHOWN = 3
_NOTES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class RotaDay:
    """One day on which the house opens, and who holds it."""

    day: date
    people: Sequence[Person]
    past: bool


@dataclass(frozen=True, slots=True)
class RotaPage:
    """A week that the team fills, and where the weeks after it are still to be filled."""

    monday: date
    days: Sequence[RotaDay]
    coming: Sequence[RotaDay]

    @property
    def before(self) -> date:
        """The week before."""
        return self.monday - _WEEK

    @property
    def after(self) -> date:
        """The week after."""
        return self.monday + _WEEK

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + _SUNDAY

    @property
    def may_fill(self) -> bool:
        """Whether some day of it is to come."""
        return any(not one.past for one in self.days)


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A note, who read it, and whether the one who looks did."""

    note: HandoverNote
    readers: Sequence[Person]
    to_read: bool

    @property
    def author(self) -> str:
        """Who wrote it, when they are still there."""
        return str(self.note.author or _("quelqu’un de l’équipe"))


def monday_of(asked: str) -> date:
    """The first day of the week that holds the day asked, of this one when none is."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = clock.today()
    if abs((day - clock.today()).days) > 2 * 366:
        day = clock.today()
    return day - timedelta(days=day.weekday())


def rota_page(monday: date) -> RotaPage:
    """A week, and the days of the weeks to come on which nobody holds the house yet (four queries)."""
    today = clock.today()
    until = today + _WEEKS_SHOWN * _WEEK
    by_day = held(min(monday, today), max(monday + _SUNDAY, until))
    week = opened_days(monday, monday + _SUNDAY)
    missing = gaps(opened_days(today, until), by_day)
    return RotaPage(
        monday=monday,
        days=[RotaDay(day, by_day.get(day, []), day < today) for day in week],
        coming=[RotaDay(day, [], past=False) for day in missing],
    )


def rota_ahead(day: date) -> tuple[Sequence[Person], Sequence[date]]:
    """Who holds the house on a day, and when nobody does in the two weeks from today on (two queries)."""
    today = clock.today()
    until = today + 2 * _WEEK
    by_day: Mapping[date, Sequence[Person]] = held(min(day, today), max(day, until))
    return by_day.get(day, []), gaps(opened_days(today, until), by_day)


def keepers_on(day: date) -> Sequence[Person]:
    """Who holds the house on a day; nobody when it is not said."""
    return held(day, day).get(day, [])


def notes_shown(actor: Actor) -> list[NoteShown]:
    """The last notes, those to read first (three queries)."""
    readings = NoteRead.objects.select_related("person").order_by("pk")
    rows = HandoverNote.objects.select_related("author").prefetch_related(Prefetch("readings", readings))
    me: Any = actor.pk
    shown = [
        NoteShown(
            note,
            [one.person for one in note.readings.all()],
            to_read=note.author_id != me and all(one.person_id != me for one in note.readings.all()),
        )
        for note in rows.order_by("-created_at", "-pk")[:_NOTES_SHOWN]
    ]
    return sorted(shown, key=lambda one: not one.to_read)


def load_note(key: UUID) -> HandoverNote:
    """One note.

    Raises Http404.
    """
    return only(HandoverNote.objects.filter(pk=key))


def note_sent_as(submission: str) -> HandoverNote | None:
    """What a sending of the form made already, if it did."""
    return HandoverNote.objects.filter(submission=submission).first()
