"""What pages and upper features read of clarifications and proposals."""

from liamm.features.proposals.queries.files import (
    ProposalFile,
    carriers_of,
    file_of,
    has_community,
    lacks_of,
    ready_for_sitting,
    said_answers,
    territories_of,
)
from liamm.features.proposals.queries.grid import (
    GateStanding,
    findings_of,
    gate_standing,
    gate_standings,
    grid_in_force,
    grid_of,
)
from liamm.features.proposals.queries.spread import BlockSpread, CriterionSpread, spread_of
from liamm.features.proposals.queries.versions import latest_version, latest_versions

__all__ = [
    "BlockSpread",
    "CriterionSpread",
    "GateStanding",
    "ProposalFile",
    "carriers_of",
    "file_of",
    "findings_of",
    "gate_standing",
    "gate_standings",
    "grid_in_force",
    "grid_of",
    "has_community",
    "lacks_of",
    "latest_version",
    "latest_versions",
    "ready_for_sitting",
    "said_answers",
    "spread_of",
    "territories_of",
]
