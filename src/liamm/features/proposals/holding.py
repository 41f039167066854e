"""Holding a request while an action looks at it and changes it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.proposals.models import Proposal
from liamm.kernel.actions import DomainError


def lock_writable(proposal: Proposal) -> Proposal:
    """The proposal, locked; refused where its carriers may not write."""
    held = Proposal.objects.select_for_update(of=("self",), no_key=True).select_related("space").get(pk=proposal.pk)
    if not held.is_writable:
        raise DomainError(
            _("Cette demande est déposée : ce que vous avez écrit ne change plus."),
            nearest=_("Si elle vous est rendue, ou après une décision, vous pourrez écrire une nouvelle version."),
        )
    return held
