"""Sending what the outbox holds: claim, hand over, mark; a claim that went silent is taken again."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.utils import format_datetime, formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q

from liamm.kernel import clock
from liamm.kernel.post.late import filled
from liamm.kernel.post.models import Message, MessageState

LEASE = timedelta(minutes=2)
_BATCH = 50
_LOG = logging.getLogger(__name__)
_CALENDAR = "text/calendar"
_MOST_ATTEMPTS = 12


def send_due() -> int:
    """Send what is due; returns how many left. Safe to run in several workers at once."""
    sent = 0
    while batch := claim():
        sent += _hand_over(batch)
    return sent


def claim() -> list[Message]:
    """Take up to fifty due messages, and those whose sender went silent for longer than the lease."""
    now = clock.now()
    waiting = Q(state=MessageState.QUEUED, due_at__lte=now) | Q(state=MessageState.SENDING, claimed_at__lt=now - LEASE)
    with transaction.atomic():
        batch = list(
            Message.objects.filter(waiting)
            .select_for_update(skip_locked=True, of=("self",), no_key=True)
            .order_by("due_at", "pk")[:_BATCH]
        )
        Message.objects.filter(pk__in=[message.pk for message in batch]).update(
            state=MessageState.SENDING, claimed_at=now, attempts=F("attempts") + 1
        )
    return batch


def _hand_over(batch: list[Message]) -> int:
    sent = 0
    connection = get_connection()
    try:
        for message in batch:
            sent += _send_one(message, connection)
    finally:
        connection.close()
    return sent


def _send_one(message: Message, connection: BaseEmailBackend) -> int:
    try:
        found = filled(message) if message.filler else (message, None)
        if found is None:
            _let_go(message)
            return 0
        said, until = found
        as_mail(said, connection, until=until).send()
    except (OSError, smtplib.SMTPException) as error:
        put_back(message, error)
        return 0
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one letter, the others leave
        _LOG.error("letter %s cannot be sent: %s", message.pk, type(error).__name__)  # it may quote it
        put_back(message, error)
        return 0
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=clock.now(), last_error="")
    return 1


def _let_go(message: Message) -> None:
    """What it was to say is said no more: it never leaves."""
    said = {"text": "", "html": "", "calendar": "", "more_calendars": []}
    Message.objects.filter(pk=message.pk).update(state=MessageState.VOID, last_error="", **said)


def put_back(message: Message, error: Exception) -> None:
    """Try again later, twice as late each time (30 s, 1 min, 2 min… about a day in all), then give up aloud."""
    tries = message.attempts + 1
    state = MessageState.FAILED if tries >= _MOST_ATTEMPTS else MessageState.QUEUED
    due = clock.now() + timedelta(seconds=30 * 2 ** min(tries, 11))
    why = type(error).__name__ if message.filler else str(error)  # a server may quote what it was given
    Message.objects.filter(pk=message.pk).update(state=state, due_at=due, last_error=why[:1_000])


class _Mail(EmailMultiAlternatives):
    """A mail whose calendar is the last and richest way to read it, in the one form that all programs take."""

    def _create_mime_attachment(self, content: Any, mimetype: str) -> Any:
        """Django’s own would fold the lines of a calendar anew; here they leave as they are, in base64."""
        kind, _, method = mimetype.partition("; method=")
        if kind != _CALENDAR:
            return super()._create_mime_attachment(content, mimetype)  # type: ignore[misc]  # Django’s own door
        part = MIMEBase("text", "calendar", charset="utf-8", method=method)
        part.set_payload(content.encode())
        encode_base64(part)
        return part


def as_mail(
    message: Message, connection: BaseEmailBackend | None = None, *, until: datetime | None = None
) -> EmailMultiAlternatives:
    """The mail as it goes out: text and HTML, stable Message-ID, the date of the act.

    An invitation holds its calendar twice: as one more way to read the mail, by which programs offer to accept, and
    as a file, for those that know only files. A calendar says one thing (RFC 5546, 3.2.2), so that the others of
    several are joined, each a part of its own that says what it does (RFC 6047, 2.4). `until`: it says nothing good any
    more after (RFC 4021, Expires).
    """
    headers = {**message.headers, "Message-ID": message.message_id, "Date": format_datetime(message.created_at)}
    if until is not None:
        headers["Expires"] = format_datetime(until)
    mail = _Mail(
        subject=message.subject,
        body=message.text,
        from_email=_from(message),
        to=[formataddr((message.name, message.address)) if message.name else message.address],
        headers=headers,
        connection=connection,
    )
    mail.attach_alternative(message.html, "text/html")
    if message.calendar:
        mail.attach_alternative(message.calendar, f"{_CALENDAR}; method={message.method}")
        mail.attach("invitation.ics", message.calendar.encode(), "application/ics")
    for place, one in enumerate(message.more_calendars, start=2):
        mail.attach(f"invitation-{place}.ics", one, f"{_CALENDAR}; method={message.method}")
    return mail


def _from(message: Message) -> str:
    if not message.sender:
        return str(settings.DEFAULT_FROM_EMAIL)
    return formataddr((parseaddr(settings.DEFAULT_FROM_EMAIL)[0], message.sender))
