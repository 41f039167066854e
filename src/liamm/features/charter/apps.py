"""The application, and its name in the administration pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CharterConfig(AppConfig):
    """The charter as data."""

    name = "liamm.features.charter"
    verbose_name = _("La charte")
