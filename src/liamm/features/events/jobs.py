"""What the house does by itself: it lets no offer wait for ever, notes what was held, reminds, and in time forgets."""

from __future__ import annotations

import contextlib

from liamm.features.events.actions import (
    forget_need,
    forget_proposal,
    forget_registration,
    forget_voices,
    hold_event,
    lapse_offer,
    remind,
)
from liamm.features.events.enums import EventState, RegistrationState
from liamm.features.events.keeping import needs_to_forget, proposals_to_forget, to_forget, to_remind, voices_to_forget
from liamm.features.events.models import Event, EventSession, Registration
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.kernel.jobs import every


@every("*/5 * * * *", "events.pass_terms")
def pass_terms() -> None:
    """Give the places that nobody took in time to the next, each in a transaction of its own."""
    late = Registration.objects.filter(state=RegistrationState.OFFERED, offered_until__lte=clock.now())
    for registration in late.select_related("event", "seating").order_by("offered_until", "pk"):
        with contextlib.suppress(DomainError):  # answered in between
            lapse_offer(SYSTEM, registration)


@every("*/10 * * * *", "events.note_held")
def note_held() -> None:
    """Note the events whose last date is over."""
    now = clock.now()
    ahead = EventSession.objects.filter(off_at=None, ends__gt=now).values("event")
    behind = EventSession.objects.filter(off_at=None, ends__lte=now).values("event")
    for event in Event.objects.filter(state__in=[EventState.OPEN, EventState.CLOSED], pk__in=behind).exclude(
        pk__in=ahead
    ):
        with contextlib.suppress(DomainError):
            hold_event(SYSTEM, event)


@every("*/15 * * * *", "events.remind")
def remind_all() -> None:
    """Remind those who come soon, each in a transaction of its own."""
    for registration in to_remind():
        with contextlib.suppress(DomainError):  # cancelled in between
            remind(SYSTEM, registration)


@every("41 * * * *", "events.forget_what_is_old")
def forget_what_is_old() -> None:
    """Apply the delays of the charter to who came, each in a transaction of its own.

    Each hour, so that a house that is switched off at night forgets too.
    """
    for registration in needs_to_forget():
        forget_need(SYSTEM, registration)
    for registration in to_forget():
        forget_registration(SYSTEM, registration)
    for need in voices_to_forget():
        forget_voices(SYSTEM, need)
    for proposal in proposals_to_forget():
        forget_proposal(SYSTEM, proposal)
