"""Confirming that somebody who engaged acts for the organisation they named."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.actions import confirm_affiliation
from liamm.features.accounts.models import Affiliation
from liamm.features.charter.bindings import promised
from liamm.features.terrain.facts import VoiceConfirmed
from liamm.features.terrain.models import InterestCommunity, Joining
from liamm.features.terrain.policies import Permission, policy
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@action
def confirm_voice(actor: Actor, community: InterestCommunity, *, joining: UUID) -> Affiliation:
    """Confirm for whom somebody of the community acts today: their organisation counts in public from then on."""
    require(policy, actor, Permission.TEND_COMMUNITY, community)
    joined = Joining.objects.filter(community=community, left_at=None, pk=joining).select_related("commitment").first()
    if joined is None or joined.person == actor:
        said = _(
            "Quelqu’un d’autre le confirme : l’équipe, qui anime la communauté, ou qui agit pour cette organisation."
        )
        raise DomainError(said, citation=promised("own_voice"))
    held = Affiliation.objects.now().select_for_update(of=("self",), no_key=True)
    affiliation = held.filter(person=joined.person_id, organisation=joined.commitment.organisation_id).first()
    if affiliation is None:
        raise DomainError(_("Cette personne ne dit plus agir pour cette organisation."))
    confirm_affiliation(SYSTEM, affiliation)
    record(actor, VoiceConfirmed(subject_id=community.pk, person=joined.person_id))
    return affiliation
