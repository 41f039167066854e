"""One date of an event as it is changed: its rooms with it, and those who come told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from liamm.features.booking.actions import cancel_booking, change_booking
from liamm.features.events.changing import hand_of
from liamm.features.events.enums import Taken
from liamm.features.events.letters import EventMovedLetter
from liamm.features.events.models import Event, EventSession, Registration
from liamm.features.events.planning import SessionDraft, book_for, booking_draft
from liamm.features.events.saying import dates_of, said
from liamm.kernel.access import Actor
from liamm.kernel.post.letters import post


def words_of(session: EventSession) -> str:
    """When and where a date is, in one line."""
    return said([session])[0].words


def put(actor: Actor, event: Event, session: EventSession, draft: SessionDraft) -> None:
    """Write where and when a date is, and let its rooms follow: changed, given back, or booked for the first time.

    The date is written first, so that whoever hears of the rooms sees that it follows them already.
    Raises BookingRefusedError when the rooms are not to be had.
    """
    booking = session.booking if session.booking and session.booking.is_coming else None
    by, kept = hand_of(actor, session), booking if draft.rooms else None
    session.starts, session.ends, session.place = draft.starts, draft.ends, draft.place.strip()
    session.rooms, session.booking = sorted(draft.rooms), kept
    session.sequence += 1
    session.save()
    if booking and kept:
        asked = replace(booking_draft(event, draft), needs=booking.needs, organisation=booking.organisation)
        change_booking(by, booking, draft=asked, seen=booking.sequence)
    elif booking:
        cancel_booking(by, booking, reason=_("L’événement se tient ailleurs."))
    elif draft.rooms:
        session.booking = book_for(actor, event, draft)
        session.save(update_fields=["booking"])


def concerned(session: EventSession) -> Iterable[Registration]:
    """Those who come, or hope to, on this date."""
    rows = session.event.registrations.living().select_related("seating")
    if session.event.attends == Taken.EACH:
        rows = rows.filter(seating__session=session)
    return rows.order_by("created_at", "pk")


def tell_moved(session: EventSession, before: str) -> None:
    """Write to those whom a change of date concerns: how it was, and how it is, or that it will not be."""
    event = session.event
    date = said([session])[0]
    which = {"called_off": date} if session.off_at else {"moved": date}
    dates = dates_of(event)
    for one in concerned(session):
        mine = [each for each in dates if one.seating.session_id in {None, each.session.pk}]
        post(EventMovedLetter(registration=one, event=event, dates=mine, before=before, **which), one.recipient)
