"""What happens on the day; nobody is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFact(Fact):
    """Something that happened to an event, on the day or after."""

    subject_kind: ClassVar[str] = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalsNoted(DayFact):
    """Gestures at the door of one date were taken in: so many changed who is there."""

    kind: ClassVar[str] = "attendance.arrivals_noted"

    session: UUID
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SomebodyReceived(DayFact):
    """Somebody came who was not on the list of one date; none changed: they were there already."""

    kind: ClassVar[str] = "attendance.somebody_received"

    session: UUID
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleCounted(DayFact):
    """So many people are counted at one date, without their names."""

    kind: ClassVar[str] = "attendance.people_counted"

    session: UUID
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalsCorrected(DayFact):
    """Who came to one date is said otherwise, after the gestures at the door: so many changed, and why.

    `people` is how many are counted beside those who are named.
    """

    kind: ClassVar[str] = "attendance.arrivals_corrected"

    session: UUID
    changed: int
    people: int
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAway(DayFact):
    """Those who came were written to: their certificate, and a few questions."""

    kind: ClassVar[str] = "attendance.taken_away"

    written: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven(DayFact):
    """Somebody who came said what they think of it."""

    kind: ClassVar[str] = "attendance.feedback_given"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestitutionWritten(DayFact):
    """What happened is told."""

    kind: ClassVar[str] = "attendance.restitution_written"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoAdded(DayFact):
    """A photo was added, with so many people who agree to be shown on it."""

    kind: ClassVar[str] = "attendance.photo_added"

    photo: UUID
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRemoved(DayFact):
    """A photo was taken away."""

    kind: ClassVar[str] = "attendance.photo_removed"

    photo: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotosAnswered(DayFact):
    """Somebody who comes said yes or no to photos on which they are recognised."""

    kind: ClassVar[str] = "attendance.photos_answered"

    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementsForgotten(DayFact):
    """What those of a registration said of photos names nobody any more."""

    kind: ClassVar[str] = "attendance.agreements_forgotten"
