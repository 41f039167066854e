"""When the file of a proposal is complete enough to be looked at in a sitting, and when it may be retained."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Lack(StrEnum):
    """What a file still lacks."""

    SUBMITTED = "submitted"
    GATE = "gate"
    GATE_HELD = "gate_held"
    APPRAISALS = "appraisals"
    LOAD = "load"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file: `gate` is passed, held or empty; `appraisals` were sent whole, `minimum` are needed."""

    submitted: bool
    appraised_kind: bool
    gate: str = ""
    appraisals: int = 0
    minimum: int = 0
    load_entered: bool = False


def lacks_for_sitting(file: FileFacts) -> list[Lack]:
    """What is missing before a sitting; a request held at the gate goes before it without the rest of the grid."""
    if not file.submitted:
        return [Lack.SUBMITTED]
    if file.gate == "held":
        return []
    missing = _lacks_of_grid(file)
    if not file.load_entered:
        missing.append(Lack.LOAD)
    return missing


def lacks_for_retaining(file: FileFacts) -> list[Lack]:
    """What forbids retaining it, whoever decides: nothing is imposed on the lab, and the gate is a gate."""
    if not file.submitted:
        return [Lack.SUBMITTED]
    if file.appraised_kind and file.gate == "held":
        return [Lack.GATE_HELD]
    return _lacks_of_grid(file)


def _lacks_of_grid(file: FileFacts) -> list[Lack]:
    if not file.appraised_kind:
        return []
    if file.gate != "passed":
        return [Lack.GATE]
    return [Lack.APPRAISALS] if file.appraisals < file.minimum else []
