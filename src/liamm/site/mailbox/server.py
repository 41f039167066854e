"""The server: what it accepts is on the disk before it says so."""

from __future__ import annotations

import asyncio
import signal
import smtplib
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from aiosmtpd.smtp import SMTP, Envelope, Session

from liamm.site.mailbox.store import keep

_LARGEST = 40 * 1024 * 1024
_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Ours:
    """The addresses of the laboratory: what the field says, and what answers letters, with the port that takes it."""

    inbound: str
    replies: str = ""
    letterbox: tuple[str, int] = ("127.0.0.1", 0)


class Keeper:
    """Keeps each mail; those to the laboratory also go on: to the folder of the worker, or to the letterbox."""

    def __init__(self, var: Path, ours: Ours) -> None:
        """Say where, and which addresses are ours."""
        self.sent = var / "mail"
        self.received = var / "mail-in"
        self.ours = ours

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # its name there
        """Take one mail."""
        del server, session
        content = _with_envelope(envelope)
        name = f"{time.time_ns()}-{uuid4().hex[:8]}"
        await asyncio.to_thread(keep, self.sent, name, content)
        names = {address: _without_tag(address) for address in envelope.rcpt_tos}
        if self.ours.inbound.lower() in names.values():
            await asyncio.to_thread(keep, self.received, name, content)
        answered = [address for address, bare in names.items() if bare == self.ours.replies.lower()]
        return await asyncio.to_thread(self._pass_on, envelope, answered) if answered else "250 Kept"

    def _pass_on(self, envelope: Envelope, addresses: list[str]) -> str:
        """Bring an answer to the letterbox; whoever sent it hears what that says."""
        try:
            with smtplib.SMTP(*self.ours.letterbox, timeout=_PATIENCE) as box:
                for address in addresses:
                    box.sendmail(envelope.mail_from or "", [address], envelope.original_content or b"")
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = next(iter(refused.recipients.values()))
            return f"{code} {said.decode('utf-8', 'replace')}"
        except (OSError, smtplib.SMTPException):
            return "451 4.3.0 The letterbox does not answer"
        return "250 Kept"


def _without_tag(address: str) -> str:
    """An address without what it holds after a `+`."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _with_envelope(envelope: Envelope) -> bytes:
    """The mail, preceded by whom it really went to: a blind copy is in no header."""
    content = envelope.original_content or b""
    head = f"Delivered-To: {', '.join(envelope.rcpt_tos)}\r\nReturn-Path: <{envelope.mail_from or ''}>\r\n"
    return head.encode("utf-8") + content


async def serve(door: socket.socket, var: Path, ours: Ours) -> None:
    """Take mails until SIGINT or SIGTERM."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stop.set)
    keeper = Keeper(var, ours)
    server = await loop.create_server(
        lambda: SMTP(keeper, data_size_limit=_LARGEST, enable_SMTPUTF8=True, ident="liamm", loop=loop), sock=door
    )
    async with server:
        await stop.wait()
