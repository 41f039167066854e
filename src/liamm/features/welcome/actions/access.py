"""Plan and codes shown to whoever is sure to come, and sent when their window opens."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from liamm.features.booking.models import Booking
from liamm.features.welcome.enums import Seen
from liamm.features.welcome.facts import AccessSeen, AccessSent
from liamm.features.welcome.holding import hold_booking, refuse_closed
from liamm.features.welcome.keyring import (
    Line,
    codes_for,
    hold_codes,
    lines_of,
    note_sightings,
    ways,
)
from liamm.features.welcome.letters import AccessGiven, expected_recipient
from liamm.features.welcome.models import AccessCode, AccessLetter, Way
from liamm.features.welcome.policies import Permission, expected_as, policy
from liamm.features.welcome.rules.windows import Window
from liamm.features.welcome.whereabouts import mark_of
from liamm.kernel.access import Actor, LinkHolder, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.expected import expected_at
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@dataclass(frozen=True, slots=True)
class Access:
    """How to get in: lines of a term and a secret, how one comes, and until when it is shown."""

    lines: tuple[Line, ...]
    ways: tuple[Way, ...]
    window: Window


@action
@sensitive_variables()
def see_access(actor: Actor, booking: Booking) -> Access:
    """Show plan and codes of a booking to whoever is sure to come; who saw them, and when, is kept.

    The door for features whose people come without being guests: they contribute an `ExpectedSource`, and call this.
    Raises DomainError outside the window, saying when it opens, or when the booking does not take place.
    """
    require(policy, actor, Permission.SEE_ACCESS, booking)

    booking = hold_booking(booking)
    shown = refuse_closed(booking)
    codes = hold_codes(booking)

    note_sightings(codes, _holder(actor, booking), Seen.PAGE, booking)
    record(actor, AccessSeen(subject_id=booking.pk, codes=tuple(code.pk for code in codes)))
    return Access(tuple(lines_of(codes)), tuple(ways()), shown)


def _holder(actor: Actor, booking: Booking) -> str:
    expected = expected_as(actor, booking)
    if expected:
        return expected.key
    return f"link:{actor.subject_id}" if isinstance(actor, LinkHolder) else f"person:{actor.pk}"


@action
def send_access(actor: Actor, booking: Booking) -> int:
    """Write to those who are sure to come and were not written to yet, now that the window is open; how many.

    Raises DomainError outside the window, or when the house has nothing to say yet.
    """
    require(policy, actor, Permission.SEND_ACCESS, booking)

    booking = hold_booking(booking)
    refuse_closed(booking)
    codes = codes_for(booking)
    if not (codes or ways()):
        raise DomainError(_("La maison n’a ni code ni plan à donner."))
    told = _told(booking, codes)
    sent = set(AccessLetter.objects.filter(booking=booking, told=told).values_list("holder", flat=True))
    people = [one for one in expected_at([booking.pk])[booking.pk] if one.key not in sent]

    AccessLetter.objects.bulk_create(AccessLetter(booking=booking, holder=one.key, told=told) for one in people)
    for one in people:
        post(AccessGiven(booking=booking, expected=one), expected_recipient(one))
    record(actor, AccessSent(subject_id=booking.pk, people=len(people)))
    return len(people)


def _told(booking: Booking, codes: list[AccessCode]) -> str:
    """What names what a letter says: the place and time, and what opens; a code that is replaced is told apart."""
    return f"{mark_of(booking)[:40]} {' '.join(sorted({code.opens for code in codes}))}"
