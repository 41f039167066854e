"""What a charter limits: how soon and how far ahead one asks, and how long one takes rooms in a week.

Quotas count hours of rooms, as charters say them (« huit heures de salle »): two rooms taken together for three hours
are six hours, for what one person takes is not there for others. What is booked counts, or held in option, in the week
in which it begins; the time to arrange and restore does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from liamm.features.booking.rules.asking import Ask, Broken, House, Quota, Rule, Week
from liamm.features.booking.rules.looking import AHEAD, QUARTER, SHORTEST, days_looked_at, still

_DAY = timedelta(days=1)


def by_limits(ask: Ask, house: House) -> Iterator[Broken]:
    """The limits that a booking goes beyond, each with the nearest thing that it lets be."""
    starts, day = ask.starts.astimezone(UTC), house.local(ask.starts).date()
    if house.lead and starts < house.soonest:
        yield Broken(Rule.LEAD, moment=_first(ask, house))
    if house.ahead is not None and (day - house.today).days > house.ahead:
        yield Broken(Rule.AHEAD, moment=_last(ask, house))
    for quota in house.quotas:
        hours, week = hours_of(ask), week_of(day)
        if hours > (left := quota.left(week)):
            would = quota.taken.get(week, timedelta()) + hours
            yield Broken(quota.rule, would=would, left=left, week=_week(ask, house, quota))


def hours_of(ask: Ask) -> timedelta:
    """How many hours of rooms it takes; none when it ends before it begins."""
    return max(ask.length, timedelta()) * len(ask.rooms)


def week_of(day: date) -> Week:
    """The week of a day."""
    year, week, _day = day.isocalendar()
    return year, week


def at_most(length: timedelta, rooms: int, day: date, house: House) -> timedelta:
    """A length, or what quotas leave of it in the week of a day to so many rooms together, by quarters of an hour."""
    if not house.quotas:
        return length
    left = min(quota.left(week_of(day)) // rooms for quota in house.quotas)
    return length if length <= left else left // QUARTER * QUARTER


def lasting(length: timedelta, rooms: int, day: date, house: House) -> timedelta | None:
    """How long so many rooms may be taken on a day: all the length, or what is left when no week has room for it.

    None when a week less taken would have room for all of it, or when nothing worth coming is left.
    """
    left = at_most(length, rooms, day, house)
    if left == length:
        return length
    some_week = all(length * rooms <= quota.ever for quota in house.quotas)
    return None if some_week or left < SHORTEST else left


def unhurried(house: House) -> House:
    """The house for what was asked for in time, and is decided of later."""
    return replace(house, lead=timedelta(), ahead=None)


def kept(ask: Ask, was: Ask) -> frozenset[Rule]:
    """What a change does not break anew: what begins at the same moment, in no other room, is not asked for again."""
    if ask.starts != was.starts:
        return frozenset()
    return frozenset({Rule.PAST, Rule.AHEAD, *([Rule.LEAD] if ask.rooms <= was.rooms else [])})


def _first(ask: Ask, house: House) -> datetime | None:
    """The first moment, from now on, that is not too soon and at which one may be in these rooms."""
    first = house.local(house.soonest).date()
    for day in (first + step * _DAY for step in range(min(AHEAD, (house.latest - first).days) + 1)):
        for opens, closes in house.windows(day, ask.rooms & house.places.keys()):
            if (found := still(opens, house.soonest)) < closes:
                return found
    return None


def _last(ask: Ask, house: House) -> datetime | None:
    """When these rooms open on the last day that is not too far ahead."""
    for day in (house.latest - step * _DAY for step in range(AHEAD + 1)):
        windows = house.windows(day, ask.rooms & house.places.keys())
        if windows and house.is_planned(day):
            return windows[0][0]
    return None


def _week(ask: Ask, house: House, quota: Quota) -> date | None:
    """The Monday of the nearest week in which a quota leaves enough for all that is asked."""
    for day in days_looked_at(ask, house):
        if house.is_planned(day) and hours_of(ask) <= quota.left(week_of(day)):
            return date.fromisocalendar(*week_of(day), 1)
    return None
