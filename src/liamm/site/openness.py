"""How far what runs here can be reached, and what must not be reached from there."""

from __future__ import annotations

from urllib.parse import urlsplit

from liamm.kernel.env import ConfigurationError

_HERE = frozenset({"127.0.0.1", "localhost", "::1", ""})


def web_address(name: str, value: str) -> str:
    """An address of the web as a setting gives it, without its final slash.

    Raises ConfigurationError for anything else.
    """
    found = urlsplit(value.strip())
    if found.scheme not in {"http", "https"} or not found.hostname:
        raise ConfigurationError(f"{name} is « {value} »; write the whole address, such as https://lab.example.org.")
    return value.strip().rstrip("/")


def is_local(host: str) -> bool:
    """Whether only this machine reaches this host name or address."""
    return host in _HERE or host.startswith("127.") or host.endswith(".localhost")


def opened_to_all(host: str, public_url: str, *, demonstration: bool) -> str:
    """What is said when a demonstration may be reached from elsewhere, and nothing when it may not."""
    if not demonstration or (is_local(host) and is_local(urlsplit(public_url).hostname or "")):
        return ""
    return (
        "LIAMM_DEMO=1 lets anyone who reaches this address become administrator in one click. "
        "Set LIAMM_DEMO=0, or keep it to this machine (LIAMM_HOST=127.0.0.1 and a local LIAMM_PUBLIC_URL)."
    )
