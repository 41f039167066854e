"""How a session says on which device it is open."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from liamm.features.accounts.rules import device_of

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    """« Firefox, Windows »; « appareil inconnu » when nothing is recognised."""
    return ", ".join(device_of(user_agent)) or _("appareil inconnu")
