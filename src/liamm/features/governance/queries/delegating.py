"""A request as whoever may decide it alone reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from liamm.features.accounts.queries import team
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.functions import Function
from liamm.features.charter.bindings.shapes.route import Delegation, Outcome
from liamm.features.charter.enums import ItemKind, Matter
from liamm.features.governance.dossiers import Dossier
from liamm.features.governance.files import dossiers
from liamm.features.governance.matters import about
from liamm.features.governance.models import AgendaItem
from liamm.features.governance.rules.closing import ALONE
from liamm.features.proposals.models import Proposal
from liamm.kernel import clock
from liamm.kernel.actions import Citation


@dataclass(frozen=True, slots=True)
class DelegatingPage:
    """The request, what may be said of it, and the words of the charter that let one decide."""

    proposal: Proposal
    outcomes: Sequence[Outcome]
    functions: Sequence[Function]
    minders: Sequence[UUID]
    dossier: Dossier
    delegation: Delegation | None
    citation: Citation


def delegating_page(proposal: Proposal) -> DelegatingPage:
    """Everything one reads before deciding alone."""
    today = clock.today()
    route = bindings.route(today)
    path = route.value.path(Matter(proposal.kind))
    item = AgendaItem(proposal=proposal, title=proposal.title)
    outcomes = bindings.agenda_items(today).value.kind(ItemKind.PROPOSAL).outcomes
    return DelegatingPage(
        proposal=proposal,
        outcomes=[one for one in outcomes if one.effect in ALONE],
        functions=[one for one in bindings.functions(today).value.functions if one.key != about(item).function],
        minders=[one.pk for one in team()],
        dossier=dossiers([item], named=True)[item.pk],
        delegation=path.delegation,
        citation=route.cite(path.delegation or path),
    )
