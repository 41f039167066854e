"""The tables of the welcome."""

from liamm.features.welcome.models.guests import Guest, GuestQuerySet, Notice

__all__ = ["Guest", "GuestQuerySet", "Notice"]
