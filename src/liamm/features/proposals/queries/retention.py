"""What has been kept of invitations as long as the charter says."""

from __future__ import annotations

from datetime import timedelta

from liamm.features.charter import bindings
from liamm.features.proposals.models import Invitation
from liamm.kernel import clock


def invited_to_forget() -> list[Invitation]:
    """Invitations over for as long as the copy of a mail is kept."""
    kept = timedelta(days=bindings.retention(clock.today()).value.days("mail"))
    return list(Invitation.objects.over_before(clock.now() - kept))
