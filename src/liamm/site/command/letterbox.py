"""`liamm letterbox`: take the mails that answer letters, from the mail server of the lab."""

from __future__ import annotations

import argparse
import signal
import threading

from liamm.kernel.post.letterbox import open_letterbox
from liamm.site import options
from liamm.site.doors import open_door


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How to speak."""
    parser.add_argument("--lmtp", action="store_true", help="speak LMTP instead of SMTP")


def run(arguments: argparse.Namespace) -> int:
    """Take mails until stopped."""
    door = open_door(options.LETTERBOX_HOST, options.LETTERBOX_PORT)
    stop = threading.Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, lambda *_: stop.set())
    with open_letterbox(door, lmtp=arguments.lmtp):
        print(f"The letterbox is open at {':'.join(map(str, door.getsockname()[:2]))}.", flush=True)
        stop.wait()
    return 0
