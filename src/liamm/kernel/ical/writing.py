"""From what is dated to the bytes of a calendar: folded, escaped, right across the changes of the clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, FreeBusy, Parameters, vCalAddress, vPeriod, vRecur

from liamm.kernel.ical.entries import Answer, Entry, Method, Party
from liamm.kernel.ical.zones import clock_of

_PRODUCT = "-//Liamm//Liamm//FR"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_UNTIL_DAY = re.compile(r"UNTIL=(\d{8})(?=;|\Z)")
_REFRESH = "PT15M"
_END = b"END:VCALENDAR\r\n"
_BEGIN_EVENT = b"BEGIN:VEVENT\r\n"
_OWN = (b"UID:", b"DTSTAMP:", b"LAST-MODIFIED:")
_ALIKE = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for the moment of a change in what is written once; lines that tell it, or whose entry it is, are left out."""


def calendar(entries: Iterable[Entry], *, name: str = "", method: Method | None = None) -> bytes:
    """A calendar of these entries: with a name, one to subscribe to; with a method, what a mail does to another."""
    entries = tuple(entries)
    clocks = sorted({one.zone for one in entries if one.zone})
    parts = [clock_of(zone).to_ical() for zone in clocks] + [_written(one) for one in entries]
    return _around(_head(name, method), parts)


def busy(
    periods: Iterable[tuple[datetime, datetime]], *, uid: str, span: tuple[datetime, datetime], changed: datetime
) -> bytes:
    """When something is taken between two moments, and nothing of what for (VFREEBUSY)."""
    first, last = span
    part = FreeBusy()
    part.add("uid", uid)
    part.add("dtstamp", changed.astimezone(UTC))
    part.add("dtstart", first.astimezone(UTC))
    part.add("dtend", last.astimezone(UTC))
    for starts, ends in periods:
        taken = vPeriod((starts.astimezone(UTC), ends.astimezone(UTC)))
        taken.params = Parameters({"FBTYPE": "BUSY"})
        part.add("freebusy", taken, encode=False)
    return _around(_head("", None), [part.to_ical()])


def forget() -> None:
    """Keep nothing of what was written, so that writing it can be measured."""
    _whole.cache_clear()


@lru_cache(maxsize=64)
def _head(name: str, method: Method | None) -> bytes:
    """The beginning of a calendar, without its end."""
    head = Calendar()
    head.add("prodid", _PRODUCT)
    head.add("version", "2.0")
    head.add("calscale", "GREGORIAN")
    if method:
        head.add("method", method.value)
    if name:
        head.add("name", _clean(name))
        head.add("x-wr-calname", _clean(name))
        head.add("refresh-interval", timedelta(minutes=15), parameters={"VALUE": "DURATION"})
        head.add("x-published-ttl", _REFRESH)
    return bytes(head.to_ical()).removesuffix(_END)


def _around(head: bytes, parts: Sequence[bytes]) -> bytes:
    """The parts, each written once and kept, inside their calendar."""
    return head + b"".join(parts) + _END


def _written(entry: Entry) -> bytes:
    """An entry; of an invitation, what all who are invited read alike is written once for them all."""
    if not entry.invited:
        return _whole(entry)
    alike = _whole(replace(entry, uid="", changed=_ALIKE, url="", organiser=None, invited=()))
    own = Event()
    own.add("uid", entry.uid)
    _add_stamps(own, entry)
    _add_own(own, entry)
    lines = bytes(own.to_ical()).removeprefix(_BEGIN_EVENT)
    return b"".join(line for line in alike.splitlines(keepends=True)[:-1] if not line.startswith(_OWN)) + lines


@lru_cache(maxsize=10_000)
def _whole(entry: Entry) -> bytes:
    """An entry, the same as long as nothing of it changed: a large feed is written again at the price of what did."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("summary", _clean(entry.title))
    _add_stamps(event, entry)
    _add_times(event, entry)
    _add_words(event, entry)
    _add_own(event, entry)
    return bytes(event.to_ical())


def _add_stamps(event: Event, entry: Entry) -> None:
    event.add("dtstamp", entry.changed.astimezone(UTC))
    event.add("last-modified", entry.changed.astimezone(UTC))


def _add_times(event: Event, entry: Entry) -> None:
    event.add("dtstart", _moment(entry, entry.starts))
    event.add("dtend", _moment(entry, entry.ends))
    if entry.rule:
        event.add("rrule", vRecur.from_ical(_ending_in_utc(entry)))
    for day in entry.left_out:
        event.add("exdate", _moment(entry, day))
    if entry.instead_of is not None:
        event.add("recurrence-id", _moment(entry, entry.instead_of))


def _moment(entry: Entry, when: datetime | date) -> datetime | date:
    """A moment as it is written: by the clock of what comes again, else by that of the world; a day as it is."""
    if not isinstance(when, datetime):
        return when
    return when.astimezone(ZoneInfo(entry.zone) if entry.zone else UTC)


def _ending_in_utc(entry: Entry) -> str:
    """The rule, its last day said as the moment it must be (RFC 5545, 3.3.10) when it is one of moments."""
    if not isinstance(entry.starts, datetime):
        return entry.rule
    zone = ZoneInfo(entry.zone)

    def end(found: re.Match[str]) -> str:
        day = datetime.strptime(found[1], "%Y%m%d").date()  # noqa: DTZ007  # only its day is kept
        return f"UNTIL={datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"

    return _UNTIL_DAY.sub(end, entry.rule)


def _add_words(event: Event, entry: Entry) -> None:
    for name, words in (("location", entry.place), ("description", entry.description), ("categories", entry.kind)):
        if words:
            event.add(name, [_clean(words)] if name == "categories" else _clean(words))
    sure = "TENTATIVE" if entry.tentative else "CONFIRMED"
    event.add("status", "CANCELLED" if entry.cancelled else sure)
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")


def _add_own(event: Event, entry: Entry) -> None:
    """What differs from one who is invited to the next."""
    if entry.url:
        event.add("url", entry.url)
    if entry.organiser:
        event.add("organizer", _address(entry.organiser), encode=False)
    for party in entry.invited:
        address = _address(party)
        address.params["CUTYPE"] = "INDIVIDUAL"
        address.params["ROLE"] = "REQ-PARTICIPANT"
        address.params["PARTSTAT"] = party.answer.value
        address.params["RSVP"] = "TRUE" if party.answer is Answer.NONE else "FALSE"
        event.add("attendee", address, encode=False)


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.address}")
    if party.name:
        address.params["CN"] = _clean(party.name).replace('"', "’").replace("\n", " ")
    return address


def _clean(words: str) -> str:
    """Without what no calendar may hold."""
    return _UNPRINTABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
