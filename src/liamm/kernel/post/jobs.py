"""The worker empties the outbox each second, and forgets old bodies at night."""

from __future__ import annotations

from datetime import timedelta

from liamm.kernel import clock
from liamm.kernel.jobs import every, pulse
from liamm.kernel.post.models import Message, MessageState, ReceivedMail
from liamm.kernel.post.sender import send_due

KEPT = timedelta(days=30)


@pulse(seconds=1)
def send_letters() -> None:
    """Send what is due."""
    send_due()


@every("17 2 * * *", "post.forget_bodies")
def forget_bodies() -> None:
    """Empty the body of letters sent a month ago: what remains says that a letter left, not what it said.

    No server tries that long to bring a mail again: that an answer came needs no longer be known.
    """
    Message.objects.filter(state=MessageState.SENT, sent_at__lt=clock.now() - KEPT).exclude(text="").update(
        text="", html="", calendar="", more_calendars=[]
    )
    ReceivedMail.objects.filter(created_at__lt=clock.now() - KEPT).delete()
