"""Who sits where: the seats come from the charter of the day, the people from dated mandates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.bodies import Body as Shape
from liamm.features.charter.bindings.shapes.bodies import Seat
from liamm.features.governance.enums import MandateKind
from liamm.features.governance.models import Body, Mandate
from liamm.features.governance.rules.quorum import QuorumRule, SeatRule
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.prepared import forget, known, prepared


@dataclass(frozen=True, slots=True)
class Sitter:
    """Someone who may sit: their seat and whether they only stand in for its holder."""

    person: Person
    seat: Seat
    stands_in: bool


def shape_of(key: str, at: bindings.When) -> Shape | None:
    """A body as the charter describes it, None when that charter does not know it."""
    known = bindings.bodies(at).value.bodies
    return next((each for each in known if each.key == key), None)


def seats_of(key: str, at: bindings.When) -> tuple[Seat, ...]:
    """The seats of a body, those of the body it includes first."""
    return bindings.bodies(at).value.seats_of(key) if shape_of(key, at) else ()


def chair_of(key: str, at: bindings.When) -> str:
    """The key of the one seat that presides a body, empty when nothing says which."""
    return bindings.bodies(at).value.chair_of(key) if shape_of(key, at) else ""


def chain_of(key: str, at: bindings.When) -> tuple[str, ...]:
    """A body and those it includes: their seats are its own."""
    shape = shape_of(key, at)
    return () if shape is None else (*(chain_of(shape.includes, at) if shape.includes else ()), key)


def seat_rules(key: str, at: bindings.When) -> tuple[SeatRule, ...]:
    """The seats of a body that vote, as the count of a quorum takes them."""
    return tuple(SeatRule(seat.key, seat.host, seat.places) for seat in seats_of(key, at) if seat.votes)


def quorum_rule(key: str, at: bindings.When) -> QuorumRule | None:
    """What a body's quorum asks, None when nothing is said."""
    shape = shape_of(key, at)
    if shape is None or shape.quorum is None:
        return None
    return QuorumRule(shape.quorum.share, shape.quorum.each_host)


def sitters(body: Body, day: date, *, at: bindings.When | None = None) -> list[Sitter]:
    """Everyone who may sit in a body on a day, seat after seat, titulars first; one query."""
    seats = {seat.key: (rank, seat) for rank, seat in enumerate(seats_of(body.key, at or day))}
    mandates = Mandate.objects.on(day).filter(seat__in=seats, body__key__in=chain_of(body.key, at or day))
    ordered = sorted(
        mandates.select_related("person"),
        key=lambda one: (one.kind != MandateKind.TITULAR, seats[one.seat][0], one.starts),
    )
    return [Sitter(one.person, seats[one.seat][1], one.kind == MandateKind.SUBSTITUTE) for one in ordered]


def bodies_of(actor: Actor) -> frozenset[UUID]:
    """The bodies in which the actor sits today, by a seat of their own or of a body they include."""
    if not isinstance(actor, Person):
        return frozenset()
    return known(actor, "bodies", lambda person: _including(set(_mandated_in(person))))


@prepared
def _mandated_in(person: Person) -> QuerySet[Mandate, str]:
    return Mandate.objects.filter(person=person).now().values_list("body__key", flat=True)


def _including(keys: set[str]) -> frozenset[UUID]:
    if not keys:
        return frozenset()
    reached = set(keys)
    for shape in bindings.bodies(clock.today()).value.bodies:
        if shape.includes in reached:
            reached.add(shape.key)
    return frozenset(Body.objects.filter(key__in=reached).values_list("id", flat=True))


def forget_bodies(person: Person) -> None:
    """What an instance has read of its bodies is no longer true."""
    forget(person, "bodies")


def holding(actor: Actor, seat: str) -> MandateKind | None:
    """How the actor holds a seat today: as titular, to stand in, or not at all."""
    if not isinstance(actor, Person):
        return None
    kinds = set(Mandate.objects.filter(person=actor, seat=seat).now().values_list("kind", flat=True))
    if MandateKind.TITULAR in kinds:
        return MandateKind.TITULAR
    return MandateKind.SUBSTITUTE if kinds else None


def body_names(at: bindings.When) -> Mapping[str, str]:
    """The names of the bodies, by key."""
    return {shape.key: shape.name for shape in bindings.bodies(at).value.bodies}
