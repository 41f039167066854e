"""The choices of governance."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MandateKind(TextChoices):
    """How someone holds a seat."""

    TITULAR = "titular", _("titulaire")
    SUBSTITUTE = "substitute", _("suppléance")


class SittingState(TextChoices):
    """Where a sitting stands."""

    PLANNED = "planned", _("prévue")
    CONVENED = "convened", _("convoquée")
    OPEN = "open", _("en séance")
    CLOSED = "closed", pgettext_lazy("une séance", "tenue")
    CANCELLED = "cancelled", _("annulée")


class Answer(TextChoices):
    """What a member says about coming."""

    UNKNOWN = "unknown", _("pas encore de réponse")
    COMING = "coming", _("présence annoncée")
    REPLACED = "replaced", _("remplacement annoncé")
    ABSENT = "absent", _("absence annoncée")


class ItemState(TextChoices):
    """Where an agenda item stands: offered by someone, waiting for its sitting, on an agenda, closed or taken off."""

    OFFERED = "offered", _("proposé")
    WAITING = "waiting", _("en attente de séance")
    PLACED = "placed", _("à l’ordre du jour")
    DECIDED = "decided", _("décidé")
    REMOVED = "removed", _("retiré")


class RecusalState(TextChoices):
    """Where a recusal stands."""

    PROPOSED = "proposed", _("à confirmer")
    STANDS = "stands", _("déport")
    SET_ASIDE = "set_aside", _("écarté, avec sa raison")


class PreconisationState(TextChoices):
    """Where a preconisation stands; `MENDED` when a correction says it anew, which is followed in its place."""

    OPEN = "open", _("en cours")
    KEPT = "kept", _("tenue")
    DROPPED = "dropped", _("abandonnée")
    MENDED = "mended", _("récrite")


class Door(TextChoices):
    """How a decision was made: in a sitting, alone by delegation, or as a correction of what was written."""

    SITTING = "sitting", _("en séance")
    DELEGATION = "delegation", _("par délégation")
    CORRECTION = "correction", _("correction")


class EffectSaid(TextChoices):
    """The effects of an outcome in words that hold for every laboratory, whatever it calls its outcomes."""

    RETAIN = "retain", _("retenu")
    RETAIN_WITH = "retain_with", _("retenu avec préconisations")
    DEFER = "defer", _("différé")
    REDIRECT = "redirect", _("réorienté")
    REFUSE = "refuse", _("non retenu")
    NOTE = "note", _("pris acte")
