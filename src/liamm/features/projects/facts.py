"""What happens to projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFact(Fact):
    """Something that happened to a project."""

    subject_kind: ClassVar[str] = "project"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectOpened(ProjectFact):
    """A decision opened a project."""

    kind: ClassVar[str] = "projects.project_opened"

    decision_id: UUID
    project_kind: str
    charter_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseAccepted(ProjectFact):
    """One side accepted a reciprocal commitment."""

    kind: ClassVar[str] = "projects.promise_accepted"

    promise: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStarted(ProjectFact):
    """Every reciprocal commitment is accepted: the project runs."""

    kind: ClassVar[str] = "projects.project_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTaken(ProjectFact):
    """A person took a role in the project."""

    kind: ClassVar[str] = "projects.role_taken"

    person_id: UUID
    role: str
    voice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleProposed(ProjectFact):
    """A role was proposed to someone; who it is stays out of the register until they accept."""

    kind: ClassVar[str] = "projects.role_proposed"

    proposal: UUID
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleProposalClosed(ProjectFact):
    """A role that was proposed is declined, or taken back."""

    kind: ClassVar[str] = "projects.role_proposal_closed"

    proposal: UUID
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLeft(ProjectFact):
    """A person left a role of the project."""

    kind: ClassVar[str] = "projects.role_left"

    person_id: UUID
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HostJoined(ProjectFact):
    """An organisation came to carry the project."""

    kind: ClassVar[str] = "projects.host_joined"

    organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HostLeft(ProjectFact):
    """An organisation no longer carries the project."""

    kind: ClassVar[str] = "projects.host_left"

    organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TerrainAdded(ProjectFact):
    """The project has a new terrain."""

    kind: ClassVar[str] = "projects.terrain_added"

    terrain_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseStarted(ProjectFact):
    """A phase was added on a terrain."""

    kind: ClassVar[str] = "projects.phase_started"

    terrain_id: UUID
    phase_id: UUID
    phase: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseEnded(ProjectFact):
    """A phase ended, well or not."""

    kind: ClassVar[str] = "projects.phase_ended"

    phase_id: UUID
    phase: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseCorrected(ProjectFact):
    """The dates of a phase were written again, on a phase that replaces it."""

    kind: ClassVar[str] = "projects.phase_corrected"

    phase_id: UUID
    replaced: UUID
    starts: str
    ended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalWritten(ProjectFact):
    """Something was told in the journal."""

    kind: ClassVar[str] = "projects.journal_written"

    entry_id: UUID
    audience: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSet(ProjectFact):
    """The next review has a date."""

    kind: ClassVar[str] = "projects.review_set"

    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectClosed(ProjectFact):
    """The project ended; `outcome` is closed or stopped."""

    kind: ClassVar[str] = "projects.project_closed"

    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFollowed(ProjectFact):
    """Someone follows the project, or no longer does."""

    kind: ClassVar[str] = "projects.project_followed"

    following: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRewritten(ProjectFact):
    """The public words of the project were rewritten."""

    kind: ClassVar[str] = "projects.summary_rewritten"
