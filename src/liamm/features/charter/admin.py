"""The tables of the charter, to be looked at: nothing is added, changed or removed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from liamm.features.charter.models import Amendment, Article, Binding, CharterVersion

if TYPE_CHECKING:
    Base = admin.ModelAdmin[models.Model]
else:
    Base = admin.ModelAdmin


class _ReadOnly(Base):
    """Shows rows and takes nothing."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: a version comes from its files."""
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never: what was adopted stays."""
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never: what was decided under it still stands."""
        del request, obj
        return False


@admin.register(CharterVersion)
class CharterVersionAdmin(_ReadOnly):
    """Versions."""

    list_display = ("lab", "number", "title", "in_force_from", "digest")


@admin.register(Article)
class ArticleAdmin(_ReadOnly):
    """Articles."""

    list_display = ("version", "number", "title")
    list_filter = ("version",)


@admin.register(Binding)
class BindingAdmin(_ReadOnly):
    """Bindings."""

    list_display = ("version", "name")
    list_filter = ("version",)


@admin.register(Amendment)
class AmendmentAdmin(_ReadOnly):
    """Amendments."""

    list_display = ("title", "amends", "state", "proposed_on")
