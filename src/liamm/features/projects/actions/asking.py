"""Proposing a role to somebody: it begins when they accept it, by their page or by the link they were sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liamm.features.accounts.actions import welcome_proven
from liamm.features.accounts.models import Organisation, Person
from liamm.features.accounts.queries import acting_for, person_of, recipient
from liamm.features.charter import bindings
from liamm.features.projects.enums import RoleReply
from liamm.features.projects.facts import RoleProposalClosed, RoleProposed
from liamm.features.projects.letters import RoleProposedLetter
from liamm.features.projects.models import ASKED, Project, RoleProposal, TeamRole
from liamm.features.projects.policies import Permission, policy
from liamm.features.projects.seating import RoleDraft, holds, refuse_unknown, seat_in_team
from liamm.features.spaces.queries import people_known_to
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.invited import DAYS, digest_of, make_token, term_from
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import Recipient, post


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAsked:
    """A role to propose, to a person whom the proposer may know or to whoever reads an address."""

    role: str
    person: Person | None = None
    email: str = ""
    voice: str = ""
    context: str = ""


@action
def propose_role(actor: Person, project: Project, asked: RoleAsked) -> RoleProposal:
    """Ask somebody to take a role of the charter; asked twice, the last link opens.

    Raises DomainError for an unknown role, a person whom the actor may not know, or who holds the role already.
    """
    require(policy, actor, Permission.LEAD, project)
    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    _refuse_over(project)
    refuse_unknown(asked.role, asked.voice)
    if asked.person:
        _refuse_person(actor, project, asked.person, asked.role)
    address = "" if asked.person else _address(asked.email)
    same = project.role_proposals.unanswered().filter(role=asked.role, person=asked.person, email__iexact=address)
    proposal = same.first() or RoleProposal(project=project, person=asked.person, email=address, role=asked.role)
    proposal.proposed_by, proposal.voice, proposal.context = actor, asked.voice, asked.context
    _send(proposal)
    record(actor, RoleProposed(subject_id=project.pk, proposal=proposal.pk, role=asked.role))
    return proposal


@action
def accept_role(
    actor: Person | LinkHolder, proposal: RoleProposal, *, name: str = "", organisation: Organisation | None = None
) -> TeamRole:
    """Say yes, and hold the role from today on; whoever had no account gets one, for the address that was asked."""
    require(policy, actor, Permission.ANSWER_ROLE, proposal)
    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal.project_id)
    proposal = _lock_open(proposal)
    _refuse_over(project)
    person = actor if isinstance(actor, Person) else _behind(actor, proposal, name)
    _close(proposal, RoleReply.ACCEPTED)
    held = project.roles.now().filter(person=person, role=proposal.role).first()
    if held:
        record(person, RoleProposalClosed(subject_id=project.pk, proposal=proposal.pk, reply=str(proposal.reply)))
        return held
    if organisation and not acting_for(person).filter(pk=organisation.pk).exists():
        raise DomainError(_("Vous n’agissez pas pour cette organisation."), field="organisation")
    draft = RoleDraft(
        person=person,
        role=proposal.role,
        organisation=organisation,
        voice=proposal.voice,
        context=proposal.context,
    )
    return seat_in_team(person, project, draft)


@action
def decline_role(actor: Person | LinkHolder, proposal: RoleProposal) -> RoleProposal:
    """Say no; nothing more is asked."""
    require(policy, actor, Permission.ANSWER_ROLE, proposal)
    return _end(actor, _lock_open(proposal), RoleReply.DECLINED)


@action
def take_role_back(actor: Person, proposal: RoleProposal) -> RoleProposal:
    """Propose it no more: the link opens nothing from now on."""
    require(policy, actor, Permission.LEAD, proposal.project)
    return _end(actor, _lock_unanswered(proposal), RoleReply.TAKEN_BACK)


def _end(actor: Person | LinkHolder, proposal: RoleProposal, reply: RoleReply) -> RoleProposal:
    _close(proposal, reply)
    record(actor, RoleProposalClosed(subject_id=proposal.project_id, proposal=proposal.pk, reply=str(reply)))
    return proposal


def _behind(actor: LinkHolder, proposal: RoleProposal, name: str) -> Person:
    known = proposal.person or person_of(proposal.email)
    return known or welcome_proven(actor, email=proposal.email, name=name.strip(), language=get_language() or "fr")


def _send(proposal: RoleProposal) -> None:
    """Write the letter with a link made for it; a link that had left before opens nothing any more."""
    token = make_token()
    proposal.digest, proposal.expires_at = digest_of(token, purpose=ASKED), term_from(clock.now())
    proposal.save()
    known = proposal.person or person_of(proposal.email)
    to = recipient(known) if known else Recipient(key=f"role-proposal:{proposal.pk}", address=proposal.email)
    role = bindings.project_roles(clock.today()).value.role(proposal.role)
    letter = RoleProposedLetter(
        project=proposal.project,
        proposal=proposal,
        role=role.name,
        definition=role.definition,
        token=token,
        term=clock.today() + timedelta(days=DAYS),
    )
    post(letter, to)


def _refuse_over(project: Project) -> None:
    if project.is_over:
        raise DomainError(_("Ce projet est terminé : on n’y prend plus de rôle."))


def _refuse_person(actor: Person, project: Project, person: Person, role: str) -> None:
    if not people_known_to(actor, project.space_id).filter(pk=person.pk).exists():
        raise DomainError(
            _("Cette personne n’a pas choisi d’être montrée ici."),
            field="person",
            nearest=_("Proposez-lui le rôle à son adresse électronique, si vous la connaissez."),
        )
    if holds(project, person, role):
        raise DomainError(_("%(name)s tient déjà ce rôle.") % {"name": person}, field="role")


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise DomainError(_("Cette adresse ne semble pas complète."), field="email") from error
    return address


def _close(proposal: RoleProposal, reply: RoleReply) -> None:
    proposal.reply, proposal.closed_at = reply, clock.now()
    proposal.save(update_fields=["reply", "closed_at"])


def _lock_unanswered(proposal: RoleProposal) -> RoleProposal:
    rows = RoleProposal.objects.select_for_update(of=("self",), no_key=True).select_related("project__space", "person")
    held = rows.get(pk=proposal.pk)
    if held.closed_at:
        raise DomainError(_("Cette proposition a déjà reçu une réponse, ou a été reprise."))
    return held


def _lock_open(proposal: RoleProposal) -> RoleProposal:
    held = _lock_unanswered(proposal)
    if not held.is_open:
        raise DomainError(
            _("Cette proposition a passé son délai."), nearest=_("Demandez-en une autre à qui vous l’a envoyée.")
        )
    return held
