"""What is asked for, kept until something comes of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from liamm.features.accounts.models import Organisation
from liamm.features.booking.taking import BookingDraft


def packed(draft: BookingDraft) -> dict[str, Any]:
    """What is asked for, to be kept until it is settled."""
    return {
        "use": draft.use,
        "title": draft.title.strip(),
        "rooms": sorted(draft.rooms),
        "people": draft.people,
        "starts": draft.starts.isoformat(),
        "ends": draft.ends.isoformat(),
        "layout": draft.layout,
        "needs": draft.needs.strip(),
        "organisation": str(draft.organisation.pk) if draft.organisation else None,
        "purpose": [draft.purpose[0], str(draft.purpose[1])] if draft.purpose else None,
    }


def place_packed(rooms: Collection[int], starts: datetime, ends: datetime) -> dict[str, Any]:
    """Where and when something is, to be read once it is elsewhere."""
    return {"rooms": sorted(rooms), "starts": starts.isoformat(), "ends": ends.isoformat()}


def place_unpacked(kept: Mapping[str, Any]) -> tuple[Sequence[int], datetime, datetime]:
    """The same: rooms, start and end."""
    return kept["rooms"], datetime.fromisoformat(kept["starts"]), datetime.fromisoformat(kept["ends"])


def unpacked(kept: Mapping[str, Any]) -> BookingDraft:
    """The same, as it is asked for."""
    purpose = kept["purpose"]
    return BookingDraft(
        use=kept["use"],
        title=kept["title"],
        rooms=tuple(kept["rooms"]),
        people=kept["people"],
        starts=datetime.fromisoformat(kept["starts"]),
        ends=datetime.fromisoformat(kept["ends"]),
        layout=kept["layout"],
        needs=kept["needs"],
        organisation=Organisation.objects.filter(pk=kept["organisation"]).first() if kept["organisation"] else None,
        purpose=(purpose[0], UUID(purpose[1])) if purpose else None,
        rules_accepted=True,
    )
