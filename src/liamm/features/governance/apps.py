"""The application, and its name in the administration pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    """Bodies, sittings and decisions."""

    name = "liamm.features.governance"
    verbose_name = _("Gouvernance")
