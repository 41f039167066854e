"""The tables of the welcome."""

from liamm.features.welcome.models.codes import AccessCode, AccessCodeQuerySet, AccessLetter, Sighting, Way
from liamm.features.welcome.models.guests import Guest, GuestQuerySet, Notice
from liamm.features.welcome.models.introductions import Introduction, Wish

__all__ = [
    "AccessCode",
    "AccessCodeQuerySet",
    "AccessLetter",
    "Guest",
    "GuestQuerySet",
    "Introduction",
    "Notice",
    "Sighting",
    "Way",
    "Wish",
]
