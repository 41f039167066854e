"""When rooms may be used on each day: each room's day is worked out once, however many sets of rooms are looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import reduce

from liamm.features.booking.rules.asking import House, Place
from liamm.features.booking.rules.looking import still
from liamm.features.booking.rules.occupied import Gap, Occupied, free_gaps
from liamm.features.booking.rules.spans import common


class Free:
    """What is left of a house, day by day: open, planned, not too soon, and free with the time to arrange and restore.

    `least` is how long something must be left to count.
    """

    def __init__(self, house: House, occupied: Occupied, least: timedelta) -> None:
        self.house = house
        self.occupied = occupied
        self._least = least
        self._first, self._last = house.local(house.soonest).date(), house.latest
        self._beside = {house.local(one.starts).date() for one in house.beside}
        self._open: dict[date, list[Gap]] = {}
        self._left: dict[tuple[int, date], list[Gap]] = {}

    def on(self, day: date, places: Iterable[Place], least: timedelta | None = None) -> list[Gap]:
        """Between which moments of a day all these rooms may be used, in order; only what lasts at least so long."""
        each = []
        for place in places:
            left = self._of(place, day)
            if least is not None:
                left = [gap for gap in left if gap[1] - gap[0] >= least]
            if not left:
                return []
            each.append(left)
        return reduce(common, each) if each else []

    def _of(self, place: Place, day: date) -> list[Gap]:
        known = self._left.get((place.number, day))
        if known is None:
            gaps = (gap for window in self._windows(place, day) for gap in free_gaps(self.occupied, place, window))
            known = [gap for gap in gaps if gap[1] - gap[0] >= self._least]
            self._left[place.number, day] = known
        return known

    def _windows(self, place: Place, day: date) -> list[Gap]:
        """When one may be in a room; today from the next quarter of an hour on."""
        if day in self._beside:
            return self._read(place, day)
        if day not in self._open:
            self._open[day] = self._read(place, day)
        return self._open[day]

    def _read(self, place: Place, day: date) -> list[Gap]:
        if not self._first <= day <= self._last:
            return []
        soonest = self.house.soonest
        windows = [(still(opens, soonest), closes) for opens, closes in self.house.windows(day, [place.number])]
        return [(opens, closes) for opens, closes in windows if opens < closes]
