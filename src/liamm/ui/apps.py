"""Registration of the design system with Django."""

from django.apps import AppConfig

from liamm.ui.wording import word_forms


class UiConfig(AppConfig):
    """Templates, template tags, static files and translations of the design system."""

    name = "liamm.ui"
    label = "ui"
    verbose_name = "Interface"

    def ready(self) -> None:
        """Forms speak as the house does."""
        word_forms()
