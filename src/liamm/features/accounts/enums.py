"""The choices of people and organisations."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Duty(TextChoices):
    """What someone does for the running of the lab; the only source of authority over other people's things."""

    TEAM = "team", _("équipe du laboratoire")
    HEAD = "head", _("responsable, garant du fonctionnement")
    ADMIN = "admin", _("administration de l’outil")


class OrganisationKind(TextChoices):
    """What kind of organisation."""

    STATE = "state", _("service de l’État")
    REGION = "region", _("Région")
    DEPARTEMENT = "departement", _("département")
    EPCI = "epci", _("intercommunalité")
    COMMUNE = "commune", _("commune")
    AGENCY = "agency", _("opérateur ou caisse")
    ASSOCIATION = "association", _("association")
    COLLECTIVE = "collective", _("collectif")
    RESEARCH = "research", _("recherche et enseignement")
    COMPANY = "company", _("entreprise ou prestataire")
    OTHER = "other", _("autre")
