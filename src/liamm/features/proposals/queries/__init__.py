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
from liamm.features.proposals.queries.returning import passed_of
from liamm.features.proposals.queries.sittings import files_of, lacks_to_retain, waiting_with_lacks, with_community
from liamm.features.proposals.queries.spread import BlockSpread, CriterionSpread, spread_of
from liamm.features.proposals.queries.versions import latest_version, latest_versions
from liamm.features.proposals.rules.readiness import Lack
from liamm.features.proposals.saying import say_lacks

__all__ = [
    "BlockSpread",
    "CriterionSpread",
    "GateStanding",
    "Lack",
    "ProposalFile",
    "carriers_of",
    "file_of",
    "files_of",
    "findings_of",
    "gate_standing",
    "gate_standings",
    "grid_in_force",
    "grid_of",
    "has_community",
    "lacks_of",
    "lacks_to_retain",
    "latest_version",
    "latest_versions",
    "passed_of",
    "ready_for_sitting",
    "said_answers",
    "say_lacks",
    "spread_of",
    "territories_of",
    "waiting_with_lacks",
    "with_community",
]
