"""The application, and its name in the administration pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, organisations and who acts for whom."""

    name = "liamm.features.accounts"
    verbose_name = _("Personnes et organisations")
