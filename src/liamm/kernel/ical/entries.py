"""What is dated, said so that it becomes an entry of any calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.conf import settings


class Method(StrEnum):
    """What a mail does to the calendar of whoever gets it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Answer(StrEnum):
    """What somebody invited says (PARTSTAT)."""

    NONE = "NEEDS-ACTION"
    YES = "ACCEPTED"
    NO = "DECLINED"
    MAYBE = "TENTATIVE"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who invites or is invited, and what they said so far."""

    address: str
    name: str = ""
    answer: Answer = Answer.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something dated: aware moments, or days of which `ends` is the first one after it.

    `uid` never changes; `sequence` rises with each change of when or where; `changed` is the moment of the last one.
    What comes again has a `rule` (RFC 5545, without DTSTART), the starts `left_out` of it, and `zone`, whose clock it
    follows. One that is held otherwise is an entry of its own, of the same `uid`, with the start that it stands for as
    `instead_of` (RECURRENCE-ID).
    """

    uid: str
    title: str
    starts: datetime | date
    ends: datetime | date
    changed: datetime
    sequence: int = 0
    rule: str = ""
    zone: str = ""
    left_out: tuple[datetime | date, ...] = ()
    instead_of: datetime | date | None = None
    place: str = ""
    url: str = ""
    description: str = ""
    kind: str = ""
    cancelled: bool = False
    tentative: bool = False
    busy: bool = True
    organiser: Party | None = None
    invited: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a letter puts in the calendar of whoever gets it, or takes out of it.

    All entries have one `uid`. What its reader answers goes to whoever registered for `purpose` (see
    `liamm.kernel.post.answering`), with the `subject`. `answer` is what they said by another way already.
    """

    entries: Sequence[Entry]
    purpose: str
    subject: UUID
    method: Method = Method.REQUEST
    answer: Answer = Answer.NONE

    def between(self, organiser: Party, invited: Party) -> tuple[Entry, ...]:
        """The entries as they are said to one of those invited."""
        gone = self.method is Method.CANCEL
        return tuple(
            replace(one, organiser=organiser, invited=(invited,), cancelled=one.cancelled or gone)
            for one in self.entries
        )


def as_uid(kind: str, key: object) -> str:
    """The identifier of a thing in all the calendars of the world, for ever."""
    return f"{kind}-{key}@{settings.LIAMM_MAIL_DOMAIN}"
