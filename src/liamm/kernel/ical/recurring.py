"""What comes again as calendars say it: one entry with a rule, days left out of it, and those held otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from liamm.kernel.ical.entries import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """What comes again by a rule (RFC 5545, without DTSTART) from a first moment on, by the clock of a zone.

    `sequence` rises with each change of the whole or of one of its times.
    """

    uid: str
    rule: str
    first: datetime
    zone: str
    sequence: int = 0

    def at(self, day: date) -> datetime:
        """The moment of the rule on a day."""
        zone = ZoneInfo(self.zone)
        return datetime.combine(day, self.first.astimezone(zone).time(), zone)


def woven(again: Recurring, held: Mapping[date, Entry]) -> list[Entry]:
    """The entries that say exactly what is held, by the day of the rule that each stands for: nothing more or less.

    The rule goes from the first to the last of them; what it would say in between and is not held is left out of it.
    A day that is not of the rule is an entry of its own.
    """
    days = [day for day in _days(again, max(held)) if day >= min(held)] if held else []
    of_rule = [day for day in days if day in held]
    alone = [entry for day, entry in held.items() if day not in of_rule]
    if not of_rule:
        return alone
    master = _master(again, held, of_rule)
    gaps = [day for day in days if of_rule[0] < day < of_rule[-1] and day not in held]
    others = [_apart(again, master, day, held[day]) for day in of_rule]
    return [
        replace(master, left_out=tuple(again.at(day) for day in gaps)),
        *(one for one in others if one is not None),
        *alone,
    ]


def _days(again: Recurring, last: date) -> list[date]:
    """The days of the rule until one; at midnight, since a rule may end on a day."""
    start = datetime.combine(again.first.astimezone(ZoneInfo(again.zone)).date(), time())
    found = rrulestr(again.rule, dtstart=start)
    return [moment.date() for moment in takewhile(lambda moment: moment.date() <= last, found)]


def _master(again: Recurring, held: Mapping[date, Entry], days: list[date]) -> Entry:
    """The whole, as most of its times are: the first one that is held when the rule says."""
    day = next((day for day in days if held[day].starts == again.at(day)), days[0])
    like, starts = held[day], again.at(days[0])
    kept = [part for part in again.rule.split(";") if not part.startswith(("UNTIL=", "COUNT="))]
    return replace(
        like,
        uid=again.uid,
        sequence=again.sequence,
        changed=max(one.changed for one in held.values()),
        rule=";".join([*kept, f"UNTIL={days[-1]:%Y%m%d}"]),
        zone=again.zone,
        starts=starts,
        ends=_after(starts, like, again.zone),
    )


def _after(starts: datetime, like: Entry, zone: str) -> datetime:
    """The end, as much later by the clock on the wall as that of another."""
    begin, end = (_on_the_wall(moment, zone) for moment in (like.starts, like.ends))
    return (starts.replace(tzinfo=None) + (end - begin)).replace(tzinfo=ZoneInfo(zone))


def _on_the_wall(moment: datetime | date, zone: str) -> datetime:
    assert isinstance(moment, datetime)  # whole days are not booked
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _apart(again: Recurring, master: Entry, day: date, held: Entry) -> Entry | None:
    """One time held otherwise than the rule says, or called otherwise; None when it is as all the others."""
    starts = again.at(day)
    expected = replace(
        held, title=master.title, place=master.place, starts=starts, ends=_after(starts, master, again.zone)
    )
    if replace(expected, tentative=master.tentative) == held:
        return None
    return replace(held, uid=master.uid, sequence=master.sequence, zone=again.zone, instead_of=starts)
