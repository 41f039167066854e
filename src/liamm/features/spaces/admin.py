"""Circles and who is in them, to be looked at; requests to join stay with the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db import models

from liamm.features.spaces.models import CommunityRole, Membership, Space

if TYPE_CHECKING:
    Base = admin.ModelAdmin[models.Model]
else:
    Base = admin.ModelAdmin


@admin.register(Space)
class SpaceAdmin(Base):
    """Circles."""

    list_display = ("name", "kind", "audience", "entrance", "closed_at")
    list_filter = ("kind", "audience")


@admin.register(Membership)
class MembershipAdmin(Base):
    """Who is in which circle."""

    list_display = ("space", "person", "organisation", "standing", "starts", "ends")
    list_select_related = ("space", "person", "organisation")


@admin.register(CommunityRole)
class CommunityRoleAdmin(Base):
    """Roles of the charter that members play."""

    list_display = ("person", "role", "context", "starts", "ends")
    list_select_related = ("person",)
