"""What somebody invited answers from their calendar (METHOD:REPLY of RFC 5546)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar

from liamm.kernel.ical.entries import Answer

_MOST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer of one person: to which entry, to which of its times when it comes again, and what."""

    uid: str
    address: str
    answer: Answer
    instead_of: datetime | date | None = None
    sequence: int = 0
    words: str = ""
    at: datetime | None = None


def read_replies(content: bytes) -> list[Reply]:
    """The answers in a calendar; empty when it is none, or broken."""
    try:
        found = Calendar.from_ical(content)
        if str(found.get("method", "")).upper() != "REPLY":
            return []
        return [reply for event in found.events if (reply := _reply(event))]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return []


def _reply(event: Any) -> Reply | None:
    attendees = event.get("attendee", [])
    attendee = attendees[0] if isinstance(attendees, list) else attendees
    said = str(attendee.params.get("PARTSTAT", "")).upper()
    if said not in set(Answer) or "uid" not in event:
        return None
    instead_of = event.get("recurrence-id")
    return Reply(
        uid=str(event["uid"]),
        address=str(attendee).lower().removeprefix("mailto:"),
        answer=Answer(said),
        instead_of=instead_of.dt if instead_of is not None else None,
        sequence=int(event.get("sequence", 0)),
        words=str(event.get("comment", ""))[:_MOST_WORDS],
        at=_aware(event["dtstamp"].dt) if "dtstamp" in event else None,
    )


def _aware(moment: datetime | date) -> datetime | None:
    if not isinstance(moment, datetime):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
