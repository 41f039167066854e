"""Relais: where they are, where there is none yet, and what they passed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from liamm.features.accounts.models import Person
from liamm.features.spaces.queries import in_community
from liamm.features.terrain.models import FieldSignal, Relay, SignalStep
from liamm.features.territories.enums import TerritoryKind
from liamm.features.territories.models import Territory
from liamm.features.territories.queries import children, home_region
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.prepared import prepared


def relays_of(actor: Actor) -> list[Relay]:
    """Where the actor is a relais today."""
    if not isinstance(actor, Person):
        return []
    return _held(actor)


@prepared
def _held(person: Person) -> QuerySet[Relay]:
    mine = Relay.objects.filter(person=person).on(clock.today())
    return mine.select_related("organisation", "territory").order_by("starts", "pk")


@dataclass(frozen=True, slots=True)
class Passed:
    """A signal that a relais passed on, and each step it brought about."""

    signal: FieldSignal
    steps: Sequence[SignalStep]


@dataclass(frozen=True, slots=True)
class RelayList:
    """Relais by territory, and the intercommunalités of the region that have none."""

    relays: Sequence[Relay]
    without: Sequence[Territory]
    names: bool


def relay_list(actor: Actor) -> RelayList:
    """The relais of today. Their names are for the community; everybody sees organisations and territories."""
    rows = Relay.objects.on(clock.today()).select_related("person", "organisation", "territory__epci")
    relays = sorted(rows, key=lambda one: (one.territory.sort_key, one.organisation.sort_name))
    reached = {one.territory.epci_id or one.territory_id for one in relays}
    region = Territory.objects.filter(pk=home_region()).first()
    epci = list(children(region, TerritoryKind.EPCI)) if region else []
    return RelayList(relays, [one for one in epci if one.pk not in reached], in_community(actor))


def passed_on(relay: Relay) -> list[Passed]:
    """What a relais passed on and what it changed, the latest first; two queries."""
    signals = relay.signals.select_related("territory", "merged_into").prefetch_related("steps").order_by("-created_at")
    return [Passed(one, list(one.steps.all())) for one in signals]


def passed_lately(relays: Sequence[Relay], *, limit: int) -> list[Passed]:
    """The last signals that these relais passed on, with their steps; two queries."""
    signals = (
        FieldSignal.objects.filter(relay__in=relays)
        .select_related("merged_into")
        .prefetch_related("steps")
        .order_by("-created_at", "-pk")
    )
    return [Passed(one, list(one.steps.all())) for one in signals[:limit]]
