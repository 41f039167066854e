"""The people of the demonstration are where they said that they would be, as long as it runs.

Whoever looks around and books by the form says so themselves, as in a real house.
"""

from __future__ import annotations

from contextlib import suppress
from typing import cast

from django.db import transaction

from liamm.features.accounts.models import Person
from liamm.features.booking.actions import confirm_arrival
from liamm.features.booking.models import Booking
from liamm.kernel.actions import DomainError


def arrive() -> int:
    """Those who are expected at this moment say that they are there; how many did."""
    there = 0
    told = Booking.objects.awaited().filter(submission=None, series__submission=None).exclude(booked_by=None)
    for booking in told.select_related("booked_by").order_by("pk"):
        with suppress(DomainError), transaction.atomic():  # too late, or said in between
            confirm_arrival(cast("Person", booking.booked_by), booking)
            there += 1
    return there
