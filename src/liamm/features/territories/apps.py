"""The application, and the loading of the table after the migrations."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TerritoriesConfig(AppConfig):
    """Territories of France."""

    name = "liamm.features.territories"

    def ready(self) -> None:
        """Have the edition that the product ships loaded after each migration."""
        from liamm.features.territories.loading import load_after_migrations  # noqa: PLC0415  # needs the registry

        post_migrate.connect(load_after_migrations, sender=self)
