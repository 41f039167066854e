"""The outbox, what people asked not to receive, and what they answered."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liamm.kernel import clock
from liamm.kernel.model import Model


class MessageState(models.TextChoices):
    """Where a message stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    VOID = "void"


class Message(Model):
    """One mail to one address. Its Message-ID never changes, so a second copy after a crash is seen as the same.

    `recipient` is the key of who gets it (`person:<id>`, `author:<id>`…); `attempts` counts the times it was handed
    to the mail server, so that `attempts > 1` names the only letters of which a duplicate is possible. An invitation
    holds its `calendar` and what that does (`method`), and leaves from the `sender` that takes its answers; one about
    several dates holds the others, which do the same, in `more_calendars`: each has one UID (RFC 5546). A letter with a
    `filler` holds dots where that puts its words as it leaves (see `liamm.kernel.post.late`); one that had nothing to
    say any more is `void`.
    """

    kind = models.CharField(max_length=80)
    topic = models.CharField(max_length=120)
    recipient = models.CharField(max_length=80)
    address = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()
    headers = models.JSONField(default=dict)
    sender = models.EmailField(blank=True)
    calendar = models.TextField(blank=True)
    more_calendars = ArrayField(models.TextField(), default=list, blank=True)
    method = models.CharField(max_length=10, blank=True)
    filler = models.CharField(max_length=60, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.QUEUED)
    due_at = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="post_waiting", condition=models.Q(state__in=["queued", "sending"])),
            models.Index(fields=["recipient", "-created_at"], name="post_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.recipient}"


class Stop(Model):
    """Someone asked to get no more letters about a topic."""

    recipient = models.CharField(max_length=80)
    topic = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "topic"], name="post_stop_once")]

    def __str__(self) -> str:
        return f"{self.recipient} ✕ {self.topic}"


class ReplyAddress(Model):
    """An address that takes the answers of one recipient about one thing: whoever writes to it is known by it.

    It stays the same for all letters about that thing, as the organiser of an invitation must (RFC 5546).
    """

    token = models.CharField(max_length=40, unique=True)
    purpose = models.CharField(max_length=60)
    subject = models.UUIDField()
    recipient = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purpose", "subject", "recipient"], name="post_one_reply_address")
        ]

    def __str__(self) -> str:
        return f"{self.recipient} → {self.purpose}"


class Taken(models.TextChoices):
    """What became of a mail that answers a letter."""

    UNDERSTOOD = "understood"
    REFUSED = "refused"
    IGNORED = "ignored"


class ReceivedMail(Model):
    """That a mail was taken, so that it is taken once however often it comes; nothing of what it says."""

    message_id = models.CharField(max_length=250)
    token = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=Taken.choices, default=Taken.IGNORED)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message_id", "token"], name="post_received_once")]

    def __str__(self) -> str:
        return f"{self.message_id} · {self.state}"
