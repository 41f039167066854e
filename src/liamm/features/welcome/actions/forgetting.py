"""Letting go of what guests said and of who they are, once the delays of the charter have passed."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.welcome.erasing import erase_guest
from liamm.features.welcome.facts import GuestForgotten, NeedForgotten
from liamm.features.welcome.holding import hold_guest
from liamm.features.welcome.models import Guest
from liamm.features.welcome.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record

NEED, GUEST = "access_need", "registration"


@action
def forget_need(actor: Actor, guest: Guest) -> Guest:
    """Let go of what a guest needed to come in.

    Raises DomainError before the delay.
    """
    require(policy, actor, Permission.FORGET, guest)
    guest = hold_guest(guest)
    _refuse_early(guest, NEED)
    guest.access_need = ""
    guest.save(update_fields=["access_need"])
    record(actor, NeedForgotten(subject_id=guest.booking_id, guest=guest.pk))
    return guest


@action
def forget_guest(actor: Actor, guest: Guest) -> Guest:
    """Let go of the name, the address and the letters; that somebody came stays.

    Raises DomainError before the delay.
    """
    require(policy, actor, Permission.FORGET, guest)
    guest = hold_guest(guest)
    _refuse_early(guest, GUEST)
    erase_guest(guest)
    record(actor, GuestForgotten(subject_id=guest.booking_id, guest=guest.pk))
    return guest


def _refuse_early(guest: Guest, key: str) -> None:
    retention = bindings.retention(clock.today())
    if guest.booking.ends > clock.now() - timedelta(days=retention.value.days(key)):
        raise DomainError(_("Le délai de conservation n’est pas passé."), citation=retention.cite())
