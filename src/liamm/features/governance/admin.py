"""Administration pages of governance: to look, never to change; what was decided has no back door.

Items, recusals and preconisations are not there: who administers the tool is no member of a body.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from liamm.features.governance.models import Body, Decision, Mandate, Sitting


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no argument at run time
    """Shows rows; every change goes through an action."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        del request, obj
        return False


@admin.register(Decision)
class DecisionAdmin(ReadOnly):
    """Decisions, without their texts: the full text is for the body and the team."""

    list_display = ("reference", "body", "outcome_name", "decided_at", "published_at")
    list_filter = ("body", "outcome_name")
    fields = ("reference", "body", "sitting", "outcome_name", "decided_at", "published_at", "digest")


@admin.register(Sitting)
class SittingAdmin(ReadOnly):
    """Sittings."""

    list_display = ("slug", "body", "starts", "state")


@admin.register(Body)
class BodyAdmin(ReadOnly):
    """Bodies."""

    list_display = ("name", "key")


@admin.register(Mandate)
class MandateAdmin(ReadOnly):
    """Mandates."""

    list_display = ("seat", "person", "kind", "starts", "ends")
