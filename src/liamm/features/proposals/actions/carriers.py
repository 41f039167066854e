"""Writing together: who joins those who carry a proposal, and who leaves."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.proposals.facts import CarrierLeft
from liamm.features.proposals.joining import lock_live
from liamm.features.proposals.models import Proposal
from liamm.features.proposals.policies import Permission, policy
from liamm.features.spaces.actions import leave_space
from liamm.features.spaces.enums import Standing
from liamm.features.spaces.models import Membership
from liamm.kernel.access import SYSTEM, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@action
def leave_proposal(actor: Person, proposal: Proposal, *, person: Person) -> Proposal:
    """Carry it no more, by oneself or by the choice of the carriers; someone always carries it."""
    require(policy, actor, Permission.WRITE if person.pk == actor.pk else Permission.CARRY, proposal)
    proposal = lock_live(proposal)
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
