"""What happens to clarifications and proposals: identifiers, numbers and choices, never what people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarificationOpened(Fact):
    """A facilitator opened a clarification from an intuition."""

    kind: ClassVar[str] = "proposals.clarification_opened"
    subject_kind: ClassVar[str] = "clarification"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeWritten(Fact):
    """Someone said something in a clarification."""

    kind: ClassVar[str] = "proposals.exchange_written"
    subject_kind: ClassVar[str] = "clarification"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarificationClosed(Fact):
    """A clarification is over: `outcome` is ready, redirected or dropped."""

    kind: ClassVar[str] = "proposals.clarification_closed"
    subject_kind: ClassVar[str] = "clarification"

    outcome: str
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarificationReopened(Fact):
    """A clarification that was over is talked about again."""

    kind: ClassVar[str] = "proposals.clarification_reopened"
    subject_kind: ClassVar[str] = "clarification"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalStarted(Fact):
    """Someone started to write a proposal."""

    kind: ClassVar[str] = "proposals.started"
    subject_kind: ClassVar[str] = "proposal"

    proposal_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersWritten(Fact):
    """A carrier wrote some answers; `aside` are those kept aside because another had written meanwhile."""

    kind: ClassVar[str] = "proposals.answers_written"
    subject_kind: ClassVar[str] = "proposal"

    questions: tuple[str, ...]
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideSettled(Fact):
    """A carrier put away a text that had been kept aside."""

    kind: ClassVar[str] = "proposals.aside_settled"
    subject_kind: ClassVar[str] = "proposal"

    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierInvited(Fact):
    """Someone was asked by mail to carry the proposal or to help write it."""

    kind: ClassVar[str] = "proposals.carrier_invited"
    subject_kind: ClassVar[str] = "proposal"

    invitation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierJoined(Fact):
    """Someone accepted to carry the proposal or to help write it."""

    kind: ClassVar[str] = "proposals.carrier_joined"
    subject_kind: ClassVar[str] = "proposal"

    person: UUID
    helper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationClosed(Fact):
    """An invitation was taken back."""

    kind: ClassVar[str] = "proposals.invitation_closed"
    subject_kind: ClassVar[str] = "proposal"

    invitation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedForgotten(Fact):
    """Whom an invitation by mail had asked was let go of, the delay of the charter having passed."""

    kind: ClassVar[str] = "proposals.invited_forgotten"
    subject_kind: ClassVar[str] = "proposal"

    invitation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierLeft(Fact):
    """A carrier or a helper left."""

    kind: ClassVar[str] = "proposals.carrier_left"
    subject_kind: ClassVar[str] = "proposal"

    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSubmitted(Fact):
    """The carriers submitted a version; it is bound to the grid of the charter in force."""

    kind: ClassVar[str] = "proposals.submitted"
    subject_kind: ClassVar[str] = "proposal"

    version: UUID
    number: int
    charter_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAccompanied(Fact):
    """Someone of the team accompanies the proposal from now on: the actor."""

    kind: ClassVar[str] = "proposals.accompanied"
    subject_kind: ClassVar[str] = "proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalReturned(Fact):
    """The team gave the proposal back to its carriers, with words."""

    kind: ClassVar[str] = "proposals.returned"
    subject_kind: ClassVar[str] = "proposal"

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalTakenUpAgain(Fact):
    """The carriers write a new version after a decision or a withdrawal."""

    kind: ClassVar[str] = "proposals.taken_up_again"
    subject_kind: ClassVar[str] = "proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalResubmitted(Fact):
    """The carriers asked anew, by another proposal."""

    kind: ClassVar[str] = "proposals.resubmitted_as"
    subject_kind: ClassVar[str] = "proposal"

    successor: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn(Fact):
    """The carriers withdrew their proposal."""

    kind: ClassVar[str] = "proposals.withdrawn"
    subject_kind: ClassVar[str] = "proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadEntered(Fact):
    """The team said what the proposal would ask of the lab."""

    kind: ClassVar[str] = "proposals.load_entered"
    subject_kind: ClassVar[str] = "proposal"

    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDecided(Fact):
    """A decision was taken: `effect` is what it does to the proposal."""

    kind: ClassVar[str] = "proposals.decided"
    subject_kind: ClassVar[str] = "proposal"

    effect: str
    decision: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferralEnded(Fact):
    """A body decided otherwise than putting the proposal off: it awaits the last word like any other."""

    kind: ClassVar[str] = "proposals.deferral_ended"
    subject_kind: ClassVar[str] = "proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraiserInvited(Fact):
    """The team asked someone to appraise a version."""

    kind: ClassVar[str] = "proposals.appraiser_invited"
    subject_kind: ClassVar[str] = "proposal"

    seat: UUID
    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraiserReminded(Fact):
    """An appraiser was reminded that an opinion is awaited."""

    kind: ClassVar[str] = "proposals.appraiser_reminded"
    subject_kind: ClassVar[str] = "proposal"

    seat: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraiserReleased(Fact):
    """An appraiser could not answer and was released."""

    kind: ClassVar[str] = "proposals.appraiser_released"
    subject_kind: ClassVar[str] = "proposal"

    seat: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraiserSetAside(Fact):
    """A conflict of interest was declared: the appraiser is set aside."""

    kind: ClassVar[str] = "proposals.appraiser_set_aside"
    subject_kind: ClassVar[str] = "proposal"

    seat: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsDrafted(Fact):
    """An appraiser wrote, and sent nothing yet."""

    kind: ClassVar[str] = "proposals.opinions_drafted"
    subject_kind: ClassVar[str] = "proposal"

    seat: UUID
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsSent(Fact):
    """An appraiser sent one stage of the grid."""

    kind: ClassVar[str] = "proposals.opinions_sent"
    subject_kind: ClassVar[str] = "proposal"

    seat: UUID
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateArgued(Fact):
    """A named person argued that the gate is passed or held; others must do so too."""

    kind: ClassVar[str] = "proposals.gate_argued"
    subject_kind: ClassVar[str] = "proposal"

    act: UUID
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePassed(Fact):
    """Enough named persons stated that the gate is passed: the rest of the grid opens."""

    kind: ClassVar[str] = "proposals.gate_passed"
    subject_kind: ClassVar[str] = "proposal"

    act: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GateHeld(Fact):
    """Enough named persons stated that the gate is not passed."""

    kind: ClassVar[str] = "proposals.gate_held"
    subject_kind: ClassVar[str] = "proposal"

    act: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReopened(Fact):
    """A named person opened a new act on the gate, with an argument."""

    kind: ClassVar[str] = "proposals.gate_reopened"
    subject_kind: ClassVar[str] = "proposal"

    act: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraiserAsked(Fact):
    """Someone without account was asked by mail to appraise a version, or asked again."""

    kind: ClassVar[str] = "proposals.appraiser_asked"
    subject_kind: ClassVar[str] = "proposal"

    invitation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraiserSeated(Fact):
    """Someone who had been asked by mail took their seat."""

    kind: ClassVar[str] = "proposals.appraiser_seated"
    subject_kind: ClassVar[str] = "proposal"

    invitation: UUID
    seat: UUID
    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDeclined(Fact):
    """Someone who was asked by mail said no; `aside` when they declared a conflict of interest."""

    kind: ClassVar[str] = "proposals.invitation_declined"
    subject_kind: ClassVar[str] = "proposal"

    invitation: UUID
    aside: bool = False
