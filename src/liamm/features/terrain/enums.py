"""The choices of terrain."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Origin(TextChoices):
    """How a signal reached the lab."""

    WEB = "web", _("écrite en ligne")
    RELAY = "relay", _("transmise par un relais")
    OTHER = "other", _("dite pour quelqu’un d’autre")
    SPOKEN = "spoken", _("dite de vive voix ou par téléphone")
    MAIL = "mail", _("envoyée par courriel")
    IMPORT = "import", _("reprise d’un tableau")


class SignalState(TextChoices):
    """What became of a signal, in plain words."""

    RECEIVED = "received", _("reçue")
    READ = "read", _("lue")
    CROSSED = "crossed", _("croisée avec d’autres")
    ANSWERED = "answered", _("a eu sa réponse")
    REDIRECTED = "redirected", _("confiée à d’autres")
    WITHDRAWN = "withdrawn", _("retirée par son auteur")


class Frequency(TextChoices):
    """How often it happens."""

    ONCE = "once", _("une seule fois")
    SOMETIMES = "sometimes", _("de temps en temps")
    OFTEN = "often", _("souvent")
    ALWAYS = "always", _("à chaque fois")
    UNKNOWN = "", _("je ne sais pas")


class Redirection(TextChoices):
    """To whom a signal that is not for the lab is confided; each has its sentence in `redirecting`."""

    SERVICE = "service", _("un service qui peut agir")
    RIGHTS = "rights", _("une situation personnelle à défendre")
    ALERT = "alert", _("une alerte sur des faits graves")
    EMERGENCY = "emergency", _("une urgence")


class OpeningReason(TextChoices):
    """Why someone opens a sealed original."""

    CONTESTED = "contested", _("vérifier un masquage contesté")
    RIGHTS = "rights", _("répondre à une demande de la personne sur ses données")
    DANGER = "danger", _("une personne est peut-être en danger")
    UNCLEAR = "unclear", _("le texte masqué ne se comprend plus")


class InboundState(TextChoices):
    """What became of a mail that reached the lab's address."""

    TAKEN = "taken", _("prise comme remontée")
    ADDED = "added", _("ajoutée à une remontée")
    IGNORED = "ignored", _("réponse automatique, laissée de côté")
    REFUSED = "refused", _("refusée")


class Withdrawal(TextChoices):
    """How far an author withdraws."""

    PERSON = "person", _("Retirer seulement ce qui parle de moi")
    WHOLE = "whole", _("Retirer toute ma remontée")


class Whence(StrEnum):
    """Why somebody gets the letters about a signal; each has its sentence in `letters`.

    They left their address, told it from an account, passed it on; or their address was given, or came in a table.
    """

    LEFT = "left"
    ACCOUNT = "account"
    PASSED = "passed"
    GIVEN = "given"
    IMPORTED = "imported"
