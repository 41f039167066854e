"""`liamm mailbox`: a mail server on this machine that sends nothing on and keeps every mail as a file."""

from __future__ import annotations

import argparse
import asyncio
import socket

from liamm.site import options
from liamm.site.doors import open_door
from liamm.site.identity import MAIL_INBOUND, MAIL_REPLIES
from liamm.site.mailbox.server import Ours, serve

_PORT = 2525


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, when the supervisor has opened the door already."""
    parser.add_argument("--socket", type=int, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Take mails until stopped."""
    door = open_door("127.0.0.1", _PORT) if arguments.socket is None else socket.socket(fileno=arguments.socket)
    letterbox = (options.LETTERBOX_HOST, options.LETTERBOX_PORT)
    asyncio.run(serve(door, options.VAR, Ours(MAIL_INBOUND, MAIL_REPLIES, letterbox)))
    return 0
