"""Who is in which circle, and “who may see this?” for one thing and for a queryset."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model as DjangoModel
from django.db.models import Q, QuerySet

from liamm.features.accounts.models import Person
from liamm.features.spaces.enums import Audience, SpaceKind, Standing
from liamm.features.spaces.models import Membership, Shareable
from liamm.kernel.access import Actor, System
from liamm.kernel.prepared import known, prepared

ModelT = TypeVar("ModelT", bound=DjangoModel)


def circles(actor: Actor) -> dict[UUID, tuple[str, str]]:
    """The circles of the actor today: identifier → (kind, standing). One query, once per person instance."""
    if not isinstance(actor, Person):
        return {}
    return known(actor, "circles", lambda person: {space: (kind, standing) for space, kind, standing in _held(person)})


@prepared
def _held(person: Person) -> QuerySet[Membership, tuple[UUID, str, str]]:
    return Membership.objects.filter(person=person).now().values_list("space_id", "space__kind", "standing")


def in_community(actor: Actor) -> bool:
    """Whether the actor is a member of the lab's community, or of its team."""
    if isinstance(actor, System):
        return True
    if not isinstance(actor, Person):
        return False
    return actor.on_team or any(kind == SpaceKind.LAB for kind, _ in circles(actor).values())


def is_member(actor: Actor, space_id: UUID) -> bool:
    """Whether the actor belongs to the circle today."""
    return space_id in circles(actor)


def keeps(actor: Actor, space_id: UUID) -> bool:
    """Whether the actor animates the circle today."""
    _, standing = circles(actor).get(space_id, ("", ""))
    return standing == Standing.KEEPER


def audience_keys(actor: Actor) -> list[str]:
    """The audience keys of the actor: `public`, `community`, `team`, `person:<id>`, `space:<id>`…."""
    if not isinstance(actor, Person):
        return ["public"]
    keys = ["public", f"person:{actor.pk}", *(f"space:{space}" for space in circles(actor))]
    keys += [f"keeper:{space}" for space in circles(actor) if keeps(actor, space)]
    if in_community(actor):
        keys.append("community")
    if actor.on_team:
        keys.append("team")
    return keys


def keys_of(thing: Shareable) -> list[str]:
    """The audience keys that open a shared thing (for the index)."""
    if thing.audience in {Audience.PUBLIC, Audience.COMMUNITY}:
        return [str(thing.audience)]
    return [f"space:{thing.space_id}", "team"] if thing.audience == Audience.SPACE else [f"keeper:{thing.space_id}"]


def may_see(actor: Actor, thing: Shareable) -> bool:
    """Whether the actor may see a shared thing; the same answer as `shared_with`."""
    if isinstance(actor, System) or thing.audience == Audience.PUBLIC:
        return True
    if thing.audience == Audience.COMMUNITY:
        return in_community(actor)
    if thing.audience == Audience.SPACE:
        return is_member(actor, thing.space_id) or (isinstance(actor, Person) and actor.on_team)
    return keeps(actor, thing.space_id)


def shared_with(actor: Actor, queryset: QuerySet[ModelT]) -> QuerySet[ModelT]:
    """The rows of a queryset of shareable things that the actor may see; the same answer as `may_see`."""
    if isinstance(actor, System):
        return queryset
    seen = Q(audience=Audience.PUBLIC)
    if in_community(actor):
        seen |= Q(audience=Audience.COMMUNITY)
    if isinstance(actor, Person):
        mine = list(circles(actor))
        kept = [space for space in mine if keeps(actor, space)]
        seen |= Q(audience=Audience.SPACE) if actor.on_team else Q(audience=Audience.SPACE, space__in=mine)
        seen |= Q(audience=Audience.PRIVATE, space__in=kept)
    return queryset.filter(seen)
