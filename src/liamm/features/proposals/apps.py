"""The application, and its name in the administration pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    """Requests and what was thought of them."""

    name = "liamm.features.proposals"
    verbose_name = _("Demandes")
