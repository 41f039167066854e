"""One class per letter; `post` writes it to the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from liamm.kernel import clock, html
from liamm.kernel.french import typeset
from liamm.kernel.ical import Invitation, Party, calendar
from liamm.kernel.lasting import Lasting, lasting
from liamm.kernel.model import uuid7
from liamm.kernel.post.models import Message, MessageState, ReplyAddress, Stop
from liamm.kernel.post.replies import address_of, reply_address
from liamm.kernel.prepared import add

_SALT = "liamm.post.stop"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a letter: a stable key (`person:<id>`), an address, a name and a language."""

    key: str
    address: str
    name: str = ""
    language: str = "fr"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter of the house. Subclasses add their fields and say `kind`, `template`, `subject`, `why` and `topic`.

    `template` is Markdown (`<feature>/mail/<name>.md`); it is given the letter itself as `letter`.
    `filler` names who puts in, as it leaves, the words that its copy must not hold (see `liamm.kernel.post.late`).
    `important` letters go out even to those who stopped the topic: for what binds (a code, an erasure, an act).
    """

    kind: ClassVar[str]
    template: ClassVar[str]
    important: ClassVar[bool] = False
    filler: ClassVar[str] = ""

    @property
    def subject(self) -> str:
        """The plain subject, translated."""
        raise NotImplementedError

    @property
    def why(self) -> str:
        """Why this person gets it: the end of « Vous recevez ce courrier parce que … »."""
        raise NotImplementedError

    @property
    def topic(self) -> str:
        """What one click stops, such as `signal:<id>`."""
        return self.kind

    @property
    def action(self) -> tuple[str, str] | None:
        """The one main action: its words and its path or address."""
        return None

    @property
    def other_action(self) -> tuple[str, str] | None:
        """What one may do instead, in one click too; it is shown beside the main one."""
        return None

    @property
    def thread(self) -> str:
        """The topic under which mail programs file the letter together with others."""
        return self.topic

    @property
    def answers(self) -> tuple[str, UUID] | None:
        """What takes an answer to this letter by mail: a registered purpose and its subject."""
        return None

    @property
    def invitation(self) -> Invitation | None:
        """What the letter puts in the calendar of its reader; their answer goes where it says."""
        return None

    @property
    def invitations(self) -> Sequence[Invitation]:
        """The same of a letter about several things, each a calendar of its own; answered to one address."""
        return [self.invitation] if self.invitation else []


def absolute(path: str) -> str:
    """The full address of a path of this lab."""
    return path if "://" in path else f"{settings.LIAMM_PUBLIC_URL}{path}"


def stop_url(recipient: str, topic: str) -> str:
    """The signed address that stops letters of a topic to a recipient, without signing in."""
    token = signing.dumps([recipient, topic], salt=_SALT, compress=True)
    return absolute(f"/courrier/arreter/{token}/")


def read_stop(token: str) -> tuple[str, str] | None:
    """The recipient and topic of a stop address, None when it is forged."""
    try:
        recipient, topic = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return str(recipient), str(topic)


def is_stopped(recipient: str, topic: str) -> bool:
    """Whether the recipient asked not to get this topic."""
    return Stop.objects.filter(recipient=recipient, topic=topic).exists()


def stop(recipient: str, topic: str) -> None:
    """Send no more letters of this topic."""
    Stop.objects.get_or_create(recipient=recipient, topic=topic)


def resume(recipient: str, topic: str) -> None:
    """Send letters of this topic again."""
    Stop.objects.filter(recipient=recipient, topic=topic).delete()


def topics_of(message_ids: Sequence[str]) -> list[str]:
    """The topics of the letters that left under these Message-IDs, in their order."""
    found = dict(Message.objects.filter(message_id__in=message_ids).values_list("message_id", "topic"))
    return [found[one] for one in message_ids if one in found]


def written_to(topic: str) -> list[Recipient]:
    """Who was written to on a topic, once each."""
    rows = Message.objects.filter(topic=topic).exclude(address="").order_by("pk")
    found = {one.recipient: Recipient(key=one.recipient, address=one.address, name=one.name) for one in rows}
    return list(found.values())


def waits(kind: str, topic: str, recipient: str) -> bool:
    """Whether a letter of this kind waits to leave; it then leaves no sooner than this transaction ends.

    Where its words are put in as it leaves, it says what is true then: no second one is needed.
    """
    rows = Message.objects.filter(kind=kind, topic=topic, recipient=recipient, state=MessageState.QUEUED)
    return bool(rows.select_for_update(skip_locked=True, of=("self",), no_key=True).values_list("pk", flat=True))


def forget(topic: str) -> int:
    """Erase every letter written on a topic, those that wait too: their words, address and name; how many."""
    return Message.objects.filter(topic=topic).delete()[0]


def forget_letters_to(recipient: str) -> int:
    """Erase every letter written to a recipient, those that wait too, and where they answered; how many."""
    ReplyAddress.objects.filter(recipient=recipient).delete()
    return Message.objects.filter(recipient=recipient).delete()[0]


def post(letter: Letter, to: Recipient) -> Message | None:
    """Write a letter to the outbox; None when it has no address or its recipient stopped the topic."""
    if not to.address or (not letter.important and is_stopped(to.key, letter.topic)):
        return None
    with translation.override(to.language), lasting(Lasting.LETTER):
        return _write(letter, to)


def _write(letter: Letter, to: Recipient) -> Message:
    identifier = uuid7()
    way_out = "" if letter.important else stop_url(to.key, letter.topic)
    context = {"letter": letter, "to": to, "lab": settings.LIAMM_LAB_NAME}
    set_in_french = (translation.get_language() or "fr").startswith("fr")
    said = typeset if set_in_french else str
    body = said(render_to_string(letter.template, context).strip())
    action, other = letter.action, letter.other_action
    because = said(_("Vous recevez ce courrier parce que %(why)s.") % {"why": letter.why})
    frame = {
        **context,
        "subject": letter.subject,
        "body": html.render(body),
        "text": html.plain(body),
        "action_label": action[0] if action else "",
        "action_url": absolute(action[1]) if action else "",
        "other_label": other[0] if other else "",
        "other_url": absolute(other[1]) if other else "",
        "because": because,
        "stop_url": way_out,
    }
    return add(
        Message(
            id=identifier,
            kind=letter.kind,
            topic=letter.topic,
            recipient=to.key,
            address=to.address,
            name=to.name,
            subject=said(letter.subject)[:250],
            text=render_to_string("post/frame.txt", frame),
            html=render_to_string("post/frame.html", frame),
            headers=_headers(letter, way_out, to),
            message_id=f"<{identifier}@{settings.LIAMM_MAIL_DOMAIN}>",
            due_at=clock.now(),
            filler=letter.filler,
            **_calendar(letter, to),
        )
    )


def _calendar(letter: Letter, to: Recipient) -> dict[str, Any]:
    """The invitations of a letter. It leaves from their organiser: Outlook takes a change from nobody else."""
    invitations = letter.invitations
    if not invitations:
        return {}
    first = invitations[0]
    sender = address_of(reply_address(first.purpose, first.subject, to.key))
    us = Party(sender, settings.LIAMM_LAB_NAME)
    written = [
        calendar(one.between(us, Party(to.address, to.name, one.answer)), method=one.method).decode()
        for one in invitations
    ]
    return {"sender": sender, "calendar": written[0], "more_calendars": written[1:], "method": first.method.value}


def _headers(letter: Letter, way_out: str, to: Recipient) -> dict[str, str]:
    root = f"<{letter.thread.replace(':', '.')}@{settings.LIAMM_MAIL_DOMAIN}>"
    headers = {"Auto-Submitted": "auto-generated", "References": root, "In-Reply-To": root}
    if letter.answers:
        purpose, subject = letter.answers
        headers["Reply-To"] = address_of(reply_address(purpose, subject, to.key))
    if way_out:
        headers["List-Unsubscribe"] = f"<{way_out}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
