"""What governance hears: another charter, and a request that its carriers take back, or get back."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.charter.facts import VersionAdopted
from liamm.features.governance.actions import remove_item
from liamm.features.governance.almanac import follow_charter
from liamm.features.governance.models import AgendaItem
from liamm.features.proposals.facts import ProposalReturned, ProposalWithdrawn
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.ledger.facts import reacts_to


@reacts_to(VersionAdopted)
def adopted(actor: Actor, fact: VersionAdopted) -> None:
    """The bodies and their sittings follow the new charter."""
    del actor, fact
    follow_charter.later()


@reacts_to(ProposalWithdrawn)
def withdrawn(actor: Actor, fact: ProposalWithdrawn) -> None:
    """Its carriers took it back."""
    del actor
    _take_off(fact.subject_id)


@reacts_to(ProposalReturned)
def returned(actor: Actor, fact: ProposalReturned) -> None:
    """It was sent back to its carriers."""
    del actor
    _take_off(fact.subject_id)


def _take_off(proposal: UUID) -> None:
    """Take the request off, unless a decision on it already awaits its confirmation."""
    for item in AgendaItem.objects.living().filter(proposal=proposal, confirms__isnull=True):
        remove_item(SYSTEM, item, reason=_("La demande n’attend plus de décision."))
