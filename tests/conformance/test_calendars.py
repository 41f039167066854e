"""Three programs written by others read our calendars, and find the same instants over ten years, to the second.

`icalendar` with `recurring-ical-events`, `vobject` with `dateutil`, and `ical.js`, which Thunderbird is built on: each
takes the zone from the file, not from its own tables, where it can.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject

from liamm.features.booking.rules.repeating import Every, rule_of
from liamm.kernel.ical import Entry, Recurring, calendar, woven

pytestmark = pytest.mark.conformance
HERE = Path(__file__).parent
PARIS = ZoneInfo("Europe/Paris")
FIRST, LAST = date(2026, 1, 1), date(2036, 1, 31)
CHANGED = datetime(2026, 1, 1, tzinfo=UTC)
Span = tuple[datetime, datetime]


def entry(starts: datetime, hours: float, **more: object) -> Entry:
    """What is held from a moment on."""
    ends = (starts.replace(tzinfo=None) + timedelta(hours=hours)).replace(tzinfo=starts.tzinfo)
    base = {"uid": f"one-{starts.isoformat()}@lab.example", "title": "Atelier", "starts": starts, "ends": ends}
    return Entry(**{**base, "changed": CHANGED, **more})


def series(
    rule: str, first: datetime, *, hours: float = 2, left: int = 0, moved: int = 0, zone: str = "Europe/Paris"
) -> list[Entry]:
    """What comes again: every `left`th time is left out, every `moved`th is held the day after, an hour later."""
    again = Recurring(uid=f"{rule}-{first.isoformat()}@lab.example", rule=rule, first=first, zone=zone)
    held = {}
    for rank, day in enumerate(days_by_hand(rule, first.date())):
        starts = again.at(day)
        if left and rank % left == left - 1:
            continue
        if moved and rank % moved == moved - 1:
            starts = again.at(day + timedelta(days=1)) + timedelta(hours=1)
        held[day] = entry(starts, hours)
    found = woven(again, held)
    EXPECTED[again.uid] = sorted((one.starts.astimezone(UTC), one.ends.astimezone(UTC)) for one in held.values())
    return found


EXPECTED: dict[str, list[Span]] = {}


def days_by_hand(rule: str, first: date) -> list[date]:
    """The days of the rules used here, counted without any library."""
    parts = dict(part.split("=") for part in rule.split(";"))
    step, days = int(parts.get("INTERVAL", 1)), []
    day = first
    while day <= LAST:
        if parts["FREQ"] == "DAILY":
            chosen = (day - first).days % step == 0
        elif parts["FREQ"] == "WEEKLY":
            chosen = (day - first).days % (7 * step) == 0
        elif parts["FREQ"] == "YEARLY":
            chosen = (day.month, day.day) == (first.month, first.day)
        else:
            rank = int(re.match(r"-?\d", parts["BYDAY"])[0])
            same = day.weekday() == first.weekday()
            ends = (day + timedelta(days=7)).month != day.month
            chosen = same and (ends if rank < 0 else (day.day - 1) // 7 + 1 == rank)
        if chosen:
            days.append(day)
        day += timedelta(days=1)
    return days


def at(*parts: int) -> datetime:
    """A moment on the clock of the house."""
    return datetime(*parts, tzinfo=PARIS)


def everything() -> list[Entry]:
    """A feed of all that may come again, and of what comes once at each change of the clock."""
    EXPECTED.clear()
    ten = date(2035, 12, 31)
    found = [
        *series(rule_of(Every.WEEK, date(2026, 1, 6), ten), at(2026, 1, 6, 14), left=7, moved=11),
        *series(rule_of(Every.FORTNIGHT, date(2026, 1, 8), ten), at(2026, 1, 8, 9, 30), hours=1.5, left=5),
        *series(rule_of(Every.MONTH, date(2026, 1, 30), ten), at(2026, 1, 30, 18), moved=4),
        *series(rule_of(Every.MONTH, date(2026, 1, 14), ten), at(2026, 1, 14, 7, 30), hours=13.5),
        *series("FREQ=DAILY;INTERVAL=3;UNTIL=20351231", at(2026, 3, 1, 8)),
        *series("FREQ=WEEKLY;UNTIL=20351231", at(2026, 1, 4, 4), hours=1),  # on the Sundays when the clock changes
        *series("FREQ=YEARLY;UNTIL=20351231", at(2026, 10, 25, 12), hours=3),
    ]
    for year in range(2026, 2036):
        for moment in (at(year, 3, 29, 1, 30), at(year, 10, 25, 2, 30), at(year, 10, 25, 2, 30).replace(fold=1)):
            one = entry(moment.astimezone(UTC), 2, uid=f"once-{moment.isoformat()}-{moment.fold}@lab.example")
            EXPECTED[one.uid] = [(one.starts, one.ends)]
            found.append(one)
    return found


@pytest.fixture(scope="module")
def content() -> bytes:
    return calendar(everything(), name="Dix ans")


@pytest.fixture(scope="module")
def expected(content: bytes) -> list[Span]:
    return sorted(span for spans in EXPECTED.values() for span in spans)


def by_recurring_ical_events(content: bytes) -> list[Span]:
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(content)).between(FIRST, LAST + timedelta(days=30))
    return [(one["dtstart"].dt.astimezone(UTC), one["dtend"].dt.astimezone(UTC)) for one in found]


def by_vobject(content: bytes) -> list[Span]:
    read = vobject.readOne(content.decode())
    spans: list[Span] = []
    apart = {
        (event.uid.value, event.recurrence_id.value.astimezone(UTC)): event
        for event in read.vevent_list
        if hasattr(event, "recurrence_id")
    }
    for event in read.vevent_list:
        if hasattr(event, "recurrence_id"):
            continue
        length = event.dtend.value.replace(tzinfo=None) - event.dtstart.value.replace(tzinfo=None)
        zone = event.dtstart.value.tzinfo
        times = [moment.astimezone(UTC) for moment in event.rruleset] if event.rruleset else [event.dtstart.value]
        for moment in times:
            other = apart.get((event.uid.value, moment.astimezone(UTC)))
            if other is not None:
                spans.append((other.dtstart.value.astimezone(UTC), other.dtend.value.astimezone(UTC)))
                continue
            local = moment.astimezone(zone).replace(tzinfo=None)
            spans.append((moment.astimezone(UTC), (local + length).replace(tzinfo=zone).astimezone(UTC)))
    return spans


def by_ical_js(content: bytes, folder: Path) -> list[Span]:
    node = shutil.which("node")
    assert node, "node is needed to try ical.js"
    file = folder / "feed.ics"
    file.write_bytes(content)
    done = subprocess.run(
        [node, str(HERE / "occurrences.mjs"), str(file), "2036-02-01T00:00:00Z"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [
        (datetime.fromisoformat(start), datetime.fromisoformat(end))
        for start, end in (line.split() for line in done.stdout.splitlines())
    ]


def test_the_feed_is_what_it_should_be(content: bytes, expected: list[Span]) -> None:
    assert len(expected) > 2_500
    assert {starts.astimezone(PARIS).utcoffset() for starts, _ in expected} == {timedelta(hours=1), timedelta(hours=2)}
    assert content.count(b"BEGIN:VTIMEZONE") == 1
    for line in content.split(b"\r\n"):
        assert len(line) <= 75


@pytest.mark.parametrize("read", [by_recurring_ical_events, by_vobject])
def test_python_programs_find_the_same_instants(
    read: Callable[[bytes], list[Span]], content: bytes, expected: list[Span]
) -> None:
    assert sorted(read(content)) == expected


def test_the_one_of_thunderbird_finds_the_same_instants(content: bytes, expected: list[Span], tmp_path: Path) -> None:
    assert sorted(by_ical_js(content, tmp_path)) == expected
