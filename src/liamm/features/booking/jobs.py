"""What the house does by itself: it lets no question wait for ever."""

from __future__ import annotations

import contextlib

from django.db.models import Q

from liamm.features.booking.actions import pass_term
from liamm.features.booking.enums import DisplacementState
from liamm.features.booking.models import Displacement
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.kernel.jobs import every


@every("*/10 * * * *", "booking.pass_terms")
def pass_terms() -> None:
    """Hand to whoever keeps the house what a guest did not answer, and leave as it was what nobody settled in time."""
    now = clock.now()
    asked = Q(state=DisplacementState.ASKED, deadline__lte=now)
    for displacement in Displacement.objects.open().filter(asked | Q(latest__lte=now)).order_by("pk"):
        with contextlib.suppress(DomainError):  # answered in between
            pass_term(SYSTEM, displacement)
