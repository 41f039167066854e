"""Submitting word for word, accompanying, giving back, taking up again, withdrawing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient, team
from liamm.features.charter.bindings import Cited
from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.commitments.actions import drop_load
from liamm.features.proposals.addresses import proposal_url
from liamm.features.proposals.answering import unanswered
from liamm.features.proposals.enums import APPRAISED_KINDS, ProposalState
from liamm.features.proposals.facts import (
    ProposalAccompanied,
    ProposalReturned,
    ProposalSubmitted,
    ProposalTakenUpAgain,
    ProposalWithdrawn,
)
from liamm.features.proposals.holding import lock_writable
from liamm.features.proposals.letters import ProposalArrived, ProposalGivenBack, ProposalReceived
from liamm.features.proposals.models import KINDS, Proposal, ProposalVersion
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.grid import grid_in_force
from liamm.features.proposals.questions import Question, questions_of
from liamm.features.proposals.rules.states import may_go
from liamm.features.proposals.rules.writing import is_empty
from liamm.features.proposals.upstream import tell_submitted, tell_withdrawn
from liamm.features.spaces.enums import Standing
from liamm.features.spaces.models import Membership
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.bound import refuse_bound
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import Letter, post
from liamm.kernel.thread.chain import Node

MOST_NAMED = 6


class UnansweredError(DomainError):
    """Some needed questions have no answer: `questions` says which, for the page to lead there."""

    def __init__(self, questions: list[Question]) -> None:
        named = ", ".join(f"« {question.full_label} »" for question in questions[:MOST_NAMED])
        super().__init__(
            _("Il manque encore une réponse à : %(named)s.") % {"named": named},
            nearest=_("Ce que vous avez écrit est gardé : revenez quand vous voulez."),
        )
        self.questions = questions


@action
def submit_proposal(actor: Person, proposal: Proposal) -> ProposalVersion:
    """Keep what is written, word for word, as a version bound to the charter in force; appraisals start from it."""
    require(policy, actor, Permission.CARRY, proposal)
    proposal = lock_writable(proposal)
    grid = grid_in_force()
    asked = questions_of(proposal.kind, grid.value)
    values = dict(proposal.answers.values_list("question", "value"))
    missing = unanswered(asked, values)
    if missing:
        raise UnansweredError(missing)
    proposal.versions_count += 1
    proposal.title = str(values.get("title", proposal.title))[:200]
    version = ProposalVersion.objects.create(
        proposal=proposal,
        number=proposal.versions_count,
        kind=proposal.kind,
        title=proposal.title,
        charter_version=grid.version,
        answers=[
            {"key": question.key, "label": question.full_label, "value": values[question.key]}
            for question in asked
            if not is_empty(values.get(question.key, ""))
        ],
        carriers=_carriers(proposal),
        submitted_by=actor,
    )
    proposal.state, proposal.submitted_at, proposal.words = ProposalState.SUBMITTED, clock.now(), ""
    proposal.decided_at, proposal.load_entered_at = None, None
    _keep(proposal)
    record(
        actor,
        ProposalSubmitted(
            subject_id=proposal.pk, version=version.pk, number=version.number, charter_version=grid.version
        ),
    )
    _tell_submitted(version, grid)
    tell_submitted(version)
    return version


@action
def accompany_proposal(actor: Person, proposal: Proposal) -> Proposal:
    """Be the one of the team who accompanies it, in place of whoever did."""
    require(policy, actor, Permission.HANDLE, proposal)
    held = Proposal.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal.pk)
    if held.is_decided or held.state == ProposalState.WITHDRAWN:
        raise DomainError(_("Cette demande n’attend plus rien : il n’y a plus à l’accompagner."))
    if held.facilitator_id == actor.pk:
        raise DomainError(_("Vous l’accompagnez déjà."))
    held.facilitator = actor
    held.save(update_fields=["facilitator"])
    record(actor, ProposalAccompanied(subject_id=held.pk))
    return held


@action
def return_proposal(actor: Person, proposal: Proposal, *, words: str) -> Proposal:
    """Give a submitted proposal back to its carriers, saying what would help; never once a decision stands on it."""
    require(policy, actor, Permission.HANDLE, proposal)
    proposal = _move(proposal, ProposalState.REWORK)
    refuse_bound("proposal", proposal.pk)
    if not words.strip():
        raise DomainError(_("Dites aux porteurs ce qui aiderait."), field="words")
    proposal.words = words.strip()
    _keep(proposal)
    drop_load(SYSTEM, Node("proposal", proposal.pk))
    record(actor, ProposalReturned(subject_id=proposal.pk, number=proposal.versions_count))
    _tell_carriers(
        proposal,
        ProposalGivenBack(
            reference=proposal.reference, title=proposal.title, url=proposal_url(proposal), words=proposal.words
        ),
    )
    return proposal


@action
def take_up_again(actor: Person, proposal: Proposal) -> Proposal:
    """Write a new version after a decision that did not retain it, or after withdrawing it."""
    require(policy, actor, Permission.CARRY, proposal)
    again = {ProposalState.REDIRECTED, ProposalState.NOT_RETAINED, ProposalState.WITHDRAWN}
    proposal = _move(proposal, ProposalState.REWORK, only_from=again)
    _keep(proposal)
    record(actor, ProposalTakenUpAgain(subject_id=proposal.pk))
    return proposal


@action
def withdraw_proposal(actor: Person, proposal: Proposal, *, words: str = "") -> Proposal:
    """Take it back, until something opened: nobody is held to what they asked. What was submitted stays kept."""
    require(policy, actor, Permission.CARRY, proposal)
    proposal = _move(proposal, ProposalState.WITHDRAWN)
    proposal.words = words.strip()
    _keep(proposal)
    drop_load(SYSTEM, Node("proposal", proposal.pk))
    record(actor, ProposalWithdrawn(subject_id=proposal.pk))
    if proposal.versions_count:
        tell_withdrawn(proposal)
    return proposal


def _move(proposal: Proposal, to: ProposalState, *, only_from: set[ProposalState] | None = None) -> Proposal:
    held = Proposal.objects.select_for_update(of=("self",), no_key=True).select_related("space").get(pk=proposal.pk)
    if not may_go(held.state, to) or (only_from is not None and held.state not in only_from):
        raise DomainError(
            _("Cette demande est %(state)s : cela ne se peut plus.") % {"state": held.get_state_display()}
        )
    held.state = to
    return held


def _keep(proposal: Proposal) -> None:
    proposal.changed_at = clock.now()
    proposal.save()


def _carriers(proposal: Proposal) -> list[dict[str, str | None]]:
    members = Membership.objects.now().filter(space=proposal.space, standing=Standing.KEEPER).order_by("starts", "id")
    return [
        {"person": str(one.person_id), "organisation": str(one.organisation_id) if one.organisation_id else None}
        for one in members
    ]


def _tell_submitted(version: ProposalVersion, grid: Cited[Grid]) -> None:
    proposal = version.proposal
    about = {"reference": proposal.reference, "title": version.title, "url": proposal_url(proposal)}
    appraised = proposal.kind in APPRAISED_KINDS
    _tell_carriers(proposal, ProposalReceived(**about, number=version.number, grid=grid.version, appraised=appraised))
    arrived = ProposalArrived(**about, number=version.number, genre=dict(KINDS)[proposal.kind])
    for person in team():
        post(arrived, recipient(person))


def _tell_carriers(proposal: Proposal, letter: Letter) -> None:
    keepers = Membership.objects.now().filter(space=proposal.space, standing=Standing.KEEPER)
    for member in keepers.select_related("person"):
        post(letter, recipient(member.person))
