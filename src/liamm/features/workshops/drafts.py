"""What somebody says of a déroulé and of its blocks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from liamm.features.spaces.enums import Audience
from liamm.features.workshops.models import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopDraft:
    """A déroulé, but its blocks."""

    title: str
    starts: datetime
    aim: str = ""
    place: str = ""
    room_until: datetime | None = None
    people: int | None = None
    audience: Audience = Audience.COMMUNITY


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockDraft:
    """One block."""

    minutes: int
    title: str
    group: int = 0
    aim: str = ""
    method: str = ""
    led_by: str = ""
    material: str = ""
    layout: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """By the names of the fields."""
        return asdict(self)


def draft_of(block: Block) -> BlockDraft:
    """A block as it is."""
    return BlockDraft(**{name: getattr(block, name) for name in BlockDraft.__dataclass_fields__})
