"""Who is sure to come for bookings, as the features that know it say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from liamm.kernel.extension import Expected, manifests


def named_at(bookings: Sequence[UUID]) -> dict[UUID, list[Expected]]:
    """All who are sure to come for each of these bookings, as often as they are named: each name opens its own link."""
    found: dict[UUID, list[Expected]] = {booking: [] for booking in bookings}
    for source in (source for manifest in manifests() for source in manifest.expected):
        for booking, people in source.expected(bookings).items():
            found[booking].extend(people)
    return found


def expected_at(bookings: Sequence[UUID]) -> dict[UUID, list[Expected]]:
    """The same; who is named by two sources, once, by their address."""
    return {booking: _once(people) for booking, people in named_at(bookings).items()}


def _once(people: Iterable[Expected]) -> list[Expected]:
    found: dict[str, Expected] = {}
    for one in people:
        known = one.address.lower() or one.key
        found[known] = found[known].with_other(one) if known in found else one
    return list(found.values())
