"""Reading the mails kept as files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

NANOSECONDS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """A mail in the list."""

    name: str
    received_at: datetime
    to: str
    subject: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail."""

    number: int
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail opened: who, what, and every header as it came."""

    line: Line
    sender: str
    text: str
    html: str
    headers: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...]


def names(folder: Path) -> list[str]:
    """The mails kept, newest first."""
    return sorted((path.stem for path in folder.glob("[!.]*.eml")), reverse=True)


def lines(folder: Path, some: list[str]) -> list[Line]:
    """Some mails as lines; one that is gone meanwhile is left out."""
    found = ((name, _read(folder, name)) for name in some)
    return [_line(name, message) for name, message in found if message is not None]


def open_mail(folder: Path, name: str) -> Mail | None:
    """A mail in full, or None when there is none of this name."""
    message = _read(folder, name)
    if message is None:
        return None
    return Mail(
        line=_line(name, message),
        sender=str(message["From"] or ""),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        headers=tuple((key, str(value)) for key, value in message.items()),
        attachments=tuple(_attachments(message)),
    )


def _read(folder: Path, name: str) -> EmailMessage | None:
    try:
        content = (folder / f"{name}.eml").read_bytes()
    except FileNotFoundError:
        return None
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _line(name: str, message: EmailMessage) -> Line:
    received = datetime.fromtimestamp(int(name.partition("-")[0]) / NANOSECONDS, tz=UTC)
    return Line(name, received, str(message["Delivered-To"] or message["To"] or ""), str(message["Subject"] or ""))


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return "" if part is None else str(part.get_content())


def _attachments(message: EmailMessage) -> list[Attachment]:
    return [_attachment(number, part) for number, part in enumerate(message.iter_attachments())]


def _attachment(number: int, part: EmailMessage) -> Attachment:
    content = part.get_payload(decode=True)
    kept = content if isinstance(content, bytes) else b""
    return Attachment(number, part.get_filename() or "", part.get_content_type(), kept)
