"""The choices of déroulés."""

from __future__ import annotations

from enum import StrEnum


class Beat(StrEnum):
    """What whoever leads says on the day."""

    BEGIN = "begin"
    NEXT = "next"
    BACK = "back"
    MORE = "more"
    LESS = "less"
    STOP = "stop"
