"""The choices of bookings."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BookingState(TextChoices):
    """Where a booking stands."""

    OPTION = "option", _("en option")
    CONFIRMED = "confirmed", _("confirmée")
    CANCELLED = "cancelled", _("annulée")
    LAPSED = "lapsed", _("option échue")
    RELEASED = "released", _("personne n’est venu")


STANDING = frozenset({BookingState.OPTION, BookingState.CONFIRMED})
"""The states in which a booking holds its rooms."""


class WaitingState(TextChoices):
    """Where it stands that somebody waits for a room."""

    WAITING = "waiting", _("dans la file")
    OFFERED = "offered", _("la salle vous est proposée")
    SERVED = "served", _("servie")
    PASSED = "passed", _("proposée, sans réponse")
    LEFT = "left", _("vous n’attendez plus")
    OVER = "over", _("la salle ne s’est pas libérée")


class OpeningState(TextChoices):
    """Where it stands that the house is asked to open beside its hours."""

    ASKED = "asked", _("demandée")
    GRANTED = "granted", _("accordée")
    TAKEN_BACK = "taken_back", _("reprise")
    REFUSED = "refused", _("refusée")
    WITHDRAWN = "withdrawn", _("retirée")


class DisplacementState(TextChoices):
    """Where it stands that somebody is asked to give way."""

    ASKED = "asked", _("posée")
    AGREED = "agreed", _("acceptée, si les autres cèdent aussi leur place")
    DECLINED = "declined", _("refusée, à arbitrer")
    SILENT = "silent", _("sans réponse, à arbitrer")
    MOVED = "moved", _("acceptée")
    KEPT = "kept", _("non : chacun reste où il est")
    WITHDRAWN = "withdrawn", _("retirée")


class Reach(TextChoices):
    """How far a change goes along a series."""

    ONE = "one", _("cette date seulement")
    AFTER = "after", _("cette date et les suivantes")
    ALL = "all", _("toutes les dates à venir")


class RestoringState(TextChoices):
    """Where it stands that rooms are given back as they were found."""

    OPEN = "open", _("à rendre")
    SAID = "said", _("rendue")
    ATTESTED = "attested", _("rendue en état, les suivants le disent")
    LAPSED = "lapsed", _("close d’elle-même, un jour après")
    REOPENED = "reopened", _("à revoir ensemble")


class FindingState(TextChoices):
    """How the next occupants find a room."""

    ASKED = "asked", _("pas encore dit")
    FINE = "fine", _("trouvée en état")
    REPORTED = "reported", _("quelque chose est signalé")


class TaskKind(TextChoices):
    """What kind of thing there is to do in the house."""

    REPAIR = "repair", _("réparation")
    TIDYING = "tidying", _("rangement")
    FURNITURE = "furniture", _("mobilier")


class TaskState(TextChoices):
    """Where a thing to do in the house stands."""

    OPEN = "open", _("à faire")
    DONE = "done", _("fait")
    DROPPED = "dropped", _("n’est plus à faire")
    LAPSED = "lapsed", _("n’a plus lieu d’être")
