"""What is closed, now and later: rooms closed for the same reason and as long are one closure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.booking.house import Known
from liamm.features.booking.models import Occupation
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.actions import DomainError
from liamm.kernel.extension import manifests
from liamm.ui.dates import say_hours
from liamm.ui.times import now


@dataclass(frozen=True, slots=True)
class ClosureLine:
    """One closure: why, where and when; `key` is one of its rows, `of` the page of what holds it, if any."""

    key: UUID
    reason: str
    rooms: str
    when: str
    of: str


def kept_for(actor: Actor, blockings: Sequence[Occupation]) -> Mapping[str, str]:
    """The pages of what holds closures, by the key of each: a sitting keeps its room closed, and settles it itself."""
    if not blockings:
        return {}
    first = min(timezone.localdate(one.during.lower) for one in blockings)
    last = max(timezone.localdate(one.during.upper) for one in blockings)
    sources = [source for manifest in manifests() for source in manifest.calendar if manifest.name != "booking"]
    entries = (entry for source in sources for entry in source.entries(actor, first, last))
    return {entry.instead_of: entry.url for entry in entries if entry.instead_of}


def refuse_kept(actor: Actor, blocking: Occupation) -> None:
    """Stop opening a room that is kept closed for something: it is settled where that is.

    Raises DomainError.
    """
    of = kept_for(actor, [blocking]).get(closure_key(blocking.pk))
    if of:
        raise DomainError(
            _("Cette salle est gardée pour « %(reason)s » : c’est là que cela se règle.") % {"reason": blocking.reason},
            link=(blocking.reason, of),
        )


def closure_key(row: UUID | str) -> str:
    """The key of a closure in the calendars of the house."""
    return f"closure:{row}"


def closures_now(actor: Actor, known: Known) -> Sequence[ClosureLine]:
    """What is not over, the first first."""
    rows = Occupation.objects.closures().filter(during__endswith__gt=clock.now()).order_by("during", "reason", "room")
    of = kept_for(actor, list(rows))
    return [
        ClosureLine(
            first.pk,
            first.reason,
            known.names([first.room_id, *(one.room_id for one in others)]),
            say_hours(first.during.lower, first.during.upper, now()),
            of.get(closure_key(first.pk), ""),
        )
        for first, *others in (list(rows) for _key, rows in groupby(rows, key=lambda one: (one.during, one.reason)))
    ]
