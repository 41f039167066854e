"""The composition root as an app: once all models are loaded, every feature is taken into the house."""

from __future__ import annotations

from django.apps import AppConfig

from liamm.kernel.extension import discover


class SiteConfig(AppConfig):
    """Fills the registry of manifests at start."""

    name = "liamm.site"
    label = "site"

    def ready(self) -> None:
        """Import what the features contribute."""
        discover()
