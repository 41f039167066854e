"""The end of codes: closed when their time is over or their booking does not take place, taken off, forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient, team
from liamm.features.booking.enums import STANDING
from liamm.features.booking.models import Booking
from liamm.features.booking.queries import keepers_on
from liamm.features.welcome.facts import AccessRecalled, CodeClosed, CodeForgotten, CodeTakenOff
from liamm.features.welcome.holding import hold_booking, is_over, refuse_gone
from liamm.features.welcome.knowing import recall_copies, tell_of_the_end
from liamm.features.welcome.letters import CodeMovedForTeam, CodeToTakeOff
from liamm.features.welcome.models import AccessCode, AccessLetter
from liamm.features.welcome.policies import Permission, policy
from liamm.features.welcome.whereabouts import hours_of
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def close_code(actor: Actor, code: AccessCode) -> AccessCode:
    """Let go of a code whose time is over; of one to take off a keypad, only the place on the list stays.

    Raises DomainError when it is not, or when it was let go of already.
    """
    require(policy, actor, Permission.CLOSE_CODE, code)

    code = AccessCode.objects.select_for_update(of=("self",), no_key=True).select_related("booking").get(pk=code.pk)
    if not code.is_legible:
        refuse_gone(code)
    if not is_over(code):
        raise DomainError(_("Ce code sert encore."))
    code.sealed = ""
    if code.is_living:
        code.closed_at = clock.now()
    code.save(update_fields=["sealed", "closed_at"])

    record(actor, CodeClosed(subject_id=code.pk))
    return code


@action
def recall_access(actor: Actor, booking: Booking) -> Booking:
    """A booking moved, or does not take place: what was written of how to get in is let go of.

    Its own codes follow it where it moves, and end with it: whoever knew one is told, and so is who keeps the house,
    for the keypad.
    """
    require(policy, actor, Permission.CLOSE_CODE)

    booking = hold_booking(booking)
    codes = list(AccessCode.objects.living().filter(booking=booking).select_for_update(no_key=True).order_by("pk"))
    AccessLetter.objects.filter(booking=booking).delete()
    recall_copies([booking.pk])

    told = 0
    for code in codes:
        code.booking = booking
        told += _follow(code, booking) if booking.state in STANDING else _end(code, booking)
    record(actor, AccessRecalled(subject_id=booking.pk, codes=tuple(code.pk for code in codes), told=told))
    return booking


def _end(code: AccessCode, booking: Booking) -> int:
    """It opens nothing from now on; how many of those who knew it were told."""
    code.closed_at, code.lingers = clock.now(), True
    code.save(update_fields=["closed_at", "lingers"])
    for person in _keepers():
        post(CodeToTakeOff(code=code), recipient(person))
    return tell_of_the_end(code, booking)


def _follow(code: AccessCode, booking: Booking) -> int:
    """It opens at other hours: a keypad without network does not know that by itself; nobody else need be told."""
    if code.set_for != hours_of(booking):
        code.set_for = hours_of(booking)
        code.save(update_fields=["set_for"])
        for person in _keepers():
            post(CodeMovedForTeam(code=code), recipient(person))
    return 0


def _keepers() -> Sequence[Person]:
    """Who is written to for the keypad: those who hold the house today, the whole team when nobody does."""
    return keepers_on(clock.today()) or team()


@action
def take_off_code(actor: Actor, code: AccessCode) -> AccessCode:
    """Say that a code which opens nothing any more was taken off the keypad: nothing of it is kept.

    Raises DomainError when it still serves, or was taken off already.
    """
    require(policy, actor, Permission.KEEP_CODES)

    code = AccessCode.objects.select_for_update(of=("self",), no_key=True).get(pk=code.pk)
    if not code.lingers:
        raise DomainError(_("Ce code sert encore.") if code.is_living else _("Ce code est déjà retiré du clavier."))
    code.sealed, code.lingers = "", False
    code.save(update_fields=["sealed", "lingers"])

    record(actor, CodeTakenOff(subject_id=code.pk))
    return code


@action
def forget_code(actor: Actor, code: AccessCode) -> AccessCode:
    """Keep no more who knew a code that has been over for as long as the charter keeps a technical log.

    Raises DomainError when it still lives.
    """
    require(policy, actor, Permission.CLOSE_CODE, code)

    code = AccessCode.objects.select_for_update(of=("self",), no_key=True).get(pk=code.pk)
    if code.is_living:
        raise DomainError(_("Ce code sert encore."))
    code.sightings.all().delete()

    record(actor, CodeForgotten(subject_id=code.pk))
    return code
