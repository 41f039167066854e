"""Places taken, given back and offered, under the lock of the one row that counts them.

Whoever changes a registration locks its seating first: two never take the last place, and what is freed meets whoever
waits. Letters are written in the same transaction and leave after it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F

from liamm.features.charter import bindings
from liamm.features.events.enums import Admission, RegistrationState
from liamm.features.events.facts import PlaceOffered
from liamm.features.events.letters import OfferLetter
from liamm.features.events.models import Attendee, EventSession, Registration, Seating
from liamm.features.events.rules.seating import Waiting, next_served, offered_until
from liamm.features.events.saying import DateSaid, dates_for
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post
from liamm.kernel.prepared import add_all

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 9
_TAKE = """
UPDATE events_seating SET taken = taken + %(seats)s
WHERE id = %(seating)s AND is_open AND (capacity IS NULL OR taken + %(seats)s <= capacity)
"""  # as it is: a crowd that registers takes its places one by one, and Django would write it anew for each


def new_reference() -> str:
    """A reference to say on the phone: drawn, for a series would let all who register wait for each other."""
    return "I-" + "".join(secrets.choice(_LETTERS) for _letter in range(_LENGTH))


def take(seating: Seating, seats: int) -> bool:
    """Take so many places if one may register and they are left; the row stays locked until the end."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"seats": seats, "seating": seating.pk})
        return bool(cursor.rowcount)


def give_back(seating: Seating, seats: int) -> None:
    """Free so many places; the row stays locked until the end."""
    Seating.objects.filter(pk=seating.pk).update(taken=F("taken") - seats)


def hold(seating_id: UUID) -> Seating:
    """The places as they are now, held until the end of the transaction."""
    return Seating.objects.select_for_update(no_key=True).get(pk=seating_id)


def held(registration: Registration) -> Registration:
    """A registration as it is now, its places being held until the end of the transaction."""
    hold(registration.seating_id)
    return Registration.objects.select_related("event__organiser", "seating__session", "host").get(pk=registration.pk)


def first_start(seating: Seating) -> datetime | None:
    """When what one registers for begins; None when no date stands."""
    dates = EventSession.objects.filter(event=seating.event_id, off_at=None)
    if seating.session_id:
        dates = dates.filter(pk=seating.session_id)
    return dates.order_by("starts").values_list("starts", flat=True).first()


def offer_places(seating_id: UUID) -> Sequence[Registration]:
    """Offer what is free to those who wait, in their order; whoever calls holds the places.

    Where one applies, the order is not that of the queue: who is next is said from above (see `actions.giving`).
    """
    seating = hold(seating_id)
    starts, now = first_start(seating), clock.now()
    if seating.event.admission == Admission.SELECTION or seating.left == 0 or starts is None or starts <= now:
        return []
    waiting = seating.registrations.waiting().values_list("pk", "seats")
    served = next_served(seating.left, [Waiting(key, seats) for key, seats in waiting])
    if not served:
        return []
    hours = bindings.event_kinds(clock.today()).value.registering.offer_hours
    until = offered_until(now, starts, hours)
    return offer(seating, served, until)


def offer(seating: Seating, served: Sequence[UUID], until: datetime) -> list[Registration]:
    """Hold a place for each of these until a moment, and write to them; whoever calls holds the places."""
    rows = Registration.objects.filter(pk__in=served).select_related("event", "seating").order_by("created_at", "pk")
    found = list(rows)
    Seating.objects.filter(pk=seating.pk).update(taken=F("taken") + sum(one.seats for one in found))
    dates = dates_for(found[0])
    for one in found:
        one.state, one.offered_until = RegistrationState.OFFERED, until
        one.save(update_fields=["state", "offered_until"])
        tell_offer(one, dates)
        record(SYSTEM, PlaceOffered(subject_id=one.pk, event=one.event_id, until=until))
    return found


def tell_offer(registration: Registration, dates: Sequence[DateSaid]) -> None:
    """Write to who is offered a place."""
    post(OfferLetter(registration=registration, event=registration.event, dates=dates), registration.recipient)


def write_attendees(registration: Registration, names: Sequence[str]) -> None:
    """Write who comes."""
    named = _ranked(registration, names)
    add_all([Attendee(registration=registration, rank=rank, name=name) for rank, name in named])


def rewrite_attendees(registration: Registration, names: Sequence[str]) -> None:
    """Write who comes otherwise: each keeps their rank, so that what was given to them stays theirs."""
    named = _ranked(registration, names)
    registration.attendees.filter(rank__gt=registration.seats).delete()
    for rank, name in named:
        Attendee.objects.update_or_create(registration=registration, rank=rank, defaults={"name": name})


def _ranked(registration: Registration, names: Sequence[str]) -> list[tuple[int, str]]:
    """Whoever registers is the first unless names are said; the others may have none yet."""
    said = [name.strip() for name in names if name.strip()] or [registration.name]
    said += [""] * (registration.seats - len(said))
    return list(enumerate(said[: registration.seats], start=1))
