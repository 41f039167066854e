"""Writing together: people are invited by mail, say yes once, and may leave."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.accounts.queries import person_of
from liamm.features.proposals.addresses import invitation_url
from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.facts import CarrierInvited, CarrierJoined, CarrierLeft, InvitationClosed
from liamm.features.proposals.letters import CarrierAsked
from liamm.features.proposals.models import AppraiserSeat, CarrierInvitation, Proposal
from liamm.features.proposals.policies import Permission, policy
from liamm.features.spaces.actions import add_member, entrust_space, leave_space
from liamm.features.spaces.enums import Standing
from liamm.features.spaces.models import Membership
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import Recipient, post


@action
def invite_carrier(actor: Person, proposal: Proposal, *, email: str, helper: bool = False) -> CarrierInvitation:
    """Ask someone by mail to carry the proposal, or only to help write it."""
    require(policy, actor, Permission.CARRY, proposal)
    proposal = _lock_live(proposal)
    address = _address(email)
    known = person_of(address)
    if known is not None:
        _refuse_present(proposal, known)
    invitation = proposal.invitations.filter(email__iexact=address, closed_at__isnull=True).first()
    if invitation is None:
        invitation = CarrierInvitation.objects.create(proposal=proposal, email=address, helper=helper, invited_by=actor)
    letter = CarrierAsked(
        reference=proposal.reference,
        title=proposal.title or proposal.reference,
        url=invitation_url(invitation),
        by=str(actor),
        helper=invitation.helper,
    )
    post(letter, Recipient(key=f"invitation:{invitation.pk}", address=address))
    record(actor, CarrierInvited(subject_id=proposal.pk, invitation=invitation.pk))
    return invitation


@action
def close_invitation(actor: Person, invitation: CarrierInvitation) -> CarrierInvitation:
    """Take an invitation back: its link opens nothing any more."""
    require(policy, actor, Permission.CARRY, invitation.proposal)
    invitation = _lock_open(invitation)
    invitation.closed_at = clock.now()
    invitation.save(update_fields=["closed_at"])
    record(actor, InvitationClosed(subject_id=invitation.proposal_id, invitation=invitation.pk))
    return invitation


@action
def accept_invitation(
    actor: Person, invitation: CarrierInvitation, *, organisation: Organisation | None = None
) -> Proposal:
    """Say yes, holding the link of the mail; a link is good once."""
    require(policy, actor, Permission.START, invitation)
    proposal = _lock_live(invitation.proposal)
    invitation = _lock_open(invitation)
    if organisation and not actor.affiliations.filter(organisation=organisation, ends__isnull=True).exists():
        raise DomainError(_("Vous n’agissez pas pour cette organisation."), field="organisation")
    _refuse_appraiser(proposal, actor)
    invitation.accepted_by, invitation.organisation, invitation.closed_at = actor, organisation, clock.now()
    invitation.save(update_fields=["accepted_by", "organisation", "closed_at"])
    standing = Standing.MEMBER if invitation.helper else Standing.KEEPER
    membership = add_member(SYSTEM, proposal.space, person=actor, organisation=organisation, standing=standing)
    if membership.standing == Standing.MEMBER and standing == Standing.KEEPER:
        entrust_space(SYSTEM, proposal.space, person=actor, standing=standing)
    record(actor, CarrierJoined(subject_id=proposal.pk, person=actor.pk, helper=invitation.helper))
    return proposal


@action
def leave_proposal(actor: Person, proposal: Proposal, *, person: Person) -> Proposal:
    """Carry it no more, by oneself or by the choice of the carriers; someone always carries it."""
    require(policy, actor, Permission.WRITE if person.pk == actor.pk else Permission.CARRY, proposal)
    proposal = _lock_live(proposal)
    members = Membership.objects.now().filter(space=proposal.space).select_related("person")
    membership = members.filter(person=person).first()
    if membership is None:
        raise DomainError(_("Cette personne ne porte pas la demande."))
    others = members.filter(standing=Standing.KEEPER).exclude(person=person)
    if membership.standing == Standing.KEEPER and not others.exists():
        raise DomainError(
            _("Une demande a toujours quelqu’un qui la porte."),
            nearest=_("Invitez d’abord quelqu’un d’autre, ou retirez la demande."),
        )
    leave_space(SYSTEM, membership)
    record(actor, CarrierLeft(subject_id=proposal.pk, person=person.pk))
    return proposal


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise DomainError(_("Cette adresse ne semble pas complète."), field="email") from error
    return address


def _lock_live(proposal: Proposal) -> Proposal:
    held = Proposal.objects.select_for_update(of=("self",)).select_related("space").get(pk=proposal.pk)
    if held.state in {ProposalState.WITHDRAWN, ProposalState.RETAINED}:
        raise DomainError(_("Cette demande a suivi son cours : son équipe ne change plus ici."))
    return held


def _lock_open(invitation: CarrierInvitation) -> CarrierInvitation:
    held = CarrierInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if held.closed_at:
        raise DomainError(
            _("Cette invitation a déjà servi, ou a été reprise."),
            nearest=_("Demandez-en une autre à la personne qui vous l’a envoyée."),
        )
    return held


def _refuse_present(proposal: Proposal, person: Person) -> None:
    if Membership.objects.now().filter(space=proposal.space, person=person, standing=Standing.KEEPER).exists():
        raise DomainError(_("Cette personne porte déjà la demande."), field="email")
    _refuse_appraiser(proposal, person)


def _refuse_appraiser(proposal: Proposal, person: Person) -> None:
    seats = AppraiserSeat.objects.counted().filter(version__proposal=proposal, person=person)
    if seats.exists():
        raise DomainError(
            _("Qui apprécie une demande ne peut pas la porter."),
            nearest=_("La personne peut se déporter de son avis, puis accepter l’invitation."),
            field="email",
        )
