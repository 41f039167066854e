"""What governance hears: another charter, and a request that its carriers take back, or get back."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.booking.facts import BlockingLifted
from liamm.features.charter.facts import VersionAdopted
from liamm.features.governance.actions import drop_confirmation, remove_item
from liamm.features.governance.almanac import follow_charter
from liamm.features.governance.bonds import first_words
from liamm.features.governance.models import AgendaItem, Sitting
from liamm.features.proposals.facts import ProposalReturned, ProposalWithdrawn
from liamm.features.proposals.models import Proposal
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.ledger.facts import reacts_to


@reacts_to(VersionAdopted)
def adopted(actor: Actor, fact: VersionAdopted) -> None:
    """The bodies and their sittings follow the new charter."""
    del actor, fact
    follow_charter.later()


@reacts_to(ProposalWithdrawn)
def withdrawn(actor: Actor, fact: ProposalWithdrawn) -> None:
    """Its carriers took it back: nobody is held to what they asked, and whoever was to confirm it is told."""
    del actor
    words = Proposal.objects.values_list("words", flat=True).get(pk=fact.subject_id)
    reason = " ".join(part for part in (_("Celles et ceux qui portaient la demande l’ont retirée."), words) if part)
    for item in AgendaItem.objects.living().filter(proposal=fact.subject_id, confirms__isnull=False):
        drop_confirmation(SYSTEM, item, reason=reason)
    _take_off(fact.subject_id)


@reacts_to(ProposalReturned)
def returned(actor: Actor, fact: ProposalReturned) -> None:
    """It was sent back to its carriers."""
    del actor
    _take_off(fact.subject_id)


@reacts_to(BlockingLifted)
def opened_again(actor: Actor, fact: BlockingLifted) -> None:
    """Whoever keeps the house opened the room of a sitting to others: it seeks its room again, and says so."""
    del actor
    Sitting.objects.filter(held=fact.subject_id).update(held=None, seeks_room=True)


def _take_off(proposal: UUID) -> None:
    """Take the request off; what was decided of it on the way opens nothing any more, even asked anew."""
    under_way = [one.origin_id for one in first_words([proposal]) if one.origin_id]
    AgendaItem.objects.filter(pk__in=under_way).update(left_at=clock.now())
    for item in AgendaItem.objects.living().filter(proposal=proposal, confirms__isnull=True):
        remove_item(SYSTEM, item, reason=_("La demande n’attend plus de décision."))
