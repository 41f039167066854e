"""Reading a mail as it comes: whatever its charset, its parts or its HTML; what is quoted or signed is kept apart."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser
from uuid import UUID

_LOOPS = ("mailer-daemon", "postmaster", "noreply", "no-reply", "ne-pas-repondre", "nepasrepondre", "do-not-reply")
_QUOTED_FROM = re.compile(
    r"^(?:>|-{2,} ?(?:message d.origine|message transféré|original message|forwarded message)|_{10,}$"
    r"|le .{4,80} a écrit ?:?$|on .{4,80} wrote:?$|de ?: .+@|from ?: .+@)",
    re.IGNORECASE,
)
_SIGNED_FROM = re.compile(
    r"^(?:--\s?$|envoyé (?:de|depuis) mon |envoyé à partir de |sent from my |cordialement\b|bien cordialement\b"
    r"|bien à vous\b|salutations\b)",
    re.IGNORECASE,
)


_AUTOMATIC_SUBJECT = re.compile(
    r"^\W*(?:(?:re|fw|fwd|tr|rép) ?: *)*(?:r[ée]ponse automatique|message automatique|absence|absente? du |absente?$"
    r"|en congés?\b|hors du bureau|automatic reply|auto[- ]?(?:reply|response|matic)|out of (?:the )?office|ooo\b"
    r"|on (?:annual |parental |sick )?leave\b|vacation)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?<![\w-])R[-\u2010\u2011](\d{4})[-\u2010\u2011](\d{3,7})(?![\w])", re.IGNORECASE)
_SUPPRESSED = {"all", "autoreply", "oof"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail read: who, what (`words`), and apart from them what was quoted or signed (`rest`).

    `answerable`: whether its sender lets machines answer. `listed`: whether a mailing list sent it on.
    """

    message_id: str
    sender: str
    name: str
    subject: str
    words: str
    rest: str
    at: datetime | None
    automatic: bool
    references: tuple[str, ...] = ()
    attachments: Sequence[Attachment] = field(default=())
    answerable: bool = True
    listed: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was said, not even in the subject."""
        return not (self.words.strip() or self.subject.strip())


def read_mail(content: bytes) -> Mail:
    """Read a mail; nothing in it, however broken, stops the reading."""
    message = message_from_bytes(content, policy=policy.compat32)
    name, sender = _sender(message)
    words, rest = split_words(_text(message))
    return Mail(
        message_id=_header(message, "Message-ID") or f"<{hashlib.sha256(content).hexdigest()}@sans-identifiant>",
        sender=sender,
        name=name,
        subject=_header(message, "Subject"),
        words=words,
        rest=rest,
        at=_moment(message),
        automatic=is_automatic(message, sender),
        references=tuple(re.findall(r"<[^<>\s]+>", _header(message, "References") + _header(message, "In-Reply-To"))),
        attachments=tuple(_attachments(message)),
        listed=is_listed(message),
        answerable=not _SUPPRESSED & set(_suppressed(message)),
    )


def is_listed(message: Message) -> bool:
    """Whether it came through a mailing list (RFC 2919): answering it would write to all of the list."""
    return bool(message.get("List-Id")) or _header(message, "Precedence").lower() == "list"


def is_automatic(message: Message, sender: str) -> bool:
    """Whether a machine sent it (RFC 3834): answering it would start a loop."""
    auto = _header(message, "Auto-Submitted").lower()
    if auto and auto != "no":
        return True
    if _header(message, "Precedence").lower() in {"bulk", "junk", "auto_reply"}:
        return True
    if any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Failed-Recipients")):
        return True
    if is_listed(message) or _says_it_is_automatic(message):
        return True
    empty_return = message.get("Return-Path", "").strip() == "<>"
    return empty_return or sender.partition("@")[0].lower() in _LOOPS


def _says_it_is_automatic(message: Message) -> bool:
    """Its subject does, and so does a header that people do not write: neither alone is enough."""
    hinted = bool(_suppressed(message) or _header(message, "Precedence"))
    return hinted and bool(_AUTOMATIC_SUBJECT.match(_header(message, "Subject")))


def _suppressed(message: Message) -> list[str]:
    """The kinds of automatic answers that the sender wants none of (Microsoft’s header)."""
    return [one.strip().lower() for one in _header(message, "X-Auto-Response-Suppress").split(",") if one.strip()]


def _sender(message: Message) -> tuple[str, str]:
    for header in ("Reply-To", "From"):
        for name, address in getaddresses([_header(message, header)]):
            if re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", address):
                return name.strip()[:150], address[:254]
    return "", ""


def _header(message: Message, name: str) -> str:
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
    if raw is None:
        return ""
    return " ".join(_decoded_words(_readable(str(raw))).split())


def _decoded_words(raw: str) -> str:
    """Words encoded as RFC 2047 says; as they stand when they cannot be decoded."""
    try:
        pieces = decode_header(raw)
    except HeaderParseError:
        return raw
    return "".join(
        piece if isinstance(piece, str) else _decoded(piece, charset or "utf-8") for piece, charset in pieces
    )


def _readable(raw: str) -> str:
    """Bytes that someone put in a header without saying their charset, read as UTF-8 or Latin-1."""
    return _decoded(raw.encode("utf-8", "surrogateescape"), "utf-8")


def _moment(message: Message) -> datetime | None:
    try:
        moment = parsedate_to_datetime(_header(message, "Date"))
    except (TypeError, ValueError, IndexError):
        return None
    return moment if moment.tzinfo else None


def _text(message: Message) -> str:
    plain, html = [], []
    for part in message.walk():
        if part.is_multipart() or _file_name(part):
            continue
        kind = part.get_content_type()
        if kind == "text/plain":
            plain.append(_body(part))
        elif kind == "text/html":
            html.append(text_of_html(_body(part)))
    said = "\n".join(text for text in plain if text.strip()) or "\n".join(html)
    return said.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _body(part: Message) -> str:
    data = part.get_payload(decode=True)
    content = data if isinstance(data, bytes) else b""
    return _decoded(content, part.get_content_charset() or "utf-8")


def _decoded(content: bytes, charset: str) -> str:
    for name in (charset, "utf-8", "cp1252"):
        with suppress(LookupError, ValueError):
            return content.decode(name)
    return content.decode("latin-1")


def _file_name(part: Message) -> str:
    name = part.get_filename()
    if name:
        return _decoded_words(name)[:150]
    apart = part.get_content_disposition() == "attachment" or part.get_content_maintype() == "image"
    return "piece-jointe" if apart else ""


def _attachments(message: Message) -> list[Attachment]:
    found = []
    for part in message.walk():
        name = "" if part.is_multipart() else _file_name(part)
        content = part.get_payload(decode=True) if name else None
        if isinstance(content, bytes):
            found.append(Attachment(name, content))
    return found


def split_words(text: str) -> tuple[str, str]:
    """What the person wrote, and what follows it: the message they answer, their signature."""
    lines = text.strip().split("\n")
    cut = next(
        (place for place, line in enumerate(lines) if _ends_the_words(line.strip()) and any(lines[:place])), len(lines)
    )
    return "\n".join(lines[:cut]).strip(), "\n".join(lines[cut:]).strip()


def _ends_the_words(line: str) -> bool:
    return bool(_QUOTED_FROM.match(line) or _SIGNED_FROM.match(line))


class _Words(HTMLParser):
    """Keeps the words of a page, a line for each block."""

    _BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "table"})
    _SILENT = frozenset({"style", "script", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block starts a line; a quotation is marked."""
        del attrs
        self.silent += tag in self._SILENT
        if tag in self._BLOCKS:
            self.out.append("\n> " if tag == "blockquote" else "\n")

    def handle_endtag(self, tag: str) -> None:
        """A block ends its line."""
        self.silent = max(0, self.silent - (tag in self._SILENT))
        if tag in self._BLOCKS:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        """Words, with spaces as one."""
        if not self.silent:
            self.out.append(re.sub(r"\s+", " ", data))


def text_of_html(markup: str) -> str:
    """The words of an HTML mail, without its styles."""
    reader = _Words()
    reader.feed(markup)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.out).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def references_in(subject: str) -> list[str]:
    """The references of signals that a subject names, as the house writes them (`R-2026-088`)."""
    return [f"R-{year}-{number}" for year, number in _REFERENCE.findall(subject)]


def as_topic(topic: str) -> UUID | None:
    """The signal that a letter of the house was about, from its topic (`signal:<id>`)."""
    name, _colon, identifier = topic.partition(":")
    try:
        return UUID(identifier) if name == "signal" else None
    except ValueError:
        return None


def as_reply(references: Sequence[str], domain: str) -> UUID | None:
    """The signal that a mail answers, from the address of its thread (`<signal.<id>@domain>`); None for a new one."""
    shape = "-".join(f"[0-9a-f]{{{length}}}" for length in (8, 4, 4, 4, 12))
    pattern = re.compile(rf"<signal\.({shape})@{re.escape(domain)}>")
    return next((UUID(match[1]) for match in map(pattern.fullmatch, references) if match), None)
