"""The room of the house in which a sitting is held: kept for it, so that nobody books it, or said to be sought."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.booking.actions import BlockingDraft, block_room, lift_blocking
from liamm.features.booking.queries import known_on
from liamm.features.governance.models import Sitting
from liamm.features.governance.opening_hours import names_of
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError


def room_named(place: str, at: datetime) -> int | None:
    """The number of the room of the house that a place names, with its article or without; None for any other place."""
    named = place.strip().casefold()
    rooms = known_on(timezone.localdate(at)).rooms
    return next((room.number for room in rooms if named and named in names_of(room.name)), None)


def take_room(sitting: Sitting) -> None:
    """Keep the room that a sitting names, in place of the one that was kept for it.

    Raises DomainError when it is taken: who is there is named, and nobody is thrown out.
    """
    leave_room(sitting)
    number = room_named(sitting.place, sitting.starts)
    if number is None:
        return
    reason = _("Séance : %(body)s") % {"body": sitting.body.name}
    draft = BlockingDraft(starts=sitting.starts, ends=sitting.ends, reason=reason)
    sitting.held, sitting.seeks_room = block_room(SYSTEM, number, draft=draft), False
    sitting.save(update_fields=["held", "seeks_room"])


def seek_room(sitting: Sitting) -> None:
    """The same; when it is taken the sitting stands, seeks its room, and says so."""
    kept = sitting.held
    with suppress(DomainError), transaction.atomic():
        take_room(sitting)
        return
    sitting.held, sitting.seeks_room = kept, True
    leave_room(sitting)
    sitting.save(update_fields=["seeks_room"])


def leave_room(sitting: Sitting) -> None:
    """Give back the room that is kept for a sitting, if one is."""
    held, sitting.held = sitting.held, None
    if held is None:
        return
    sitting.save(update_fields=["held"])
    if held.living:
        lift_blocking(SYSTEM, held)
