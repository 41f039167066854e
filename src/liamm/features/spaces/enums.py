"""The choices of circles."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Who may see a thing."""

    PUBLIC = "public", _("tout le monde")
    COMMUNITY = "community", _("la communauté")
    SPACE = "space", _("le cercle")
    PRIVATE = "private", _("les personnes concernées seulement")


class SpaceKind(TextChoices):
    """What a circle is for."""

    LAB = "lab", _("le laboratoire")
    COMMUNITY = "community", _("communauté")
    PROJECT = "project", _("projet")
    BODY = "body", _("instance")


class Entrance(TextChoices):
    """How one enters a circle."""

    OPEN = "open", _("ouvert")
    REQUEST = "request", _("sur demande")
    CLOSED = "closed", _("fermé")


class Standing(TextChoices):
    """What a member may do in a circle: a matter of the software, never of a role of the charter."""

    MEMBER = "member", _("membre")
    KEEPER = "keeper", _("anime le cercle")


class JoinState(TextChoices):
    """Where a request to join the community stands."""

    WAITING = "waiting", _("en attente")
    PLANNED = "planned", _("accueil prévu")
    WELCOMED = "welcomed", _("accueil fait")
    DECLINED = "declined", _("sans suite")
    WITHDRAWN = "withdrawn", _("retirée")


LIVE_REQUESTS = (JoinState.WAITING, JoinState.PLANNED)
