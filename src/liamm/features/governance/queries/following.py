"""What was asked for, for those who mind it and for the team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from liamm.features.accounts.models import Person
from liamm.features.governance.enums import PreconisationState
from liamm.features.governance.models import Preconisation
from liamm.features.governance.policies.permissions import on_team
from liamm.kernel import clock
from liamm.kernel.access import Actor


@dataclass(frozen=True, slots=True)
class PreconisationsPage:
    """Those that run, by their term, and the last ones closed."""

    running: Sequence[Preconisation]
    closed: Sequence[Preconisation]
    today: date
    all_of_them: bool


def preconisations_page(actor: Actor) -> PreconisationsPage:
    """One's own, or all of them for the team; two queries."""
    team = on_team(actor)
    found = Preconisation.objects.filter(decision__published_at__isnull=False).select_related("decision", "minder")
    found = found.exclude(replaced_by__decision__published_at__isnull=False)  # said anew by a correction
    mine = actor if isinstance(actor, Person) else None
    seen = found if team else found.filter(minder=mine)
    return PreconisationsPage(
        running=list(seen.filter(state=PreconisationState.OPEN).order_by("term")),
        closed=list(seen.exclude(state=PreconisationState.OPEN).order_by("-closed_at")[:30]),
        today=clock.today(),
        all_of_them=team,
    )
