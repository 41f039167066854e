"""The tables of the welcome."""

from liamm.features.welcome.models.codes import AccessCode, AccessCodeQuerySet, AccessLetter, Sighting, Way
from liamm.features.welcome.models.guests import Guest, GuestQuerySet, Notice

__all__ = [
    "AccessCode",
    "AccessCodeQuerySet",
    "AccessLetter",
    "Guest",
    "GuestQuerySet",
    "Notice",
    "Sighting",
    "Way",
]
