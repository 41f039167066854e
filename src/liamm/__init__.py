"""Liamm: the operating platform of a regional public-innovation laboratory."""

__version__ = "0.1.0"
