"""The house on a day: its rooms as the charter and its keepers say them, and the rules that decide of a booking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import DateTimeRangeField
from django.db.models import Func, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.booking.models import Occupation, Opening, Room
from liamm.features.booking.rules.asking import Beside, Closure, House, Place
from liamm.features.booking.rules.occupied import Stretch
from liamm.features.charter import bindings
from liamm.features.charter.bindings import Cited
from liamm.features.charter.bindings.hours import hours_of, last_day
from liamm.features.charter.bindings.shapes.house import OpeningRule, Rooms, Together, Uses
from liamm.features.charter.bindings.shapes.house import Room as BoundRoom
from liamm.features.charter.bindings.shapes.taking import Limits, Taking
from liamm.features.charter.enums import Source
from liamm.kernel import clock
from liamm.kernel.once import read_once
from liamm.kernel.prepared import prepared

_UNLIMITED = Limits(source=Source.HOUSE)
_LONGEST = timedelta(days=2)
"""Beside a day, what may lie on both sides of it: the time to arrange and restore, always less."""


@dataclass(frozen=True, slots=True)
class RoomShown:
    """A room as it is now: what its keepers say of it, else what the charter says."""

    number: int
    name: str
    floor: int
    indoors: bool
    equipment: Sequence[str]
    access: str
    capacity: Mapping[str, int]
    layouts: Sequence[tuple[str, int]]
    setup: int
    restore: int
    closed: bool
    initial_state: str
    checklist: Sequence[str]
    step_free: bool
    former: Sequence[str]

    @property
    def most(self) -> int:
        """How many people it holds at most."""
        return max(self.capacity.values(), default=0)


@dataclass(frozen=True, slots=True)
class TogetherShown:
    """Rooms that have a name together: their names, and how many people they hold at most."""

    key: str
    name: str
    rooms: tuple[int, ...]
    names: str
    most: int
    closed: bool


@dataclass(frozen=True)
class Known:
    """The house on a day, under one version of the charter."""

    rooms: Sequence[RoomShown]
    bound: Cited[Rooms]
    opening: Cited[OpeningRule]
    uses: Cited[Uses]
    taking: Cited[Taking]

    @cached_property
    def by_number(self) -> Mapping[int, RoomShown]:
        """The rooms by their number."""
        return {room.number: room for room in self.rooms}

    @cached_property
    def layouts(self) -> Mapping[str, str]:
        """The names of the layouts by their key."""
        return {layout.key: layout.name for layout in self.bound.value.layouts}

    def with_margins(self, rooms: Iterable[int], starts: datetime, ends: datetime) -> list[Stretch]:
        """When rooms are taken by something, with the time to arrange and restore each; those it has no more but."""
        starts, ends, places = starts.astimezone(UTC), ends.astimezone(UTC), self.calendar.places
        found = [places[number] for number in rooms if number in places]
        return [(place.number, starts - place.setup, ends + place.restore) for place in found]

    def name(self, number: int) -> str:
        """The name of a room, its number when the charter has it no more."""
        room = self.by_number.get(number)
        return room.name if room else str(number)

    def by_charter(self, number: int) -> RoomShown:
        """A room as the charter alone says it."""
        return _shown(self.bound.value.room(number), None, self.layouts, (usual_state(), usual_checklist()))

    @cached_property
    def together(self) -> Sequence[TogetherShown]:
        """The rooms that have a name together, as they are now."""
        return [self._together(one) for one in self.bound.value.together]

    def _together(self, one: Together) -> TogetherShown:
        rooms = [self.by_number[number] for number in one.rooms]
        most, closed = sum(room.most for room in rooms), any(room.closed for room in rooms)
        return TogetherShown(one.key, one.name, one.rooms, self._listed(one.rooms), most, closed)

    def names(self, numbers: Iterable[int]) -> str:
        """The names of several rooms, in one line, after the one that they have together."""
        numbers = list(numbers)
        named = next((one.name for one in self.together if set(one.rooms) == set(numbers)), "")
        return f"{named} ({self._listed(numbers)})" if named else self._listed(numbers)

    def either(self, numbers: Iterable[int]) -> str:
        """The names of several rooms of which one would do."""
        *before, last = (self.name(number) for number in numbers)
        return _("%(names)s ou %(last)s") % {"names": ", ".join(before), "last": last} if before else last

    def names_of_opening(self, numbers: Iterable[int]) -> str:
        """The rooms of an opening; none named are all of them."""
        return self.names(numbers) or _("Toute la maison")

    def _listed(self, numbers: Iterable[int]) -> str:
        return ", ".join(self.name(number) for number in numbers)

    def use(self, key: str) -> str:
        """The name of a use, its key when the charter has it no more."""
        return next((use.name for use in self.uses.value.accepted if use.key == key), key)

    @cached_property
    def beside(self) -> Sequence[Beside]:
        """When the house opens beside its hours, now and later (one query)."""
        return [Beside(starts, ends, frozenset(rooms)) for starts, ends, rooms in _beside()]

    @cached_property
    def rules(self) -> House:
        """What the pure rules need of it (two queries)."""
        return replace(self.calendar, closures=[Closure(*one) for one in _closures()])

    @cached_property
    def calendar(self) -> House:
        """The same without closures: when people may be in the rooms (one query)."""
        return House(
            hours=hours_of(self.opening.version),
            zone=ZoneInfo(self.opening.value.timezone),
            uses=[use.key for use in self.uses.value.accepted],
            refused={refused.key: refused.all_words for refused in self.uses.value.refused},
            unless={one.key: one.also.unless for one in self.uses.value.refused if one.also},
            places={room.number: _place(room) for room in self.rooms},
            now=clock.now(),
            last=last_day(clock.today()),
            beside=self.beside,
            together={frozenset(one.rooms) for one in self.bound.value.together},
            lead=timedelta(minutes=self.limits.lead.minutes if self.limits.lead else 0),
            ahead=self.limits.ahead.days if self.limits.ahead else None,
        )

    @property
    def limits(self) -> Limits:
        """What the charter limits; it may limit nothing."""
        return self.taking.value.limits or _UNLIMITED


@prepared
def _beside() -> QuerySet[Opening, tuple[datetime, datetime, list[int]]]:
    """When the house opens beside its hours, now and later."""
    return Opening.objects.coming().granted().values_list("starts", "ends", "rooms")


@prepared
def _closures() -> QuerySet[Occupation, tuple[int, datetime, datetime, str]]:
    """Why rooms are closed, now and later, for all who ask."""
    held = Occupation.objects.closures().filter(during__endswith__gt=clock.now())
    return held.values_list("room_id", "during__startswith", "during__endswith", "reason")


@prepared
def _rows() -> QuerySet[Room]:
    return Room.objects.order_by("number")


def known_on(day: date | None = None) -> Known:
    """The house as it is on a day, by the charter that will hold then; of a past day as it is now (one query)."""
    return known_under(ruled_by(day or clock.today()))


def ruled_by(day: date) -> date:
    """The day whose charter decides of something on a day: itself, when it is planned at all."""
    today = clock.today()
    return min(max(day, today), last_day(today))


@read_once
def known_under(when: bindings.When) -> Known:
    """The house as it is under one version of the charter (one query; one for a page that is one reading)."""
    bound = bindings.rooms(when)
    said = {row.number: row for row in _rows()}
    names = {layout.key: layout.name for layout in bound.value.layouts}
    usual = usual_state(), usual_checklist()
    rooms = [_shown(room, said.get(room.id), names, usual) for room in bound.value.rooms]
    return Known(rooms, bound, bindings.opening(when), bindings.uses(when), bindings.taking(when))


def _shown(room: BoundRoom, row: Room | None, names: Mapping[str, str], usual: tuple[str, Sequence[str]]) -> RoomShown:
    held, said = room.furnishing, row or Room(number=room.id)
    return RoomShown(
        number=room.id,
        name=said.name or room.name,
        floor=room.floor,
        indoors=room.indoors,
        equipment=held.equipment if said.equipment is None else said.equipment,
        access=said.access or held.access,
        capacity=held.capacity,
        layouts=[(names[key], number) for key, number in held.capacity.items()],
        setup=held.setup_minutes if said.setup_minutes is None else said.setup_minutes,
        restore=held.restore_minutes if said.restore_minutes is None else said.restore_minutes,
        closed=said.closed_at is not None,
        step_free=held.step_free,
        former=_former(said, room),
        initial_state=said.initial_state or held.initial_state or usual[0],
        checklist=said.checklist or held.checklist or usual[1],
    )


def usual_state() -> str:
    """How one finds any room, when neither the charter nor its keepers say more."""
    return _("Propre et aérée, tables et chaises à leur place, tableaux effacés, appareils éteints.")


def usual_checklist() -> Sequence[str]:
    """What one does before leaving any room, when neither the charter nor its keepers say more."""
    return (
        _("Les tables et les chaises sont comme on les a trouvées."),
        _("Les tableaux et les murs sont libres, les affiches emportées."),
        _("Les déchets sont jetés, la vaisselle est propre."),
        _("Les appareils et les lumières sont éteints, les fenêtres fermées."),
    )


def _former(said: Room, room: BoundRoom) -> list[str]:
    """The names that a room had, that of the charter first when its keepers say another."""
    called = said.name or room.name
    return [name for name in dict.fromkeys((room.name, *said.former_names)) if name != called]


def _place(room: RoomShown) -> Place:
    setup, restore = timedelta(minutes=room.setup), timedelta(minutes=room.restore)
    return Place(room.number, room.capacity, setup, restore, indoors=room.indoors, closed=room.closed)


def moments(days: Sequence[date]) -> tuple[datetime, datetime]:
    """The first and last moment that matter to these days."""
    first, last = (timezone.make_aware(datetime.combine(day, time())) for day in (min(days), max(days)))
    return first - _LONGEST, last + _LONGEST


def around(first: datetime, last: datetime) -> Func:
    """A range to meet: one, and not two comparisons, so that the index of the exclusion constraint finds them."""
    return Func(Value(first), Value(last), function="tstzrange", output_field=DateTimeRangeField())


@prepared
def _living(
    first: datetime, last: datetime, but: Collection[UUID]
) -> QuerySet[Occupation, tuple[int, list[datetime], list[datetime]]]:
    """A line for each room: a row for each time would cost more to take apart than to find."""
    held = Occupation.objects.filter(living=True, during__overlap=around(first, last)).exclude(booking__in=but)
    sides = {"starts": "during__startswith", "ends": "during__endswith"}
    return held.values_list("room_id").annotate(**{name: ArrayAgg(of, order_by="during") for name, of in sides.items()})


def stretches(days: Sequence[date], but: Collection[UUID] = ()) -> list[Stretch]:
    """When rooms are taken around these days (one query), but by some bookings."""
    found = _living(*moments(days), list(but))
    return [(room, start, end) for room, *sides in found for start, end in zip(*sides, strict=True)]
