"""What whoever booked answers from their calendar."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.queries import recipient
from liamm.features.booking.calendars import TAKEN, recurring_of
from liamm.features.booking.house import known_under
from liamm.features.booking.letters import DeclinedLetter
from liamm.features.booking.models import Booking, Series
from liamm.features.booking.taking import held_rooms
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.kernel.ical import Answer, Reply
from liamm.kernel.post.answering import answers
from liamm.kernel.post.letters import post
from liamm.kernel.post.mails import Mail
from liamm.kernel.post.models import ReplyAddress


@answers(TAKEN)
def hear(reply: ReplyAddress, mail: Mail) -> None:
    """Whoever refuses what they booked is asked whether they give the room back.

    A calendar says no as soon as an entry is deleted: that alone frees no room that others count on.
    Raises DomainError for words, which nobody would read here.
    """
    if not mail.replies:
        raise DomainError(_("Cette adresse ne comprend que les réponses d’un agenda."))
    for said in mail.replies:
        booking = _meant(reply, said) if said.answer is Answer.NO else None
        if booking and booking.booked_by and booking.is_coming:
            rooms = known_under(booking.charter_version).names(held_rooms(booking))
            post(DeclinedLetter(booking=booking, rooms=rooms), recipient(booking.booked_by))


def _meant(reply: ReplyAddress, said: Reply) -> Booking | None:
    """The booking that is refused: by itself, the one of a series that is named, or else the next one of it."""
    rows = Booking.objects.standing().select_related("booked_by")
    alone = rows.filter(pk=reply.subject).first()
    series = None if alone else Series.objects.filter(pk=reply.subject).first()
    if series is None:
        return alone
    coming = rows.filter(series=series, ends__gt=clock.now()).order_by("starts")
    if said.instead_of is None:
        return coming.first()
    again = recurring_of(series)
    return next((one for one in coming if one.occurrence and again.at(one.occurrence) == said.instead_of), None)
