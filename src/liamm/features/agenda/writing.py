"""The agenda as a calendar that programs read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from liamm.features.agenda.gathering import Narrowed, gathered
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.extension import CalendarEntry, CalendarSource
from liamm.kernel.ical import Entry, Recurring, as_uid, calendar, woven
from liamm.kernel.post.letters import absolute

BEFORE, AFTER = timedelta(days=60), timedelta(days=400)
"""How far back and ahead a calendar that follows sees: what is older is in the pages, what is later is booked later."""
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def written(actor: Actor, narrowed: Narrowed, name: str) -> bytes:
    """All that a reader may see, around today."""
    today = clock.today()
    return calendar(entries(gathered(actor, today - BEFORE, today + AFTER, narrowed)), name=name)


def entries(found: Iterable[tuple[CalendarSource, CalendarEntry]]) -> list[Entry]:
    """Each as an entry of its own; those that come again by one rule together, exceptions included."""
    alone: list[Entry] = []
    held: dict[Recurring, dict[date, Entry]] = defaultdict(dict)
    for source, one in found:
        entry = _entry(str(source.label), one)
        if one.again and one.occurrence:
            held[one.again][one.occurrence] = entry
        else:
            alone.append(entry)
    return alone + [entry for again, days in held.items() for entry in woven(again, days)]


def _entry(kind: str, one: CalendarEntry) -> Entry:
    starts, ends = (timezone.localdate(moment) if one.whole_day else moment for moment in (one.starts, one.ends))
    return Entry(
        uid=as_uid(*one.key.split(":", 1)),
        title=one.title,
        starts=starts,
        ends=ends,
        changed=one.changed or _LONG_AGO,
        sequence=one.sequence,
        place=one.place,
        url=absolute(one.url) if one.url else "",
        kind=kind,
        tentative=one.tentative,
        busy=one.busy,
    )
