"""The composition root as an app: once all models are loaded, every feature is taken into the house."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin import apps as administration

from liamm.kernel.extension import discover
from liamm.kernel.moments import read_quickly


class SiteConfig(AppConfig):
    """Fills the registry of manifests at start."""

    name = "liamm.site"
    label = "site"
    default = True

    def ready(self) -> None:
        """Import what the features contribute; no connection is open yet."""
        read_quickly()
        discover()


class AdministrationConfig(administration.AdminConfig):
    """The administration pages of Django, in the form that changes nothing."""

    default = False
    default_site = "liamm.site.administration.HouseAdmin"
