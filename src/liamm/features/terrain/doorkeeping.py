"""Keeping machines out of the public form without asking anything of people: a hidden key, a moment, a measure.

Nothing here needs scripts or cookies, and nothing loses a text: whoever is stopped by mistake sends it again.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from liamm.kernel import clock
from liamm.kernel.actions import DomainError

QUICKEST = timedelta(seconds=3)
LONGEST = timedelta(days=30)
_HOUR = 3600
_SIX = 6
_SALT = "liamm.terrain.ticket"


@dataclass(frozen=True, slots=True)
class Ticket:
    """The key of one form and when it was given."""

    key: str
    at: float


def new_ticket() -> str:
    """A signed ticket for a form: it makes a double sending one, and shows how long the form was open."""
    return signing.dumps([secrets.token_hex(16), clock.now().timestamp()], salt=_SALT)


def read_ticket(ticket: str) -> Ticket | None:
    """The ticket, None when it is forged or a month old."""
    try:
        key, at = signing.loads(ticket, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    read = Ticket(str(key), float(at))
    return read if clock.now().timestamp() - read.at < LONGEST.total_seconds() else None


def stop_machines(ticket: Ticket, honeypot: str) -> None:
    """Let people pass.

    Raises DomainError when a field that nobody sees was filled, or when the form came back at once.
    """
    if honeypot:
        raise DomainError(
            _("Un champ caché a été rempli : c’est souvent un programme qui le fait."),
            nearest=_("Renvoyez votre texte : il est encore là, et le champ est vidé."),
        )
    if clock.now().timestamp() - ticket.at < QUICKEST.total_seconds():
        raise DomainError(
            _("Vous avez été très rapide."), nearest=_("Relisez votre texte, il est encore là, puis envoyez-le.")
        )


def connection_of(address: str) -> str:
    """The connection behind an address: in IPv6 one household or office is given a whole /64."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{read}/64", strict=False)) if read.version == _SIX else str(read)


def count_sending(request: HttpRequest) -> None:
    """Count a sending from this connection, one hour; no address is kept, only the keyed digest that the cache makes.

    Raises DomainError above the measure.
    """
    name = f"terrain.sent.{connection_of(request.META.get('REMOTE_ADDR', ''))}"
    cache.add(name, 0, _HOUR)
    if cache.incr(name) > settings.LIAMM_FORMS_PER_HOUR:
        raise DomainError(
            _("Beaucoup de remontées viennent de cette connexion depuis une heure."),
            nearest=_("Votre texte est encore là : envoyez-le un peu plus tard, ou écrivez-nous par courriel."),
        )
