"""People, organisations and duties, to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db import models

from liamm.features.accounts.models import Affiliation, DutyHeld, Organisation, Person

if TYPE_CHECKING:
    Base = admin.ModelAdmin[models.Model]
else:
    Base = admin.ModelAdmin


@admin.register(Person)
class PersonAdmin(Base):
    """People, without what they keep secret."""

    list_display = ("name", "email", "language", "is_active", "last_login")
    search_fields = ("sort_name", "email")
    exclude = ("password",)


@admin.register(Organisation)
class OrganisationAdmin(Base):
    """Organisations."""

    list_display = ("name", "kind", "siret", "is_host")
    list_filter = ("kind", "is_host")
    search_fields = ("sort_name", "siret")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(DutyHeld)
class DutyAdmin(Base):
    """Duties."""

    list_display = ("person", "duty", "starts", "ends")
    list_filter = ("duty",)
    list_select_related = ("person",)


@admin.register(Affiliation)
class AffiliationAdmin(Base):
    """Who acts for whom."""

    list_display = ("person", "organisation", "function", "starts", "ends")
    list_select_related = ("person", "organisation")
