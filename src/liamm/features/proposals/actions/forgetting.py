"""Letting go of whom an invitation by mail had asked, once the delay of the charter has passed."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.proposals.enums import Reply
from liamm.features.proposals.facts import InvitedForgotten
from liamm.features.proposals.models import Invitation
from liamm.features.proposals.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import forget_letters_to


@action
def forget_invited(actor: Actor, invitation: Invitation) -> Invitation:
    """Let go of the name, the address and the letters; what was asked, when, and what became of it stay.

    Raises DomainError before the delay, and for a declared tie, which the file of the request keeps.
    """
    require(policy, actor, Permission.FORGET_INVITED, invitation)
    invitation = Invitation.objects.select_for_update(of=("self",), no_key=True).get(pk=invitation.pk)
    retention = bindings.retention(clock.today())
    since = clock.now() - timedelta(days=retention.value.days("mail"))
    if not Invitation.objects.over_before(since).filter(pk=invitation.pk).exists():
        raise DomainError(_("Le délai de conservation n’est pas passé."), citation=retention.cite())
    if invitation.closed_at is None:
        invitation.reply, invitation.closed_at = Reply.LAPSED, clock.now()
    invitation.email = invitation.name = ""
    invitation.save(update_fields=["email", "name", "reply", "closed_at"])
    forget_letters_to(f"invitation:{invitation.pk}")
    record(actor, InvitedForgotten(subject_id=invitation.proposal_id, invitation=invitation.pk))
    return invitation
