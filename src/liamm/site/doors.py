"""The sockets we listen on: opened once by the supervisor, so that a process that restarts loses no connection."""

from __future__ import annotations

import socket

from liamm.kernel.env import ConfigurationError
from liamm.site.options import HIGHEST_PORT

_TRIED = 50
_WAITING = 1024


def open_door(host: str, port: int) -> socket.socket:
    """Listen on this port, or on the next free one.

    Raises ConfigurationError when the address cannot be listened on, or nothing near the port is free.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    last: OSError | None = None
    for candidate in range(port, min(port + _TRIED, HIGHEST_PORT + 1)):
        try:
            return socket.create_server((host, candidate), family=family, backlog=_WAITING)
        except PermissionError as error:
            raise ConfigurationError(f"Port {candidate} is for administrators. Set LIAMM_PORT above 1023.") from error
        except socket.gaierror as error:
            raise ConfigurationError(f"{host} is no address of this machine. Set LIAMM_HOST.") from error
        except OSError as error:
            last = error
    raise ConfigurationError(f"Nothing is free at {host} from port {port} on ({last}). Set LIAMM_HOST or LIAMM_PORT.")


def near(door: socket.socket) -> tuple[str, int]:
    """Host and port by which this machine itself comes in."""
    host, port = door.getsockname()[:2]
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port  # noqa: S104  # looked up, not bound


def address_of(door: socket.socket) -> str:
    """What to type in a browser on this machine."""
    host, port = near(door)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
