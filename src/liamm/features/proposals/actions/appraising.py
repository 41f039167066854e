"""Appraising: people are invited, write in their corner, send stage by stage, or are set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.proposals.enums import Stage, Verdict
from liamm.features.proposals.facts import (
    AppraiserReleased,
    AppraiserReminded,
    AppraiserSetAside,
    GateReopened,
    OpinionsDrafted,
    OpinionsSent,
)
from liamm.features.proposals.models import AppraiserSeat, GateAct, GateWord, Opinion, Proposal
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.grid import criteria_of, findings_of, gate_standing, grid_of, stage_of
from liamm.features.proposals.rules.gate import may_state
from liamm.features.proposals.seating import ask_person, lock_waiting, write_to
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record

MOST_LETTERS = 10_000


@dataclass(frozen=True, slots=True)
class Draft:
    """What an appraiser writes about a criterion: a step of the scale (or none yet) and an argument."""

    step: str
    argument: str


@action
def invite_appraiser(actor: Person, proposal: Proposal, *, person: Person) -> AppraiserSeat:
    """Ask a person who does not carry the proposal to appraise its last version."""
    require(policy, actor, Permission.HANDLE, proposal)
    return ask_person(actor, lock_waiting(proposal), person)


@action
def remind_appraiser(actor: Actor, seat: AppraiserSeat) -> AppraiserSeat:
    """Remind once, when the day has passed, someone who has not sent what is open to them."""
    require(policy, actor, Permission.REMIND, seat)
    seat = _lock_seat(seat)
    seat.reminded_at = clock.now()
    seat.save(update_fields=["reminded_at"])
    proposal = seat.version.proposal
    record(actor, AppraiserReminded(subject_id=proposal.pk, seat=seat.pk))
    write_to(seat, proposal, reminder=True)
    return seat


@action
def release_appraiser(actor: Person, seat: AppraiserSeat) -> AppraiserSeat:
    """Let go someone who cannot answer; what they had not sent is read by nobody."""
    proposal = seat.version.proposal
    own = actor.pk == seat.person_id
    require(policy, actor, Permission.APPRAISE if own else Permission.HANDLE, seat if own else proposal)
    lock_waiting(proposal)
    seat = _lock_seat(seat)
    if seat.gate_sent_at:
        raise DomainError(
            _("Cet avis est déjà envoyé : il compte."),
            nearest=_("Seul un lien d’intérêts déclaré l’écarterait."),
        )
    seat.released_at = clock.now()
    seat.save(update_fields=["released_at"])
    record(actor, AppraiserReleased(subject_id=proposal.pk, seat=seat.pk))
    return seat


@action
def set_aside_appraiser(actor: Person, seat: AppraiserSeat, *, reason: str) -> AppraiserSeat:
    """Record a conflict of interest: the person reads no other opinion any more and counts no more."""
    require(policy, actor, Permission.SET_ASIDE, seat)
    proposal = lock_waiting(seat.version.proposal)
    seat = _lock_seat(seat)
    if not reason.strip():
        raise DomainError(_("Dites en une phrase quel est ce lien : il sera gardé."), field="reason")
    seat.aside_at, seat.aside_by, seat.aside_reason = clock.now(), actor, reason.strip()
    seat.save(update_fields=["aside_at", "aside_by", "aside_reason"])
    record(actor, AppraiserSetAside(subject_id=proposal.pk, seat=seat.pk))
    _take_up_gate(actor, seat)
    return seat


def _take_up_gate(actor: Person, seat: AppraiserSeat) -> None:
    """What was stated with the person is stated again, unless the rule is met and the named persons enough without."""
    version = seat.version
    act = gate_standing(version).act
    if act is None or not act.verdict:
        return
    named = grid_of(version).value.gate_rule.named_persons
    spoken = set(GateWord.objects.filter(act=act).values_list("person", flat=True))
    enough = len(spoken - {seat.person_id}) >= named if act.closed_at else seat.person_id not in spoken
    if enough and may_state(findings_of(version), passed=act.verdict == Verdict.PASSED):
        return
    taken_up = GateAct.objects.create(
        version=version,
        number=act.number + 1,
        aside=seat,
    )
    record(actor, GateReopened(subject_id=version.proposal_id, act=taken_up.pk))


@action
def draft_opinions(actor: Person, seat: AppraiserSeat, *, drafts: Mapping[str, Draft]) -> AppraiserSeat:
    """Keep what an appraiser writes, before sending; criteria behind a closed gate are refused."""
    require(policy, actor, Permission.APPRAISE, seat)
    lock_waiting(seat.version.proposal)
    seat = _lock_seat(seat)
    grid = grid_of(seat.version).value
    _write(seat, grid, drafts)
    record(actor, OpinionsDrafted(subject_id=seat.version.proposal_id, seat=seat.pk, criteria=tuple(drafts)))
    return seat


@action
def send_opinions(
    actor: Person, seat: AppraiserSeat, *, stage: str, drafts: Mapping[str, Draft] | None = None
) -> AppraiserSeat:
    """Send one stage whole, every criterion argued; it does not change any more."""
    require(policy, actor, Permission.APPRAISE, seat)
    proposal = lock_waiting(seat.version.proposal)
    seat = _lock_seat(seat)
    grid = grid_of(seat.version).value
    wanted = criteria_of(grid, stage)
    _refuse_closed(seat, [stage])
    _refuse_sent(seat, stage)
    _write(seat, grid, drafts or {})
    given = {one.criterion: one for one in seat.opinions.filter(stage=stage)}
    _refuse_unargued(grid, wanted, given)
    moment = clock.now()
    seat.opinions.filter(stage=stage).update(sent_at=moment)
    if stage == Stage.GATE:
        seat.gate_sent_at = moment
    else:
        seat.rest_sent_at = moment
    seat.save(update_fields=["gate_sent_at", "rest_sent_at"])
    record(actor, OpinionsSent(subject_id=proposal.pk, seat=seat.pk, stage=str(stage)))
    return seat


def _write(seat: AppraiserSeat, grid: Grid, drafts: Mapping[str, Draft]) -> None:
    known = {one.key for one in grid.criteria}
    steps = {step.key for step in grid.scale} | {""}
    unknown = [key for key, draft in drafts.items() if key not in known or draft.step not in steps]
    if unknown:
        raise DomainError(_("Ce critère ou cette appréciation n’est pas de la grille de cette demande."))
    stages = {key: stage_of(grid, key) for key in drafts}
    _refuse_closed(seat, stages.values())
    for key, draft in drafts.items():
        _refuse_sent(seat, stages[key])
        if len(draft.argument) > MOST_LETTERS:
            raise DomainError(_("C’est très long : 10 000 signes au plus."), field=key)
        kept = {"step": draft.step, "argument": draft.argument.strip(), "changed_at": clock.now()}
        Opinion.objects.update_or_create(seat=seat, criterion=key, defaults={"stage": stages[key], **kept})


def _refuse_closed(seat: AppraiserSeat, stages: Iterable[str]) -> None:
    """Blocks after the gate stay closed until it is passed, whatever the door one comes by."""
    if not set(stages) - {Stage.GATE} or gate_standing(seat.version).is_passed:
        return
    grid = grid_of(seat.version)
    raise DomainError(
        _("Le filtre « %(motto)s » n’est pas encore franchi : la suite de la grille reste fermée.")
        % {"motto": grid.value.gate.motto},
        citation=grid.cite(grid.value.gate),
        nearest=grid.value.gate_rule.text,
    )


def _refuse_sent(seat: AppraiserSeat, stage: str) -> None:
    if seat.sent(stage):
        raise DomainError(_("Cette partie de votre avis est envoyée : elle ne change plus."))


def _refuse_unargued(grid: Grid, wanted: list[str], given: Mapping[str, Opinion]) -> None:
    lacking = [key for key in wanted if key not in given or not (given[key].step and given[key].argument)]
    if lacking:
        names = ", ".join(f"« {grid.criterion(key).name} »" for key in lacking)
        raise DomainError(
            _("Il manque une appréciation ou son argument pour : %(names)s.") % {"names": names},
            nearest=_("Ce que vous avez écrit est gardé."),
        )


def _lock_seat(seat: AppraiserSeat) -> AppraiserSeat:
    held = (
        AppraiserSeat.objects.select_for_update(of=("self",), no_key=True)
        .select_related("version__proposal")
        .get(pk=seat.pk)
    )
    if not held.is_counted:
        raise DomainError(_("Cette personne n’apprécie plus cette demande."))
    if held.version.number != held.version.proposal.versions_count:
        raise DomainError(_("Une nouvelle version a été déposée : cet avis portait sur la précédente."))
    return held
