"""Inviting by mail: to carry, to help write, to appraise; a link is answered once, before its term, or taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liamm.features.accounts.actions import welcome_proven
from liamm.features.accounts.models import Affiliation, Organisation, Person
from liamm.features.accounts.queries import person_of
from liamm.features.proposals.addresses import invitation_url
from liamm.features.proposals.enums import InvitedAs, Reply
from liamm.features.proposals.facts import (
    AppraiserAsked,
    AppraiserSeated,
    CarrierInvited,
    InvitationClosed,
    InvitationDeclined,
)
from liamm.features.proposals.joining import join_carriers, lock_live, refuse_appraiser, refuse_present
from liamm.features.proposals.letters import AppraiserAskedByMail, CarrierAsked
from liamm.features.proposals.models import INVITATION, AppraiserSeat, Invitation, Proposal, ProposalVersion
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.seating import ask_person, lock_waiting, refuse_no_room, refuse_tied, take_seat
from liamm.kernel import clock
from liamm.kernel.access import Actor, LinkHolder, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.invited import DAYS, digest_of, make_token, term_from
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import Recipient, post


@action
def invite_carrier(actor: Person, proposal: Proposal, *, email: str, helper: bool = False) -> Invitation:
    """Ask someone by mail to carry the proposal, or only to help write it; asked twice, the last link opens."""
    require(policy, actor, Permission.CARRY, proposal)
    proposal = lock_live(proposal)
    address = _address(email)
    known = person_of(address)
    if known is not None:
        refuse_present(proposal, known)
    invitation = _waiting(proposal, address)
    if invitation is not None and invitation.to_appraise:
        raise DomainError(_("Cette personne est invitée à apprécier la demande."), field="email")
    if invitation is None:
        role = InvitedAs.HELPER if helper else InvitedAs.CARRIER
        invitation = Invitation(proposal=proposal, role=role, email=address, invited_by=actor)
    _send(invitation, actor)
    record(actor, CarrierInvited(subject_id=proposal.pk, invitation=invitation.pk))
    return invitation


@action
def invite_appraiser_by_mail(
    actor: Person, proposal: Proposal, *, email: str, name: str = ""
) -> AppraiserSeat | Invitation:
    """Ask whoever reads an address to appraise the last version: at once with an account, else by a link of its own."""
    require(policy, actor, Permission.HANDLE, proposal)
    proposal = lock_waiting(proposal)
    address = _address(email)
    known = person_of(address)
    invitation = _waiting(proposal, address)
    if invitation is not None and not invitation.to_appraise:
        raise DomainError(_("Cette personne est invitée à écrire la demande."), field="person")
    if known is not None:
        if invitation is not None:
            _close(invitation, Reply.TAKEN_BACK)
        return ask_person(actor, proposal, known)
    version = latest_version(proposal)
    refuse_tied(version, address)
    if invitation is None or invitation.version_id != version.pk or not invitation.is_open:
        refuse_no_room(version)
    if invitation is None:
        invitation = Invitation(proposal=proposal, role=InvitedAs.APPRAISER, email=address, invited_by=actor)
    invitation.version, invitation.name = version, name.strip()[:150] or invitation.name
    _send(invitation, actor)
    record(actor, AppraiserAsked(subject_id=proposal.pk, invitation=invitation.pk))
    return invitation


@action
def close_invitation(actor: Person, invitation: Invitation) -> Invitation:
    """Take an invitation back: its link opens nothing any more."""
    permission = Permission.HANDLE if invitation.to_appraise else Permission.CARRY
    require(policy, actor, permission, invitation.proposal)
    invitation = _lock_unanswered(invitation)
    _close(invitation, Reply.TAKEN_BACK)
    record(actor, InvitationClosed(subject_id=invitation.proposal_id, invitation=invitation.pk))
    return invitation


@action
def accept_invitation(
    actor: Person | LinkHolder, invitation: Invitation, *, organisation: Organisation | None = None, name: str = ""
) -> Invitation:
    """Say yes, holding the link of the mail: as oneself, or by an account that is made for the address it reached."""
    require(policy, actor, Permission.ANSWER_INVITATION, invitation)
    proposal = lock_waiting(invitation.proposal) if invitation.to_appraise else lock_live(invitation.proposal)
    invitation = _lock_open(invitation)
    if organisation and not _acts_for(actor, organisation):
        raise DomainError(_("Vous n’agissez pas pour cette organisation."), field="organisation")
    if isinstance(actor, Person) and not invitation.to_appraise:
        refuse_appraiser(proposal, actor)
    _close(invitation, Reply.ACCEPTED, organisation=organisation)
    person = actor if isinstance(actor, Person) else _newcomer(actor, invitation, name)
    invitation.accepted_by = person
    invitation.save(update_fields=["accepted_by"])
    if invitation.to_appraise:
        _seat(person, invitation, person)
    else:
        join_carriers(person, proposal, organisation=organisation, helper=invitation.helper)
    return invitation


@action
def decline_invitation(actor: Person | LinkHolder, invitation: Invitation, *, tie: str = "") -> Invitation:
    """Say no, holding the link; with `tie`, because of a conflict of interest, which the file keeps."""
    require(policy, actor, Permission.ANSWER_INVITATION, invitation)
    invitation = _lock_open(invitation)
    _close(invitation, Reply.ASIDE if tie.strip() else Reply.DECLINED, words=tie.strip())
    record(
        actor,
        InvitationDeclined(subject_id=invitation.proposal_id, invitation=invitation.pk, aside=bool(tie.strip())),
    )
    return invitation


@action
def seat_newcomer(actor: Actor, invitation: Invitation, *, person: Person) -> AppraiserSeat:
    """Give their seat to someone who came in by another door, with the address that had been asked."""
    require(policy, actor, Permission.SEAT_NEWCOMER, invitation)
    lock_waiting(invitation.proposal)
    invitation = _lock_open(invitation)
    _close(invitation, Reply.ACCEPTED, accepted_by=person)
    return _seat(actor, invitation, person, told=True)


def _seat(actor: Actor, invitation: Invitation, person: Person, *, told: bool = False) -> AppraiserSeat:
    version = ProposalVersion.objects.select_related("proposal__space").get(invitations=invitation)
    seat = take_seat(version, person, by=invitation.invited_by, told=told)
    fact = AppraiserSeated(subject_id=invitation.proposal_id, invitation=invitation.pk, seat=seat.pk, person=person.pk)
    record(actor, fact)
    return seat


def _newcomer(actor: LinkHolder, invitation: Invitation, name: str) -> Person:
    if person_of(invitation.email):
        raise DomainError(
            _("Cette adresse a un compte."), nearest=_("Entrez avec elle, puis ouvrez de nouveau ce lien.")
        )
    called = name.strip() or invitation.name
    return welcome_proven(actor, email=invitation.email, name=called, language=get_language() or "fr")


def _acts_for(actor: Person | LinkHolder, organisation: Organisation) -> bool:
    """Whether they do today: neither from a day that has not come, nor until one that is behind."""
    mine = Affiliation.objects.now().filter(organisation=organisation)
    return isinstance(actor, Person) and mine.filter(person=actor).exists()


def _waiting(proposal: Proposal, address: str) -> Invitation | None:
    return proposal.invitations.unanswered().select_for_update(no_key=True).filter(email__iexact=address).first()


def _send(invitation: Invitation, actor: Person) -> None:
    """Write the letter with a link made for it; a link that had left before opens nothing any more."""
    token = make_token()
    invitation.digest, invitation.expires_at = digest_of(token, purpose=INVITATION), term_from(clock.now())
    invitation.save()
    proposal = invitation.proposal
    about: dict[str, Any] = {
        "reference": proposal.reference,
        "title": proposal.title or proposal.reference,
        "url": invitation_url(token),
        "by": str(actor),
        "term": clock.today() + timedelta(days=DAYS),
    }
    to = Recipient(key=f"invitation:{invitation.pk}", address=invitation.email, name=invitation.name)
    if invitation.to_appraise:
        post(AppraiserAskedByMail(**about), to)
    else:
        post(CarrierAsked(**about, helper=invitation.helper), to)


def _close(invitation: Invitation, reply: Reply, **said: Any) -> None:
    invitation.reply, invitation.closed_at = reply, clock.now()
    for field, value in said.items():
        setattr(invitation, field, value)
    invitation.save(update_fields=["reply", "closed_at", *said])


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise DomainError(_("Cette adresse ne semble pas complète."), field="email") from error
    return address


def _lock_unanswered(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",), no_key=True).select_related("proposal__space")
    held = rows.get(pk=invitation.pk)
    if held.closed_at:
        raise DomainError(
            _("Cette invitation a déjà servi, ou a été reprise."),
            nearest=_("Demandez-en une autre à la personne qui vous l’a envoyée."),
        )
    return held


def _lock_open(invitation: Invitation) -> Invitation:
    held = _lock_unanswered(invitation)
    if not held.is_open:
        raise DomainError(
            _("Cette invitation a passé son délai."),
            nearest=_("Demandez-en une autre à la personne qui vous l’a envoyée."),
        )
    return held
