"""A request begins: from nothing, from what was heard, from a clarification, or after another request."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.enums import ProposalKind
from liamm.features.proposals.enums import ClarificationState, ProposalState
from liamm.features.proposals.facts import ProposalResubmitted, ProposalStarted
from liamm.features.proposals.models import Answer, AnswerChange, Clarification, Proposal
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.grid import grid_in_force
from liamm.features.proposals.questions import questions_of
from liamm.features.spaces.actions import add_member, open_space
from liamm.features.spaces.enums import Audience, Entrance, SpaceKind, Standing
from liamm.features.spaces.models import Membership, Space
from liamm.features.spaces.queries import is_member
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.thread.chain import Node, stages, tie

ORIGINS = frozenset({"signal", "problem", "community"})


@action
def start_proposal(
    actor: Person,
    origin: Node | Clarification | None,
    *,
    kind: str,
    title: str = "",
) -> Proposal:
    """Start to write; who starts carries it. A clarification hands over its circle and its facilitator."""
    require(policy, actor, Permission.START, origin)
    _refuse_unknown(kind)
    if isinstance(origin, Clarification):
        return _from_clarification(actor, origin, kind=kind)
    if origin is not None:
        _refuse_unseen(actor, origin)
    proposal = _create(actor, None, kind=kind, title=title)
    add_member(SYSTEM, proposal.space, person=actor, standing=Standing.KEEPER)
    if origin is not None:
        tie(origin, "led_to", Node("proposal", proposal.pk))
    record(actor, ProposalStarted(subject_id=proposal.pk, proposal_kind=kind))
    return proposal


@action
def resubmit_proposal(actor: Person, former: Proposal, *, kind: str) -> Proposal:
    """Ask anew by another proposal, of another kind perhaps, linked to the former; what fits is copied."""
    require(policy, actor, Permission.CARRY, former)
    _refuse_unknown(kind)
    former = Proposal.objects.select_for_update(of=("self",), no_key=True).select_related("space").get(pk=former.pk)
    if former.state not in {ProposalState.REDIRECTED, ProposalState.NOT_RETAINED, ProposalState.WITHDRAWN}:
        raise DomainError(
            _("Cette demande suit son cours : il n’y a pas lieu d’en écrire une autre à sa place."),
            nearest=_("Vous pouvez la retirer, ou attendre la décision."),
        )
    proposal = _create(actor, None, kind=kind, title=former.title)
    proposal.facilitator = former.facilitator
    proposal.save(update_fields=["facilitator"])
    for member in Membership.objects.now().filter(space=former.space).select_related("person", "organisation"):
        add_member(
            SYSTEM,
            proposal.space,
            person=member.person,
            organisation=member.organisation,
            standing=Standing(member.standing),
        )
    _copy_answers(former, proposal)
    tie(Node("proposal", former.pk), "resubmitted_as", Node("proposal", proposal.pk))
    record(actor, ProposalResubmitted(subject_id=former.pk, successor=proposal.pk))
    record(actor, ProposalStarted(subject_id=proposal.pk, proposal_kind=kind))
    return proposal


def _from_clarification(actor: Person, clarification: Clarification, *, kind: str) -> Proposal:
    held = (
        Clarification.objects.select_for_update(of=("self",), no_key=True)
        .select_related("space")
        .get(pk=clarification.pk)
    )
    if not is_member(actor, held.space_id):
        raise DomainError(_("Cette discussion appartient à ceux qui la mènent."))
    if held.state != ClarificationState.READY:
        raise DomainError(
            _("Cette discussion n’est pas encore prête à devenir une demande."),
            nearest=_("Son facilitateur ou sa facilitatrice le dit quand elle l’est."),
        )
    if Proposal.objects.filter(space=held.space).exists():
        raise DomainError(_("Cette discussion est déjà devenue une demande."))
    proposal = _create(actor, held.space, kind=kind, title=held.title)
    proposal.facilitator_id = held.facilitator_id
    proposal.save(update_fields=["facilitator"])
    if not Membership.objects.now().filter(space=held.space, standing=Standing.KEEPER).exists():
        raise DomainError(
            _("Personne ne porte encore ce sujet."),
            nearest=_("Invitez d’abord dans la discussion celles et ceux qui le porteraient."),
        )
    tie(Node("clarification", held.pk), "became", Node("proposal", proposal.pk))
    record(actor, ProposalStarted(subject_id=proposal.pk, proposal_kind=kind))
    return proposal


def _create(actor: Person, space: Space | None, *, kind: str, title: str) -> Proposal:
    title, reference = title.strip()[:200], next_reference("DM")
    proposal = Proposal.objects.create(
        space=space or _new_circle(reference), kind=kind, title=title, reference=reference
    )
    if title:
        _write(proposal, "title", title, actor)
    return proposal


def _write(proposal: Proposal, question: str, value: object, author: Person) -> None:
    Answer.objects.create(proposal=proposal, question=question, value=value, author=author)
    AnswerChange.objects.create(proposal=proposal, question=question, number=1, value=value, author=author)


def _copy_answers(former: Proposal, proposal: Proposal) -> None:
    wanted = {question.key for question in questions_of(proposal.kind, grid_in_force().value)} - {"title"}
    for answer in former.answers.filter(question__in=wanted).select_related("author"):
        _write(proposal, answer.question, answer.value, answer.author)


def _new_circle(reference: str) -> Space:
    """The circle of those who write, known by the reference alone: its name shows where the request may not be read."""
    name = _("Demande %(reference)s") % {"reference": reference}
    return open_space(SYSTEM, kind=SpaceKind.PROJECT, name=name, audience=Audience.PRIVATE, entrance=Entrance.CLOSED)


def _refuse_unknown(kind: str) -> None:
    functions = bindings.functions(clock.today())
    if kind not in set(ProposalKind) or functions.value.answering(ProposalKind(kind)) is None:
        raise DomainError(
            _("Le laboratoire ne répond pas à ce genre de demande."),
            citation=functions.cite(),
            nearest=_("Dites-nous ce que vous cherchez : l’équipe vous orientera."),
            field="kind",
        )


def _refuse_unseen(actor: Person, origin: Node) -> None:
    seen = origin.kind in ORIGINS and any(stage.now for stage in stages(actor, origin))
    if not seen:
        raise DomainError(_("Nous n’avons pas retrouvé ce dont cette demande partirait."))
