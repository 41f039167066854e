"""The server: what it accepts is on the disk before it says so."""

from __future__ import annotations

import asyncio
import signal
import socket
import time
from pathlib import Path
from uuid import uuid4

from aiosmtpd.smtp import SMTP, Envelope, Session

from liamm.site.mailbox.store import keep

_LARGEST = 40 * 1024 * 1024


class Keeper:
    """Keeps each mail; those to the address of the laboratory are also laid where the worker looks for them."""

    def __init__(self, var: Path, inbound: str) -> None:
        """Say where, and which address is ours."""
        self.sent = var / "mail"
        self.received = var / "mail-in"
        self.inbound = inbound.lower()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # its name there
        """Take one mail."""
        del server, session
        content = _with_envelope(envelope)
        name = f"{time.time_ns()}-{uuid4().hex[:8]}"
        await asyncio.to_thread(keep, self.sent, name, content)
        if any(self._is_ours(address) for address in envelope.rcpt_tos):
            await asyncio.to_thread(keep, self.received, name, content)
        return "250 Kept"

    def _is_ours(self, address: str) -> bool:
        """Whether it is the address of the laboratory, with or without a tag (`name+tag@…`)."""
        local, _, domain = address.lower().rpartition("@")
        return f"{local.partition('+')[0]}@{domain}" == self.inbound


def _with_envelope(envelope: Envelope) -> bytes:
    """The mail, preceded by whom it really went to: a blind copy is in no header."""
    content = envelope.original_content or b""
    head = f"Delivered-To: {', '.join(envelope.rcpt_tos)}\r\nReturn-Path: <{envelope.mail_from or ''}>\r\n"
    return head.encode("utf-8") + content


async def serve(door: socket.socket, var: Path, inbound: str) -> None:
    """Take mails until SIGINT or SIGTERM."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stop.set)
    keeper = Keeper(var, inbound)
    server = await loop.create_server(
        lambda: SMTP(keeper, data_size_limit=_LARGEST, enable_SMTPUTF8=True, ident="liamm", loop=loop), sock=door
    )
    async with server:
        await stop.wait()
