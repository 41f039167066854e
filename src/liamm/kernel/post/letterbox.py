"""The letterbox: takes the mails that answer letters, by SMTP or LMTP, from the mail server of the lab.

A mail is acknowledged once all that it does is committed; until then the server that brings it keeps it and comes
again. What is refused is refused in the conversation, so that its sender learns of it from their own server.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import close_old_connections

from liamm.kernel.post.answering import take
from liamm.kernel.post.mails import read_mail
from liamm.kernel.post.replies import find_reply_address

log = logging.getLogger("liamm.letterbox")
LARGEST = 10 * 1024 * 1024
_PATIENCE = 60.0
_LATER = "451 4.3.0 Try again later"
_UNKNOWN = "550 5.1.1 Nobody takes answers at this address"


class Letterbox:
    """What the server says to each step of the conversation."""

    async def handle_RCPT(  # noqa: N802  # its name there
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the mails for one address at a time: each is then acknowledged by itself, by LMTP as by SMTP."""
        del server, session
        if envelope.rcpt_tos:
            return "452 4.5.3 One address at a time"
        try:
            known = await asyncio.to_thread(_is_known, address)
        except Exception:
            log.exception("an address could not be looked up")
            return _LATER
        if not known:
            return _UNKNOWN
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # its name there
        """Take one mail."""
        del server, session
        try:
            return await asyncio.to_thread(
                _take, envelope.rcpt_tos[0], envelope.mail_from or "", envelope.original_content or b""
            )
        except Exception:
            log.exception("a mail could not be taken; its server brings it again")
            return _LATER


def _is_known(address: str) -> bool:
    try:
        return find_reply_address(address) is not None
    finally:
        close_old_connections()


def _take(address: str, returned_to: str, content: bytes) -> str:
    try:
        reply = find_reply_address(address)
        if reply is None:
            return _UNKNOWN
        return f"250 2.0.0 {take(reply, read_mail(content, returned_to=returned_to))}"
    finally:
        close_old_connections()


async def serve(door: socket.socket, stop: asyncio.Event, *, lmtp: bool = False) -> None:
    """Take mails until told to stop."""
    loop = asyncio.get_running_loop()
    speak = LMTP if lmtp else SMTP
    box = Letterbox()
    server = await loop.create_server(
        lambda: speak(box, data_size_limit=LARGEST, enable_SMTPUTF8=True, ident="liamm", timeout=_PATIENCE, loop=loop),
        sock=door,
    )
    await stop.wait()
    server.close()


@contextmanager
def open_letterbox(door: socket.socket, *, lmtp: bool = False) -> Iterator[None]:
    """Take mails in a thread as long as the block runs."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()

    def work() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve(door, stop, lmtp=lmtp))
        loop.close()

    thread = threading.Thread(target=work, name="letterbox")
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
