"""Reading a mail that answers a letter: from whom, in which words, with which answer of a calendar."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from liamm.kernel.ical import Reply, read_replies

_ROBOTS = ("mailer-daemon", "postmaster")
_LONGEST_ID = 250


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail read. `automatic`: a machine wrote it (RFC 3834), so that nobody is to be answered."""

    message_id: str
    sender: str
    subject: str
    text: str
    replies: tuple[Reply, ...]
    automatic: bool


def read_mail(content: bytes, *, returned_to: str = "") -> Mail:
    """Read a mail that came with an envelope; nothing in it, however broken, stops the reading.

    `returned_to` is where the envelope says that it came from, empty when it wants no answer.
    """
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    sender = _header(message, "From")
    address = parseaddr(sender)[1][:254]
    return Mail(
        message_id=_header(message, "Message-ID")[:_LONGEST_ID] or f"<{hashlib.sha256(content).hexdigest()}@unnamed>",
        sender=address,
        subject=_header(message, "Subject"),
        text=_text(message),
        replies=tuple(_replies(message)),
        automatic=not returned_to or _is_automatic(message, address),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, TypeError):  # what the parser of headers raises on nonsense
        return ""


def _is_automatic(message: EmailMessage, address: str) -> bool:
    if _header(message, "Auto-Submitted").lower() not in {"", "no"}:
        return True
    if _header(message, "Precedence").lower() in {"bulk", "junk", "list", "auto_reply"} or message.get("List-Id"):
        return True
    if any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Failed-Recipients")):
        return True
    return address.partition("@")[0].lower() in _ROBOTS


def _text(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    if part is None:
        return ""
    content = _content(part)
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:  # a charset that nobody knows
        return content.decode("utf-8", "replace")


def _content(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _replies(message: EmailMessage) -> list[Reply]:
    """The answers of the first calendar that holds any: programs join the same one twice."""
    for part in message.walk():
        if part.get_content_type() in {"text/calendar", "application/ics"} and (found := read_replies(_content(part))):
            return found
    return []
