"""Administration pages: that versions and acts exist, never what was written in them, and nothing to change.

Drafts, opinions, discussions and reasons of conflicts have no page here: administering the tool gives no right to read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liamm.features.proposals.models import GateAct, Proposal, ProposalVersion

if TYPE_CHECKING:
    Base = admin.ModelAdmin[models.Model]
else:
    Base = admin.ModelAdmin


class _ReadOnly(Base):
    """Nothing is added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never."""
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never."""
        del request, obj
        return False


@admin.register(Proposal)
class ProposalAdmin(_ReadOnly):
    """Where requests stand."""

    list_display = ("reference", "kind", "state", "changed_at")
    fields = ("reference", "kind", "state", "versions_count", "submitted_at", "decided_at")


@admin.register(ProposalVersion)
class ProposalVersionAdmin(_ReadOnly):
    """That a version was submitted, and under which charter."""

    list_display = ("of_proposal", "number", "charter_version", "submitted_at")
    fields = ("number", "kind", "charter_version", "submitted_at")

    @admin.display(description=_("demande (identifiant)"), ordering="proposal_id")
    def of_proposal(self, version: ProposalVersion) -> str:
        """Which request: its identifier, for its title may be a draft’s."""
        return str(version.proposal_id)


@admin.register(GateAct)
class GateActAdmin(_ReadOnly):
    """That an act on the gate was closed."""

    list_display = ("of_version", "number", "verdict", "closed_at")
    fields = ("number", "verdict", "closed_at")

    @admin.display(description=_("version (identifiant)"), ordering="version_id")
    def of_version(self, act: GateAct) -> str:
        """Which version: its identifier, for its title belongs to those who may read it."""
        return str(act.version_id)
