"""The house at this moment, room by room, and what stands at each door: uses and hours, nobody's name, no title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.booking.enums import RestoringState
from liamm.features.booking.house import Known, RoomShown, around, known_on
from liamm.features.booking.models import Occupation
from liamm.features.booking.rules.opening import opens_on
from liamm.features.booking.rules.present import Held, Present, State, present
from liamm.kernel import clock
from liamm.kernel.live import announce
from liamm.kernel.prepared import prepared
from liamm.ui.dates import say_time
from liamm.ui.shapes import Floor, Room
from liamm.ui.times import say_moment

TOPIC = "booking.house"
"""The live topic of everything that moves in the rooms."""
_FOLLOWING = 3
_AHEAD = 32
"""How many days ahead the next opening is looked for: more than any run of days closed."""
_Row = tuple[int, datetime, datetime, datetime, datetime, str, str, UUID | None, str]
"""A room, when people are in it, when it is taken, for which use, why it is closed, for what, and how it is left."""


@dataclass(frozen=True, slots=True)
class Follows:
    """What comes next in a room: when, and for which use or why it is closed."""

    hours: str
    words: str


@dataclass(frozen=True, slots=True)
class RoomNow:
    """One room at this moment, in words; `use` is what it is taken for, `why` the reason for which it is closed."""

    number: int
    name: str
    state: State
    words: str
    use: str
    why: str
    following: tuple[Follows, ...]

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("booking:room", args=[self.number])


@dataclass(frozen=True, slots=True)
class HouseNow:
    """The house at this moment: in one sentence, room by room, and as its section."""

    sentence: str
    opened: bool
    rooms: tuple[RoomNow, ...]
    floors: tuple[Floor, ...]
    ground: tuple[Room, ...]


@dataclass(frozen=True, slots=True)
class DoorPage:
    """What stands at the door of a room."""

    room: RoomNow
    setting: RoomShown
    hour: str


def stir() -> None:
    """Make the open pages of the house look again, once the act is committed."""
    announce(TOPIC)


def house_now() -> HouseNow:
    """The whole house (three queries)."""
    known = known_on()
    rooms = tuple(_rooms(known))
    free = sum(one.state in {State.FREE, State.SOON} for one in rooms)
    opened = any(_windows(known, one.number, clock.now()) for one in known.rooms)
    said = ngettext("%(n)s salle libre en ce moment", "%(n)s salles libres en ce moment", free) % {"n": free}
    return HouseNow(
        sentence=said if free else _("aucune salle libre en ce moment") if opened else _shut(known),
        opened=opened,
        rooms=rooms,
        floors=tuple(_floors(known, rooms)),
        ground=tuple(_drawn(one) for one in rooms if not known.by_number[one.number].indoors),
    )


def _shut(known: Known) -> str:
    """That the house is closed, and when it opens next: by its hours, or for some of its rooms beside them."""
    house, now = known.calendar, clock.now()
    rooms = [one.number for one in known.rooms if not one.closed]
    days = (timezone.localdate(now) + timedelta(days=step) for step in range(_AHEAD))
    opens = (first for day in days for first in sorted(opens_on(day, rooms, house)) if first > now)
    soon = next(opens, None)
    if soon is None:
        return _("la maison est fermée")
    return _("la maison est fermée ; elle ouvre : %(when)s") % {"when": say_moment(soon)}


def door_page(number: int) -> DoorPage:
    """One room, as it is at its door (three queries).

    Raises Http404 when the house has none of that number.
    """
    known = known_on()
    setting = known.by_number.get(number)
    if setting is None:
        raise Http404
    return DoorPage(next(one for one in _rooms(known) if one.number == number), setting, _hour(clock.now()))


def _rooms(known: Known) -> list[RoomNow]:
    now = clock.now()
    held = _held_today(now)
    found = []
    for room in known.rooms:
        shown = present(now, held.get(room.number, ()), _spans(known, room.number, now), closed=room.closed)
        words = _words(shown, now, closed=room.closed)
        following = tuple(_follows(one, known) for one in shown.following[:_FOLLOWING])
        use = known.use(shown.here.use) if shown.here and shown.here.use else ""
        why = shown.here.reason if shown.here else ""
        found.append(RoomNow(room.number, room.name, shown.state, words, use, why, following))
    return found


def _spans(known: Known, number: int, now: datetime) -> list[tuple[datetime, datetime]]:
    return known.calendar.windows(timezone.localdate(now), [number])


def _windows(known: Known, number: int, now: datetime) -> bool:
    return any(first <= now < last for first, last in _spans(known, number, now))


def _words(shown: Present, now: datetime, *, closed: bool) -> str:
    """The state of a room, in a few words."""
    until = _hour(shown.until)
    if shown.state is State.CLOSED:
        if shown.here:
            return _("fermée : %(reason)s") % {"reason": shown.here.reason}
        if closed:
            return _("fermée en ce moment")
        return _("ouvre à %(hour)s") % {"hour": until} if until else _("fermée")
    if shown.state is State.WORKS:
        return _arranged(shown, now) % {"hour": until}
    if shown.state is State.FREE:
        return _("libre jusqu’à %(hour)s") % {"hour": until} if until else _("libre")
    return (_("prise à %(hour)s") if shown.state is State.SOON else _("prise jusqu’à %(hour)s")) % {"hour": until}


def _arranged(shown: Present, now: datetime) -> str:
    """Why a room is taken while nobody is in it."""
    if shown.here and now < shown.here.starts:
        return _("on l’installe jusqu’à %(hour)s")
    if shown.here and shown.here.given_back:
        return _("rendue : on la remet en état jusqu’à %(hour)s")
    return _("on la remet en état jusqu’à %(hour)s")


def _hour(moment: datetime | None) -> str:
    return say_time(timezone.localtime(moment).time()) if moment else ""


def _follows(one: Held, known: Known) -> Follows:
    hours = _("%(start)s à %(end)s") % {"start": _hour(one.starts), "end": _hour(one.ends)}
    return Follows(hours, one.reason or (known.use(one.use) if one.use else _("prise")))


def _floors(known: Known, rooms: Sequence[RoomNow]) -> list[Floor]:
    """The rooms indoors, storey by storey and row by row as on the plan, the highest first."""
    by_number = {one.number: one for one in rooms}
    lines: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    for room in known.bound.value.rooms:
        x, y, width, _height = room.furnishing.plan
        if room.indoors:
            lines[-room.floor, y].append((x, width, room.id))
    found = []
    for _place, line in sorted(lines.items()):
        middle = sum(width for _x, width, _number in line) / len(line)
        found.append(Floor(tuple(_drawn(by_number[number], wide=width > middle) for _x, width, number in sorted(line))))
    return found


def _drawn(one: RoomNow, *, wide: bool = False) -> Room:
    return Room(one.name, one.words, one.state, one.url, wide)


def _held_today(now: datetime) -> Mapping[int, Sequence[Held]]:
    """What takes the rooms today (one query)."""
    first = timezone.make_aware(datetime.combine(timezone.localdate(now), time()))
    found: dict[int, list[Held]] = defaultdict(list)
    for room, starts, ends, since, until, use, reason, kept, left in _today(first, first + timedelta(days=1)):
        said = left == RestoringState.SAID
        found[room].append(Held(starts, ends, since, until, use, "" if kept else reason, given_back=said))
    return found


@prepared
def _today(first: datetime, last: datetime) -> QuerySet[Occupation, _Row]:
    rows = Occupation.objects.filter(living=True, during__overlap=around(first, last))
    return rows.order_by("room_id", "during").values_list(
        "room_id",
        Coalesce("booking__starts", F("during__startswith")),
        Coalesce("booking__ends", F("during__endswith")),
        "during__startswith",
        "during__endswith",
        Coalesce("booking__use", Value("")),
        "reason",
        "displacement_id",
        Coalesce("booking__restoring__state", Value("")),
    )
