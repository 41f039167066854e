"""What who comes is invited to: each date in their calendar, or out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from liamm.features.events.enums import RegistrationState
from liamm.features.events.models import Event, Registration
from liamm.features.events.programme import entry_of
from liamm.features.events.saying import DateSaid
from liamm.kernel import clock
from liamm.kernel.ical import Answer, Invitation, Method, as_uid

ANSWERS = "events.registration"
"""Who takes what people answer from their calendar."""


def invitation(registration: Registration, event: Event, date: DateSaid) -> Invitation | None:
    """A date put in the calendar of who comes, or taken out of it when they come no more, or nobody does."""
    state = registration.state
    if state not in {RegistrationState.CONFIRMED, RegistrationState.CANCELLED}:
        return None
    entry = entry_of(date, event)  # calendars are shared: no private link there
    entry = replace(
        entry,
        uid=as_uid("registration", f"{registration.pk}.{date.session.pk}"),
        sequence=entry.sequence + registration.sequence,
        changed=clock.now(),
    )
    gone = entry.cancelled or state == RegistrationState.CANCELLED
    return Invitation(
        entries=[entry],
        purpose=ANSWERS,
        subject=registration.pk,
        method=Method.CANCEL if gone else Method.REQUEST,
        answer=Answer.YES,
    )


def invitations(registration: Registration, event: Event, dates: Sequence[DateSaid]) -> Sequence[Invitation]:
    """All the dates to come that a letter puts in the calendar of its reader, or takes out of it.

    Each date of a registration has its own identifier and lives its own life, so each is a calendar of its own: one
    object of a REQUEST or a CANCEL holds one UID (RFC 5546, 3.2.2 and 3.2.5). One mail carries them all. Whoever
    registers anew is invited anew: what was cancelled stays so, whatever the order in which mails are read.
    """
    ahead = [one for one in dates if one.session.is_coming]
    return [put for one in ahead if (put := invitation(registration, event, one))]
