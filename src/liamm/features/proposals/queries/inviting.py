"""Invitations by mail, read by their link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from liamm.features.proposals.enums import Reply
from liamm.features.proposals.models import INVITATION, AppraiserSeat, Invitation, ProposalVersion
from liamm.kernel.invited import digest_of
from liamm.kernel.prepared import prepared


def invitation_behind(token: str) -> Invitation | None:
    """The invitation that a token opens; None for a forged one as for one that was answered, replaced or passed."""
    rows = Invitation.objects.open_now().select_related("proposal__space", "invited_by")
    return rows.filter(digest=digest_of(token, purpose=INVITATION)).first()


def aside_by(versions: Iterable[ProposalVersion]) -> Counter[UUID]:
    """How many were set aside from each version by a tie, from their seat or already by their link; one query."""
    return Counter(_set_aside([one.pk for one in versions]))


@prepared
def _set_aside(versions: list[UUID]) -> QuerySet[AppraiserSeat, UUID]:
    seats = AppraiserSeat.objects.filter(version__in=versions, aside_at__isnull=False).order_by()
    asked = Invitation.objects.filter(version__in=versions, reply=Reply.ASIDE).order_by()
    told = asked.values_list("version_id", flat=True)
    return seats.values_list("version_id", flat=True).union(told, all=True)
