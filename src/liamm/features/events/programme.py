"""The public programme for other programs: an iCalendar to subscribe to, and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from liamm.features.booking.queries import known_on
from liamm.features.charter import bindings
from liamm.features.events.enums import EventState
from liamm.features.events.models import Call, Event, EventSession
from liamm.features.events.saying import DateSaid, said
from liamm.features.spaces.enums import Audience
from liamm.kernel import clock
from liamm.kernel.ical import Entry, as_uid
from liamm.kernel.post.letters import absolute

_KEPT = timedelta(days=90)


def entry_of(date: DateSaid, event: Event) -> Entry:
    """One date as an entry of any calendar; its identifier is the same wherever it is read by all."""
    session = date.session
    return Entry(
        uid=as_uid("event-date", session.pk),
        title=event.title,
        starts=session.starts,
        ends=session.ends,
        changed=session.off_at or event.opened_at or session.created_at,
        sequence=session.sequence + event.sequence,
        place=date.whole_place,
        url=absolute(event.get_absolute_url()),
        description=event.summary,
        cancelled=session.off_at is not None or event.state == EventState.CANCELLED,
    )


def public_dates(call: Call | None = None) -> list[DateSaid]:
    """The dates that everybody reads of: those of a call, or those to come and of the last months (three queries)."""
    rows = EventSession.objects.filter(event__audience=Audience.PUBLIC, event__in=Event.objects.shown())
    rows = rows.filter(event__call=call) if call else rows.filter(ends__gt=clock.now() - _KEPT)
    return said(rows.select_related("event"), known_on())


def as_entries(dates: Iterable[DateSaid]) -> list[Entry]:
    """These dates as entries of a calendar; what is called off is said, so that calendars take it out."""
    return [entry_of(one, one.session.event) for one in dates]


def as_json(dates: Sequence[DateSaid]) -> list[dict[str, object]]:
    """These dates as JSON: nothing in it is about who comes."""
    kinds = bindings.event_kinds(clock.today()).value
    return [_said(one, kinds.of(one.session.event.kind)) for one in dates]


def _said(date: DateSaid, kind: object) -> dict[str, object]:
    event = date.session.event
    return {
        "reference": event.reference,
        "title": event.title,
        "summary": event.summary,
        "kind": getattr(kind, "name", event.kind),
        "language": event.language,
        "starts": date.starts.isoformat(),
        "ends": date.ends.isoformat(),
        "place": date.whole_place,
        "state": "cancelled" if date.off else event.state,
        "admission": event.admission,
        "url": absolute(event.get_absolute_url()),
    }
