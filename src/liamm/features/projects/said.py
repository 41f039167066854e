"""What is written already, as one reads it before writing over it (`liamm.kernel.stale`)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.projects.models import Project
from liamm.kernel.stale import Texts


def said_of(project: Project) -> Texts:
    """The public words of a project, as one reads them before writing others."""
    return [(_("De quoi il s’agit"), project.summary)] if project.summary else []
