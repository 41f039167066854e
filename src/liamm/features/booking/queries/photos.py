"""The photos of the rooms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from liamm.features.booking.models import RoomPhoto
from liamm.kernel.prepared import prepared


class Photo(NamedTuple):
    """One photo, and what is on it."""

    id: UUID
    alt: str


def photos_of() -> Mapping[int, Sequence[Photo]]:
    """The photos of each room, in the order in which they came (one query)."""
    found: dict[int, list[Photo]] = defaultdict(list)
    for room, key, alt in _photos():
        found[room].append(Photo(key, alt))
    return found


@prepared
def _photos() -> QuerySet[RoomPhoto, tuple[int, UUID, str]]:
    return RoomPhoto.objects.order_by("created_at", "pk").values_list("room_id", "pk", "alt")
