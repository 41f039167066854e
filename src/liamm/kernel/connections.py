"""How often one connection sends forms that ask for no account; no address is kept, only the digest the cache makes."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, cast

from django.core.cache import caches

if TYPE_CHECKING:
    from liamm.kernel.counts.shared import SharedCache

_HOUR = 3600
_SIX = 6


def connection_of(address: str) -> str:
    """The connection behind an address: in IPv6 one household or office is given a whole /64."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{read}/64", strict=False)) if read.version == _SIX else str(read)


def count_from(address: str, what: str) -> int:
    """Count one more sending of something from this connection; how many there were in the hour."""
    return cast("SharedCache", caches["default"]).count(f"{what}.{connection_of(address)}", _HOUR)
