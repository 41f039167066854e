"""`liamm web`: the pages and the event streams, in one process."""

from __future__ import annotations

import argparse
import socket

import uvicorn

from liamm.site import options
from liamm.site.processes import share_memory_between_threads

_GRACE = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, when the supervisor has opened the door already."""
    parser.add_argument("--socket", type=int, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Answer until stopped; requests under way are finished."""
    share_memory_between_threads()
    server = uvicorn.Server(
        uvicorn.Config(
            "liamm.site.asgi:application",
            host=options.HOST,
            port=options.PORT,
            access_log=False,
            log_level="warning",
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=_GRACE,
            proxy_headers=True,
            forwarded_allow_ips=options.PROXIES,
            server_header=False,
        )
    )
    server.run(None if arguments.socket is None else [socket.socket(fileno=arguments.socket)])
    return 0 if server.started else 1
