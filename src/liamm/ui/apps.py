"""Registration of the design system with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, template tags, static files and translations of the design system."""

    name = "liamm.ui"
    label = "ui"
    verbose_name = "Interface"
