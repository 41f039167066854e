"""What bookings give to the whole: found in the search, shown on le fil of what they are for, dated in the agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from liamm.features.booking.models import Booking
from liamm.features.booking.policies import policy
from liamm.features.spaces.queries import keys_of
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.extension import SearchSource, SearchText, ThreadSource, ThreadStep
from liamm.kernel.prepared import prepared
from liamm.kernel.thread.chain import Node, tie, untie
from liamm.ui.dates import say_hours
from liamm.ui.times import now

BOOKING = "booking"
HOSTED = "gathered_in"
"""The link from what rooms are booked for to the booking."""


def link_purpose(booking: Booking, was: tuple[str, UUID | None]) -> None:
    """Let le fil follow what a booking is for, when that changed."""
    here, purpose = Node(BOOKING, booking.pk), (booking.purpose_kind, booking.purpose_id)
    if purpose == was:
        return
    if was[1]:
        untie(Node(was[0], was[1]), HOSTED, here)
    if booking.purpose_id:
        tie(Node(booking.purpose_kind, booking.purpose_id), HOSTED, here)


def _texts(ids: Sequence[UUID]) -> Mapping[UUID, SearchText]:
    """By its title and reference; what people need is for the house, and a booking that is cancelled is not found."""
    return {
        one.pk: SearchText(
            title=one.title, body=one.reference, url=one.get_absolute_url(), audience=keys_of(one), at=one.starts
        )
        for one in Booking.objects.standing().filter(pk__in=ids).select_related("space")
    }


def _all_ids() -> Iterable[UUID]:
    return Booking.objects.values_list("pk", flat=True)


def _steps(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, ThreadStep]:
    return {one.pk: _step(one) for one in _on_a_step(actor, list(ids))}


@prepared
def _on_a_step(actor: Actor, ids: list[UUID]) -> QuerySet[Any]:
    seen = policy.visible_to(actor, Booking.objects.standing().filter(pk__in=ids))
    return seen.only("title", "reference", "starts", "ends")


def _step(one: Booking) -> ThreadStep:
    return ThreadStep(
        title=one.title,
        line=say_hours(one.starts, one.ends, now()),
        url=one.get_absolute_url(),
        at=one.starts,
        done=one.ends <= clock.now(),
    )


search = (SearchSource(BOOKING, _("Réservation"), _texts, _all_ids),)
thread = (ThreadSource(BOOKING, _("Dans la maison"), _("réservations"), 80, _steps),)
