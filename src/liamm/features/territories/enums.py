"""The words of the table: levels of territory and what a name is to it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TerritoryKind(TextChoices):
    """A level of territory, from the narrowest to the widest."""

    COMMUNE = "commune", _("commune")
    EPCI = "epci", _("intercommunalité")
    DEPARTEMENT = "departement", _("département")
    REGION = "region", _("région")
    COUNTRY = "country", _("pays")


class Nature(TextChoices):
    """The legal form of an EPCI, and the overseas collectivities."""

    CC = "CC", _("communauté de communes")
    CA = "CA", _("communauté d’agglomération")
    CU = "CU", _("communauté urbaine")
    METRO = "METRO", _("métropole")
    MET69 = "MET69", _("métropole de Lyon")
    COM = "COM", _("collectivité d’outre-mer")


class Usage(TextChoices):
    """What a name is to its territory."""

    CURRENT = "current", _("nom actuel")
    DELEGATED = "delegated", _("commune déléguée")
    ASSOCIATED = "associated", _("commune associée")
    DISTRICT = "district", _("arrondissement")
    FORMER = "former", _("ancien nom ou ancienne commune")
