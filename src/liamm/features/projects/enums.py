"""The choices of projects."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProjectKind(TextChoices):
    """What the lab carries with others: a whole way, or one phase of it."""

    PROJECT = "project", _("projet")
    ACTION = "action", _("action")


class ProjectState(TextChoices):
    """Where a project stands."""

    OPENING = "opening", _("s’ouvre")
    RUNNING = "running", _("en cours")
    CLOSED = "closed", _("terminé")
    STOPPED = "stopped", _("arrêté")


class PhaseEnd(TextChoices):
    """How a phase ended; that something proved inconclusive is something learnt."""

    DONE = "done", _("menée à son terme")
    INCONCLUSIVE = "inconclusive", _("non concluante")
    STOPPED = "stopped", _("arrêtée")


class PhaseForm(TextChoices):
    """How a phase is lived on its terrain."""

    ORDINARY = "ordinary", _("sur le terrain")
    IMMERSION = "immersion", _("immersion")
    RESIDENCY = "residency", _("résidence")


class RoleReply(TextChoices):
    """What became of a role that was proposed to someone."""

    ACCEPTED = "accepted", _("accepté")
    DECLINED = "declined", _("décliné")
    TAKEN_BACK = "taken_back", _("repris")


class Side(TextChoices):
    """Who promises."""

    CARRIERS = "carriers", _("les porteurs")
    LAB = "lab", _("le laboratoire")
