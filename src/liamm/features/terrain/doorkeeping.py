"""Keeping machines out of the public form without asking anything of people: a hidden key, a moment, a measure.

Nothing here needs scripts or cookies, and nothing loses a text: whoever is stopped by mistake sends it again.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from liamm.features.terrain.models import FieldSignal
from liamm.features.terrain.rules.links import seed_of
from liamm.features.terrain.tickets import Ticket
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.kernel.connections import count_from

QUICKEST = timedelta(seconds=3)
SENT = "liamm_sent"
_HOUR = 3600
_SALT = "liamm.terrain.sent"


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


def remember_sending(response: HttpResponseBase, key: str, text: str) -> None:
    """Let the same text, sent again by the same browser within the hour, land on the receipt it already has.

    Without script, going back loads the form anew: its ticket is another one, the text is the same.
    """
    response.set_cookie(
        SENT,
        signing.dumps([key, _digest(key, text)], salt=_SALT),
        max_age=_HOUR,
        path=reverse("terrain:tell"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def already_sent(request: HttpRequest, ticket: Ticket, text: str) -> str | None:
    """The key under which this very sending was kept, None when it is a new one."""
    try:
        key, digest = signing.loads(request.COOKIES.get(SENT, ""), salt=_SALT, max_age=_HOUR)
    except (signing.BadSignature, ValueError, TypeError):
        key, digest = "", ""
    known = str(key) if key and constant_time_compare(str(digest), _digest(str(key), text)) else ticket.key
    return known if FieldSignal.objects.filter(seed=seed_of(known)).exists() else None


def _digest(key: str, text: str) -> str:
    return salted_hmac(f"{_SALT}.{key}", text).hexdigest()


def count_sending(request: HttpRequest) -> None:
    """Count a sending from this connection, one hour; no address is kept, only the keyed digest that the cache makes.

    Raises DomainError above the measure.
    """
    if count_from(request.META.get("REMOTE_ADDR", ""), "terrain.sent") > settings.LIAMM_FORMS_PER_HOUR:
        raise DomainError(
            _("Beaucoup de remontées viennent de cette connexion depuis une heure."),
            nearest=_("Votre texte est encore là : envoyez-le un peu plus tard, ou écrivez-nous par courriel."),
        )
