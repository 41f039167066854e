"""Booking again and again: a series at once, and what is changed or given back from a day on, or for all that comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient
from liamm.features.booking.enums import Reach
from liamm.features.booking.facts import BookingCancelled, BookingChanged, RoomsBooked, SeriesBooked, SeriesChanged
from liamm.features.booking.letters import SeriesCancelledLetter, SeriesLetter, SeriesShortenedLetter
from liamm.features.booking.limiting import Taker, lock_takers
from liamm.features.booking.models import Booking, Occupation, Series
from liamm.features.booking.occupying import lock_rooms, unless_taken
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.repeating import (
    Day,
    Houses,
    SeriesDraft,
    days_asked,
    kept_beside,
    new_series,
    refuse_days,
    rule_days,
)
from liamm.features.booking.rules.repeating import moved, until
from liamm.features.booking.taking import (
    BookingDraft,
    give_back,
    new_booking,
    refuse_asked,
    refuse_silent,
    refuse_unsaid,
    write,
)
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post

_DAY = timedelta(days=1)


@action
def book_series(actor: Actor, *, draft: SeriesDraft) -> Series:
    """Take rooms on each day of a rule, all or none, each day by the rules of the charter that will hold then.

    Raises SeriesRefusedError with every day that cannot be and what is possible for it; DomainError for a rule that is
    none or leaves no day.
    """
    require(policy, actor, Permission.BOOK)

    refuse_unsaid(actor, draft.booking)
    days = days_asked(draft)
    person = cast("Person", actor)
    lock_takers([Taker(person, draft.booking.organisation)], [day.draft.starts for day in days])
    lock_rooms(number for day in days for number in day.draft.rooms)
    refuse_days(days, person)

    series = unless_taken(lambda: _keep(person, draft, days), lambda: _refused_anew(days, person))

    bookings = list(series.bookings.order_by("starts"))
    post(SeriesLetter(series=series, bookings=bookings, rooms=_names(days)), recipient(person))
    asked = {day.day: day.draft for day in days}
    for booking in bookings:
        record(actor, RoomsBooked(subject_id=booking.pk, **_facts(asked[cast("date", booking.occurrence)])))
    record(actor, SeriesBooked(subject_id=series.pk, rule=series.rule, times=len(days)))
    return series


@action
def change_series(  # what is asked, how far it goes, and what was read
    actor: Actor, booking: Booking, *, draft: BookingDraft, reach: Reach, seen: int, with_apart: bool = False
) -> Series:
    """Say otherwise one booking of a series and those after it, or all that come.

    Those changed apart stay as they are and the letter names them; `with_apart`, they are as the others again.
    What was before keeps the series; what is changed gets one of its own. A day that moves moves the others by as many.
    Raises SeriesRefusedError when some day cannot be, nothing being changed; DomainError when the booking is of no
    series, was changed meanwhile, or its rule cannot move so.
    """
    require(policy, actor, Permission.CHANGE, booking)

    series, booking, targets = _held(booking, reach)
    if booking.sequence != seen:
        raise DomainError(
            _("Cette réservation a été changée entre-temps."),
            nearest=_("Regardez ce qu’elle dit maintenant, puis recommencez."),
            link=(booking.reference, booking.get_absolute_url()),
        )
    refuse_unsaid(actor, draft, booking)
    start = min(cast("date", one.occurrence) for one in targets)
    rule, becomes = _moved(series, start, booking, draft)
    changed = [one for one in targets if with_apart or not one.apart]
    refuse_asked(changed)
    days = _days_changed(series, draft, [(one, becomes[cast("date", one.occurrence)]) for one in changed])
    own, by = [one.pk for one in changed], booking.booked_by
    lock_takers([Taker(by, draft.organisation)], [day.draft.starts for day in days])
    lock_rooms({*draft.rooms, *(number for day in days if day.was for number in day.was.rooms)})
    refuse_days(days, by, own)

    pairs = list(zip(changed, days, strict=True))
    after = unless_taken(lambda: _rewrite(series, draft, (rule, becomes), pairs), lambda: _refused_anew(days, by, own))

    if booking.booked_by:
        if kept := after != series and list(series.bookings.standing().order_by("starts")):
            post(SeriesShortenedLetter(series=series, bookings=kept), recipient(booking.booked_by))
        stay = kept_beside(after, None if reach is Reach.ALL else draft.starts).all
        letter = SeriesLetter(series=after, bookings=changed, rooms=_names(days), changed=True, left=stay)
        post(letter, recipient(booking.booked_by))
    for one, day in pairs:
        record(actor, BookingChanged(subject_id=one.pk, **_facts(day.draft)))
    record(actor, SeriesChanged(subject_id=series.pk, becomes=after.pk, times=len(changed)))
    return after


@action
def cancel_series(actor: Actor, booking: Booking, *, reason: str, reach: Reach) -> list[Booking]:
    """Give back the rooms of one booking of a series and those after it, or of all that come; one letter says so.

    Raises DomainError when the booking is of no series or over, or when no reason is given.
    """
    require(policy, actor, Permission.CANCEL, booking)

    series, booking, targets = _held(booking, reach)
    refuse_silent(reason)
    lock_rooms(Occupation.objects.filter(booking__in=targets).values_list("room_id", flat=True))
    for one in targets:
        give_back(one, reason)

    if booking.booked_by:
        by_oneself = actor.pk == booking.booked_by.pk
        letter = SeriesCancelledLetter(series=series, bookings=targets, booking=booking, by_oneself=by_oneself)
        post(letter, recipient(booking.booked_by))
    for one in targets:
        record(actor, BookingCancelled(subject_id=one.pk))
    return targets


def _held(booking: Booking, reach: Reach) -> tuple[Series, Booking, list[Booking]]:
    """The series, the booking and those of the series that are reached, held until the end of the transaction."""
    if booking.series_id is None:
        raise DomainError(_("Cette réservation n’est pas d’une série."))
    series = Series.objects.select_for_update(no_key=True).get(pk=booking.series_id)
    rows = (
        series.bookings.select_for_update(of=("self",), no_key=True)
        .select_related("booked_by", "organisation")
        .order_by("pk")
    )
    mine = next((one for one in rows if one.pk == booking.pk), None)
    if mine is None or not mine.is_coming or mine.starts <= clock.now():
        raise DomainError(_("Cette réservation a commencé, est annulée, ou a changé de série entre-temps."))
    if mine.apart:
        raise DomainError(
            _("Cette date a été changée à part : elle ne mène plus les autres."),
            nearest=_("Changez-la seule, ou changez la série depuis une autre date."),
        )
    first = None if reach is Reach.ALL else mine.occurrence
    reached = [
        one
        for one in rows
        if one.is_coming
        and one.starts > clock.now()
        and (first is None or cast("date", one.occurrence) >= first)
        and (reach is not Reach.ONE or one.pk == mine.pk)
    ]
    return series, mine, sorted(reached, key=lambda one: cast("date", one.occurrence))


def _moved(series: Series, start: date, booking: Booking, draft: BookingDraft) -> tuple[str, dict[date, date]]:
    """The rule from a day on once the booking is held on the day asked, and what each of its days becomes."""
    was = [day for day in rule_days(series.rule, series.first) if day >= start]
    by = draft.starts.astimezone(ZoneInfo(series.zone)).date() - cast("date", booking.occurrence)
    rule = moved(series.rule, was, by)
    if rule is None:
        raise DomainError(
            _("Cette répétition ne se déplace pas d’un jour à l’autre."),
            nearest=_("Changez l’heure ou la salle, ou annulez la suite et réservez une autre série."),
            field="day",
        )
    return rule, dict(zip(was, rule_days(rule, was[0] + by), strict=True))


def _days_changed(series: Series, draft: BookingDraft, pairs: Sequence[tuple[Booking, date]]) -> list[Day]:
    """What is asked for instead of each of these bookings, on its day."""
    zone, houses = ZoneInfo(series.zone), Houses()
    held: dict[UUID, set[int]] = {one.pk: set() for one, _day in pairs}
    for booking, room in Occupation.objects.filter(booking__in=held).values_list("booking_id", "room_id"):
        held[booking].add(room)
    starts, ends = (moment.astimezone(zone) for moment in (draft.starts, draft.ends))
    length = ends.date() - starts.date()
    return [
        Day(
            day,
            replace(
                draft,
                starts=datetime.combine(day, starts.time(), zone),
                ends=datetime.combine(day + length, ends.time(), zone),
            ),
            houses.on(day),
            replace(draft.ask, rooms=frozenset(held[one.pk]), starts=one.starts, ends=one.ends),
        )
        for one, day in pairs
    ]


def _keep(person: Person, draft: SeriesDraft, days: Sequence[Day]) -> Series:
    series = new_series(draft, days)
    for day in days:
        booking = new_booking(person)
        booking.series, booking.occurrence, booking.apart = series, day.day, day.day in draft.instead
        write(booking, day.draft, day.known)
    return series


def _rewrite(
    series: Series, draft: BookingDraft, course: tuple[str, dict[date, date]], pairs: Sequence[tuple[Booking, Day]]
) -> Series:
    """Write the changed bookings, in the series itself when nothing of it is before them, else in one of their own."""
    rule, becomes = course
    start = min(becomes)
    starts, ends = (moment.astimezone(ZoneInfo(series.zone)).time() for moment in (draft.starts, draft.ends))
    if series.bookings.filter(occurrence__lt=start).exists():
        after = Series(zone=series.zone, parted_from_id=series.parted_from_id or series.pk)
        series.rule = until(series.rule, start - _DAY)
    else:
        after = series
    after.rule, after.first, after.starts, after.ends = rule, becomes[start], starts, ends
    after.left_out = sorted(becomes[day] for day in series.left_out if day in becomes)
    after.save()
    if after != series:
        series.left_out = [day for day in series.left_out if day < start]
        series.save()
    Occupation.objects.filter(booking__in=[one for one, _day in pairs]).delete()  # days may change places
    written = dict(pairs)
    for one in series.bookings.filter(occurrence__gte=start):
        one.series, one.occurrence = after, becomes[cast("date", one.occurrence)]
        if one in written:
            continue
        one.save(update_fields=["series", "occurrence"])
    for one, day in pairs:
        one.series, one.occurrence = after, becomes[cast("date", one.occurrence)]
        one.sequence, one.apart = one.sequence + 1, False
        write(one, day.draft, day.known)
    return after


def _refused_anew(days: Sequence[Day], person: Person | None, but: Sequence[UUID] = ()) -> DomainError:
    """The refusal as it is now, for what the database found taken."""
    try:
        refuse_days(days, person, but)
    except DomainError as refusal:
        return refusal
    return DomainError(_("Une salle vient d’être prise. Essayez de nouveau."))


def _names(days: Sequence[Day]) -> str:
    return days[0].known.names(sorted(days[0].draft.rooms))


def _facts(draft: BookingDraft) -> dict[str, Any]:
    return {"rooms": tuple(sorted(draft.rooms)), "use": draft.use, "starts": draft.starts, "ends": draft.ends}
