"""The gate: passed or held by the recorded, argued act of named persons, when the rule of the charter is met."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient
from liamm.features.proposals.addresses import appraisal_url, proposal_url
from liamm.features.proposals.enums import APPRAISED_KINDS, Verdict
from liamm.features.proposals.facts import GateArgued, GateHeld, GatePassed, GateReopened
from liamm.features.proposals.letters import GateStated
from liamm.features.proposals.models import AppraiserSeat, GateAct, GateWord, Proposal, ProposalVersion
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.grid import findings_of, gate_standing, grid_of
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.rules.gate import may_state
from liamm.features.proposals.saying import say_findings
from liamm.features.spaces.enums import Standing
from liamm.features.spaces.models import Membership
from liamm.kernel import clock
from liamm.kernel.access import require
from liamm.kernel.actions import Citation, DomainError, action
from liamm.kernel.bound import refuse_bound
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def pass_gate(actor: Person, proposal: Proposal, *, argument: str) -> GateAct:
    """State, with an argument, that the gate is passed; it opens once enough named persons have."""
    require(policy, actor, Permission.STATE_GATE, proposal)
    act = _state(actor, proposal, verdict=Verdict.PASSED, argument=argument)
    fact = GatePassed(subject_id=proposal.pk, act=act.pk) if act.closed_at else None
    record(actor, fact or GateArgued(subject_id=proposal.pk, act=act.pk, verdict=Verdict.PASSED.value))
    return act


@action
def hold_gate(actor: Person, proposal: Proposal, *, argument: str) -> GateAct:
    """State, with an argument, that the gate is not passed, enough opinions having been sent."""
    require(policy, actor, Permission.STATE_GATE, proposal)
    act = _state(actor, proposal, verdict=Verdict.HELD, argument=argument)
    fact = GateHeld(subject_id=proposal.pk, act=act.pk) if act.closed_at else None
    record(actor, fact or GateArgued(subject_id=proposal.pk, act=act.pk, verdict=Verdict.HELD.value))
    return act


@action
def reopen_gate(actor: Person, proposal: Proposal, *, argument: str) -> GateAct:
    """Open a new act, saying why: until it is closed, the gate is neither passed nor held."""
    require(policy, actor, Permission.STATE_GATE, proposal)
    version = _lock(proposal)
    standing = gate_standing(version)
    if standing.act is None:
        raise DomainError(_("Rien n’a encore été constaté au filtre : il n’y a rien à reprendre."))
    _refuse_empty(argument)
    act = GateAct.objects.create(
        version=version, number=standing.act.number + 1, reopened_by=actor, reopening=argument.strip()
    )
    record(actor, GateReopened(subject_id=proposal.pk, act=act.pk))
    return act


def _state(actor: Person, proposal: Proposal, *, verdict: Verdict, argument: str) -> GateAct:
    version = _lock(proposal)
    _refuse_empty(argument)
    act = _act_under_way(version, verdict)
    _refuse_unmet(version, verdict)
    if GateWord.objects.filter(act=act, person=actor).exists():
        raise DomainError(
            _("Vous l’avez déjà constaté : il faut maintenant une autre personne."),
            citation=_cite(version),
        )
    GateWord.objects.create(act=act, person=actor, argument=argument.strip())
    if GateWord.objects.filter(act=act).count() >= grid_of(version).value.gate_rule.named_persons:
        act.closed_at = clock.now()
        act.save(update_fields=["closed_at"])
        _tell(version, act)
    return act


def _act_under_way(version: ProposalVersion, verdict: Verdict) -> GateAct:
    act = gate_standing(version).act
    if act is None:
        return GateAct.objects.create(version=version, number=1, verdict=verdict)
    if act.closed_at:
        raise DomainError(
            _("Cela a déjà été constaté : « %(verdict)s ».") % {"verdict": act.get_verdict_display()},
            nearest=_("Si quelque chose a changé, reprenez le constat en disant pourquoi."),
        )
    if not act.verdict:
        act.verdict = verdict
        act.save(update_fields=["verdict"])
    if act.verdict != verdict:
        raise DomainError(
            _("Une première personne a constaté le contraire."),
            nearest=_("Parlez-en ensemble, puis reprenez le constat en disant pourquoi."),
        )
    return act


def _lock(proposal: Proposal) -> ProposalVersion:
    held = Proposal.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal.pk)
    if not held.is_waiting:
        raise DomainError(_("Cette demande n’attend plus d’avis."))
    refuse_bound("proposal", held.pk)
    if held.kind not in APPRAISED_KINDS:
        raise DomainError(_("La grille est faite pour les projets et les actions."))
    return latest_version(held)


def _refuse_empty(argument: str) -> None:
    if not argument.strip():
        raise DomainError(_("Dites ce qui le montre : un constat se fait avec un argument."), field="argument")


def _refuse_unmet(version: ProposalVersion, verdict: Verdict) -> None:
    findings = findings_of(version)
    passed = verdict == Verdict.PASSED
    if may_state(findings, passed=passed):
        return
    grid = grid_of(version)
    if passed:
        sentence = _("Le filtre n’est pas franchi : %(why)s.") % {"why": say_findings(findings, grid.value)}
    elif findings:
        sentence = _("Il est trop tôt pour le constater : %(why)s.") % {"why": say_findings(findings, grid.value)}
    else:
        sentence = _("La règle du filtre est remplie : rien ne permet de le tenir fermé.")
    raise DomainError(sentence, citation=_cite(version), nearest=grid.value.gate_rule.text)


def _cite(version: ProposalVersion) -> Citation:
    grid = grid_of(version)
    return grid.cite(grid.value.gate_rule)


def _tell(version: ProposalVersion, act: GateAct) -> None:
    proposal = version.proposal
    words = tuple(
        (str(word.person), word.argument) for word in GateWord.objects.filter(act=act).select_related("person")
    )
    told = GateStated(
        reference=proposal.reference,
        title=version.title,
        url=proposal_url(proposal),
        passed=act.verdict == Verdict.PASSED,
        arguments=words,
    )
    keepers = Membership.objects.now().filter(space=proposal.space_id, standing=Standing.KEEPER)
    for member in keepers.select_related("person"):
        post(told, recipient(member.person))
    go_on = replace(told, url=appraisal_url(proposal), appraiser=True)
    for seat in AppraiserSeat.objects.counted().filter(version=version).select_related("person"):
        post(go_on, recipient(seat.person))
