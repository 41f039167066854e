"""Caring for the house: the links by which one speaks of a room, who was there before, and writing down what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from liamm.features.accounts.models import Person
from liamm.features.booking.enums import TaskKind
from liamm.features.booking.models import Booking, HousePhoto, HouseTask, Occupation, Restoring, Room
from liamm.features.booking.rules.restoring import REMEMBERED
from liamm.kernel import tokens
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.storage import Kept

FOLDER = "maison"
"""Where photos of the house are kept."""
GIVING_BACK, FINDING = "liamm.booking.giving_back", "liamm.booking.finding"
"""The two things that a link lets one speak of: the end of a booking, and its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoringDraft:
    """What whoever booked says at the end: by room, the places of the lines that are done (None: not asked again)."""

    done: Mapping[int, Sequence[int]] | None = None
    words: str = ""
    damage: str = ""
    photos: Sequence[Kept] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDraft:
    """How a room is found; when it is not fine, what is reported."""

    fine: bool
    words: str = ""
    photos: Sequence[Kept] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    """Something to do: what, where, until when, how many hands."""

    what: str
    kind: TaskKind = TaskKind.REPAIR
    words: str = ""
    room: int | None = None
    until: date | None = None
    hands: int = 1
    photos: Sequence[Kept] = field(default=())
    submission: str | None = None


def token_of(booking: Booking, about: str) -> str:
    """The token by which whoever booked speaks from a mail, of one thing only."""
    return tokens.token_for(booking.pk, about)


def read_token(token: str, about: str) -> UUID | None:
    """The booking a token speaks of, None when it is forged or speaks of something else."""
    return tokens.read_token(token, about)


def held_rooms(booking: Booking) -> list[int]:
    """The numbers of the rooms that a booking holds."""
    held = booking.occupations.filter(living=True).order_by("room_id")
    return list(held.values_list("room_id", flat=True))


def before_in(booking: Booking, rooms: Sequence[int]) -> dict[int, Booking]:
    """Who was last in each of these rooms before a booking, when they still remember and are somebody else."""
    past = Occupation.objects.filter(
        room__in=rooms,
        living=True,
        booking__ends__lte=booking.starts,
        booking__ends__gt=booking.starts - REMEMBERED,
    ).exclude(booking=booking)
    last = past.select_related("booking__booked_by").order_by("room_id", "-booking__ends").distinct("room_id")
    found = {held.room_id: held.booking for held in last if held.booking}
    return {
        room: one for room, one in found.items() if one.booked_by_id is None or one.booked_by_id != booking.booked_by_id
    }


def room_said(number: int | None) -> Room | None:
    """The row of a room, made when nothing was said of it beside the charter yet."""
    return None if number is None else Room.objects.get_or_create(pk=number)[0]


def write_task(
    draft: TaskDraft, *, seen_by: Person | None, booking: Booking | None = None, restoring: Restoring | None = None
) -> HouseTask:
    """Write down what there is to do, with its photos."""
    task = HouseTask.objects.create(
        reference=next_reference("AF"),
        kind=draft.kind,
        what=draft.what.strip(),
        words=draft.words.strip(),
        room=room_said(draft.room),
        until=draft.until,
        hands=draft.hands,
        booking=booking,
        asked_by=seen_by,
        submission=draft.submission,
    )
    keep_photos(draft.photos, task=task, restoring=restoring)
    return task


def keep_photos(photos: Sequence[Kept], *, task: HouseTask | None = None, restoring: Restoring | None = None) -> None:
    """Keep photos with what they show."""
    HousePhoto.objects.bulk_create(
        HousePhoto(
            task=task, restoring=restoring, path=one.path, name=one.name, media_type=one.media_type, size=one.size
        )
        for one in photos
    )
