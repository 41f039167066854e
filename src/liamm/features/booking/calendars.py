"""Bookings as entries of a calendar, and what their letters put in that of whoever booked.

A booking has an identifier of its own; those of a series share that of the series, and say which of its times they are.
A series that is split from a day on leaves what was before where it was, and what follows has a new identifier: a time
never changes from one to the other, which no calendar program follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from liamm.features.booking.enums import BookingState
from liamm.features.booking.house import known_on
from liamm.features.booking.models import Booking, Series
from liamm.kernel.ical import Answer, Entry, Invitation, Method, Recurring, as_uid, woven
from liamm.kernel.post.letters import absolute

TAKEN = "booking.taken"
"""What is answered to the invitation of whoever booked."""


def uid_of(booking: Booking) -> str:
    """The identifier of a booking, in no series."""
    return as_uid("booking", booking.pk)


class SeriesRow(NamedTuple):
    """The columns of a series that say how it comes again."""

    pk: UUID
    rule: str
    first: date
    starts: time
    zone: str
    sequence: int


def recurring_of(series: Series | SeriesRow) -> Recurring:
    """How a series comes again."""
    return Recurring(
        uid=as_uid("series", series.pk),
        rule=series.rule,
        first=datetime.combine(series.first, series.starts, ZoneInfo(series.zone)),
        zone=series.zone,
        sequence=series.sequence,
    )


def entry_of(booking: Booking, rooms: str) -> Entry:
    """A booking by itself."""
    place = settings.LIAMM_IDENTITY.place
    where = (rooms, settings.LIAMM_LAB_NAME, place.street, f"{place.postcode} {place.town}".strip())
    url = absolute(booking.get_absolute_url())
    return Entry(
        uid=uid_of(booking),
        title=booking.title,
        starts=booking.starts,
        ends=booking.ends,
        changed=booking.changed_at,
        sequence=booking.sequence,
        place=", ".join(part for part in where if part),
        url=url,
        description=_("Référence %(reference)s. Changer ou annuler : %(url)s")
        % {"reference": booking.reference, "url": url},
        tentative=booking.state == BookingState.OPTION,
    )


def inviting(booking: Booking, rooms: str) -> Invitation:
    """One booking as it is now: put there, changed, or taken out."""
    gone = not booking.is_standing
    entry, subject = entry_of(booking, rooms), booking.pk
    if booking.series_id and booking.occurrence:
        series = Series.objects.get(pk=booking.series_id)
        again, subject = recurring_of(series), series.pk
        entry = replace(
            entry, uid=again.uid, sequence=again.sequence, zone=again.zone, instead_of=again.at(booking.occurrence)
        )
    return Invitation(entries=[entry], purpose=TAKEN, subject=subject, method=_method(gone=gone), answer=Answer.YES)


def inviting_series(series: Series, gone: Iterable[Booking] = ()) -> Invitation:
    """A series as it is now, with all its times that stand, those that are over too; without any, it is taken out.

    `gone` are its bookings that were given back, to say what is taken out.
    """
    series.refresh_from_db(fields=["sequence"])
    known = known_on()
    standing = list(series.bookings.standing().order_by("starts").prefetch_related("occupations"))
    held = {
        one.occurrence: entry_of(one, known.names(sorted(each.room_id for each in one.occupations.all())))
        for one in standing or gone
        if one.occurrence
    }
    entries = woven(recurring_of(series), held)
    whole = [one for one in entries if one.uid == entries[0].uid] if standing else entries[:1]
    return Invitation(
        entries=whole, purpose=TAKEN, subject=series.pk, method=_method(gone=not standing), answer=Answer.YES
    )


def _method(*, gone: bool) -> Method:
    return Method.CANCEL if gone else Method.REQUEST
