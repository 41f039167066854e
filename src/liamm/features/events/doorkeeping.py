"""Keeping machines out of the forms that ask for no account, without asking anything of people."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from liamm.kernel.actions import DomainError
from liamm.kernel.connections import count_from


def let_people_in(request: HttpRequest, honeypot: str) -> None:
    """Let people pass.

    Raises DomainError when a field that nobody sees was filled, or above the measure of one connection.
    """
    if honeypot:
        raise DomainError(
            _("Un champ caché a été rempli : c’est souvent un programme qui le fait."),
            nearest=_("Envoyez de nouveau : ce que vous avez écrit est encore là."),
        )
    if request.user.is_authenticated:
        return
    if count_from(request.META.get("REMOTE_ADDR", ""), "events.sent") > settings.LIAMM_FORMS_PER_HOUR:
        raise DomainError(
            _("Beaucoup d’envois viennent de cette connexion depuis une heure."),
            nearest=_("Ce que vous avez écrit est encore là : envoyez-le un peu plus tard."),
        )
