"""For what rooms are booked: things of upper features, which contribute them through the kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from liamm.features.booking.models import Booking
from liamm.features.spaces.queries import in_community
from liamm.kernel.access import Actor
from liamm.kernel.extension import BookingPurpose, Purpose, Words, manifests

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Offered:
    """A purpose that somebody may choose, by its key in a form."""

    key: str
    kind: Words
    title: str


def sources() -> Sequence[BookingPurpose]:
    """What the installed features contribute."""
    return [source for manifest in manifests() for source in manifest.purposes]


def offered_to(actor: Actor) -> list[Offered]:
    """What the actor may book for, the latest of each kind: in the community what it offers, else what one carries."""
    member = in_community(actor)
    return [
        _offer(source, one)
        for source in sources()
        for one in (source.offered(actor, None) if member else source.carried(actor))
    ]


def offered_as(actor: Actor, key: Key) -> Offered | None:
    """One thing, when the actor may book for it, among the latest or not."""
    kind, thing = key
    source = next((one for one in sources() if one.kind == kind), None)
    if source is None:
        return None
    found = source.offered(actor, [thing]) if in_community(actor) else source.carried(actor)
    return next((_offer(source, one) for one in found if one.id == thing), None)


def _offer(source: BookingPurpose, one: Purpose) -> Offered:
    return Offered(f"{source.kind}:{one.id}", source.label, one.title)


def carries(actor: Actor) -> bool:
    """Whether the actor carries something that has its place in the house."""
    return any(source.carried(actor) for source in sources())


def is_offered(actor: Actor, key: Key) -> bool:
    """Whether the actor may book for this thing."""
    return offered_as(actor, key) is not None


def read_key(key: str) -> Key | None:
    """The kind and identifier of a purpose chosen in a form; None when none was, or what was sent is none."""
    kind, _colon, thing = key.partition(":")
    try:
        return kind, UUID(thing)
    except ValueError:
        return None


def key_of(booking: Booking) -> str:
    """The key, in a form, of what a booking is for."""
    return f"{booking.purpose_kind}:{booking.purpose_id}"


def class_of(kind: str) -> str:
    """The class of priority of what is booked for such a thing; none for what is for nothing."""
    return next((source.priority for source in sources() if source.kind == kind), "")


def shown_to(actor: Actor, kind: str, thing: UUID) -> tuple[BookingPurpose, Purpose] | None:
    """A purpose and where it comes from, when the actor may read of it."""
    for source in sources():
        if source.kind == kind and (found := source.shown(actor, [thing]).get(thing)):
            return source, found
    return None
