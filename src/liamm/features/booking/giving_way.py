"""All whose places are asked for in one gesture: locked together, held for together, freed together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from liamm.features.booking.asked import unpacked
from liamm.features.booking.displacing import asker_of, draft_of, known_of
from liamm.features.booking.limiting import Taker, hold_takers, lock_takers
from liamm.features.booking.models import Booking, Displacement, DisplacementQuerySet, Occupation
from liamm.features.booking.occupying import during, lock_rooms, take_rooms
from liamm.features.booking.rules.occupied import Occupied, Stretch, left_free
from liamm.features.booking.taking import BookingDraft
from liamm.kernel.actions import DomainError


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked in one gesture: `this` of one guest, and of `all` of them."""

    this: Displacement
    all: Sequence[Displacement]

    @property
    def draft(self) -> BookingDraft:
        """What would be booked."""
        return unpacked(self.this.asked)

    @property
    def in_place(self) -> Sequence[Displacement]:
        """What is asked of those who did not give their booking back."""
        return [one for one in self.all if one.guest.is_standing]

    @property
    def all_give_way(self) -> bool:
        """Whether nobody is left to wait for."""
        return all(one.gives_way for one in self.all)


def together(displacement: Displacement) -> DisplacementQuerySet:
    """What is asked in the same gesture, this one included."""
    return Displacement.objects.filter(asking=displacement.asking)


def opened(displacement: Displacement, also: Iterable[int] = ()) -> Asking:
    """What is asked in the same gesture, its guests, its rooms and some `also`, held until the end of the transaction.

    Raises DomainError when somebody had the last word.
    """
    guests = together(displacement).values("guest")
    list(Booking.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=guests).order_by("pk"))
    rows = together(displacement).select_for_update(of=("self",), no_key=True).order_by("pk")
    found = list(rows.select_related("guest__booked_by", "guest__organisation", "asked_by"))
    asking = Asking(next(one for one in found if one.pk == displacement.pk), found)
    if not asking.this.is_open:
        raise DomainError(_("C’est déjà réglé : « %(state)s ».") % {"state": asking.this.outcome})
    takers, moments, rooms = _concerned(found)
    lock_takers(takers, moments)
    lock_rooms({*rooms, *also})
    return asking


def may_open(displacement: Displacement) -> bool:
    """Hold the same for who holds rooms already: it never waits, and says whether it could."""
    rows = together(displacement).select_related("guest__booked_by", "guest__organisation", "asked_by")
    found = list(rows)
    takers, moments, rooms = _concerned(found)
    if not (hold_takers(takers, moments) and take_rooms(rooms)):
        return False
    guests = Booking.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    asked = together(displacement).select_for_update(of=("self",), skip_locked=True, no_key=True)
    return len(guests.filter(pk__in=[one.guest_id for one in found])) == len(asked) == len(found)


def _concerned(asked: Collection[Displacement]) -> tuple[list[Taker], list[datetime], set[int]]:
    """Who would take or change rooms, on which days, and which rooms."""
    draft = unpacked(next(iter(asked)).asked)
    takers = [Taker(one.guest.booked_by, one.guest.organisation) for one in asked]
    takers += [asker_of(one) for one in asked][:1]
    rooms = {*draft.rooms, *(number for one in asked for number in one.rooms)}
    return takers, [draft.starts, *(one.starts for one in asked)], rooms


def release(asking: Asking) -> None:
    """Hold nothing any more for anybody."""
    Occupation.objects.filter(displacement__in=[one.pk for one in asking.all]).delete()


def hold(asking: Asking) -> None:
    """Let nobody take meanwhile what the guests are offered, nor what is free of what is asked for."""
    release(asking)
    for one in asking.in_place:
        _hold_offered(one)
    _hold_free(asking)


def _hold_offered(displacement: Displacement) -> None:
    guest, starts, ends = displacement.guest, displacement.starts, displacement.ends
    own = set(draft_of(guest).rooms) if (starts, ends) == (guest.starts, guest.ends) else set()
    held = known_of(starts).with_margins(set(displacement.rooms) - own, starts, ends)
    _keep(displacement, held, _("proposée à qui cède sa place"))


def _hold_free(asking: Asking) -> None:
    """What lies between the guests, or was given back by one of them, waits with the rest."""
    draft, free = asking.draft, []
    for number, since, until in known_of(draft.starts).with_margins(draft.rooms, draft.starts, draft.ends):
        held = Occupation.objects.filter(room=number, living=True, during__overlap=during(since, until))
        taken = Occupied((number, one.lower, one.upper) for one in held.values_list("during", flat=True))
        free += [(number, *gap) for gap in left_free(taken, number, (since, until))]
    _keep(asking.all[0], free, _("demandée pour un projet"))


def _keep(displacement: Displacement, held: Iterable[Stretch], reason: str) -> None:
    Occupation.objects.bulk_create(
        Occupation(displacement=displacement, room_id=number, during=during(since, until), reason=reason)
        for number, since, until in held
    )
