"""Who may join those who write a proposal, and entering its circle."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.facts import CarrierJoined
from liamm.features.proposals.models import AppraiserSeat, Proposal
from liamm.features.spaces.actions import add_member, entrust_space
from liamm.features.spaces.enums import Standing
from liamm.features.spaces.models import Membership
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.record import record


def lock_live(proposal: Proposal) -> Proposal:
    """The proposal, held until the end, whose team may still change."""
    held = Proposal.objects.select_for_update(of=("self",), no_key=True).select_related("space").get(pk=proposal.pk)
    if held.state in {ProposalState.WITHDRAWN, ProposalState.RETAINED}:
        raise DomainError(_("Cette demande a suivi son cours : son équipe ne change plus ici."))
    return held


def join_carriers(person: Person, proposal: Proposal, *, organisation: Organisation | None, helper: bool) -> None:
    """Enter the circle of a proposal that is held locked, in one's own name or for an organisation."""
    standing = Standing.MEMBER if helper else Standing.KEEPER
    membership = add_member(SYSTEM, proposal.space, person=person, organisation=organisation, standing=standing)
    if membership.standing == Standing.MEMBER and standing == Standing.KEEPER:
        entrust_space(SYSTEM, proposal.space, person=person, standing=standing)
    record(person, CarrierJoined(subject_id=proposal.pk, person=person.pk, helper=helper))


def refuse_present(proposal: Proposal, person: Person) -> None:
    """Whoever carries it already is not invited again, nor who appraises it."""
    if Membership.objects.now().filter(space=proposal.space, person=person, standing=Standing.KEEPER).exists():
        raise DomainError(_("Cette personne porte déjà la demande."), field="email")
    refuse_appraiser(proposal, person)


def refuse_appraiser(proposal: Proposal, person: Person) -> None:
    """Whoever appraises a proposal does not carry it."""
    seats = AppraiserSeat.objects.counted().filter(version__proposal=proposal, person=person)
    if seats.exists():
        raise DomainError(
            _("Qui apprécie une demande ne peut pas la porter."),
            nearest=_("La personne peut se déporter de son avis, puis accepter l’invitation."),
            field="email",
        )
