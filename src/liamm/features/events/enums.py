"""The choices of events and of registrations."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventState(TextChoices):
    """Where an event stands."""

    DRAFT = "draft", _("en préparation")
    OPEN = "open", _("ouvert")
    CLOSED = "closed", _("inscriptions closes")
    HELD = "held", _("a eu lieu")
    CANCELLED = "cancelled", _("annulé")


class Admission(TextChoices):
    """How one comes in."""

    FREE = "free", _("entrée libre, sans inscription")
    FIRST_COME = "first_come", _("sur inscription, dans l’ordre où l’on s’inscrit")
    SELECTION = "selection", _("sur candidature : les places sont données ensuite, avec leurs raisons")


class Taken(TextChoices):
    """What one registers for when there are several dates."""

    WHOLE = "whole", _("toutes les dates ensemble")
    EACH = "each", _("chaque date à part")


class RegistrationState(TextChoices):
    """Where a registration stands."""

    APPLIED = "applied", _("candidature reçue")
    CONFIRMED = "confirmed", _("inscription confirmée")
    WAITING = "waiting", _("en liste d’attente")
    OFFERED = "offered", _("une place vous est proposée")
    DECLINED = "declined", _("candidature non retenue")
    LAPSED = "lapsed", _("proposition restée sans réponse")
    CANCELLED = "cancelled", _("inscription annulée")


SEATED = (RegistrationState.CONFIRMED, RegistrationState.OFFERED)
"""Those whose places are counted: held by somebody, or offered and held meanwhile."""

LIVING = (RegistrationState.APPLIED, *SEATED, RegistrationState.WAITING)
"""Those that may still lead somebody to come."""


class QuestionKind(TextChoices):
    """What a question of an event takes for an answer."""

    LINE = "line", _("une ligne")
    TEXT = "text", _("quelques phrases")
    YES_NO = "yes_no", _("oui ou non")
    CHOICE = "choice", _("un choix")


class NeedState(TextChoices):
    """Where a need for training stands."""

    RECEIVED = "received", _("à lire par l’équipe")
    SHOWN = "shown", _("on peut s’y joindre")
    PLANNED = "planned", _("une formation se prépare")
    ANSWERED = "answered", _("une formation est ouverte")
    CLOSED = "closed", _("sans suite")


class ProposalState(TextChoices):
    """Where a proposed event stands."""

    RECEIVED = "received", _("reçue")
    ASKED = "asked", _("l’équipe attend une précision")
    ACCEPTED = "accepted", _("retenue, l’événement se prépare")
    DECLINED = "declined", _("non retenue")
