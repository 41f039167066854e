"""The application, and its name in the administration pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpacesConfig(AppConfig):
    """Circles of people."""

    name = "liamm.features.spaces"
    verbose_name = _("Cercles")
