"""Who may see and take the rooms of the house; every no has its reason."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.booking.models import Booking
from liamm.features.spaces.queries import in_community, may_see, shared_with
from liamm.kernel.access import ALLOWED, Actor, Decision, Policy, System, refused


class Permission(StrEnum):
    """What may be asked of rooms and bookings."""

    VIEW = "booking.booking.view"
    BOOK = "booking.booking.make"
    CHANGE = "booking.booking.change"
    CANCEL = "booking.booking.cancel"
    BLOCK = "booking.room.block"
    ARRANGE = "booking.room.arrange"


policy = Policy()


def _on_team(actor: Actor) -> bool:
    return isinstance(actor, System) or (isinstance(actor, Person) and actor.on_team)


def _booked_by(actor: Actor, booking: Booking) -> bool:
    return isinstance(actor, Person) and booking.booked_by_id == actor.pk


@policy.rule(Permission.VIEW)
def may_view(actor: Actor, booking: Booking) -> Decision:
    """Those of its audience, and whoever made it; everybody sees that a room is taken, not by whom."""
    if _booked_by(actor, booking) or may_see(actor, booking):
        return ALLOWED
    return refused(_("Ce qui se passe dans la maison se montre à la communauté."))


@policy.visible(Booking, Permission.VIEW)
def visible_bookings(actor: Actor, bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """The same for a queryset."""
    seen = shared_with(actor, bookings)
    return seen | bookings.filter(booked_by=actor) if isinstance(actor, Person) else seen


@policy.rule(Permission.BOOK)
def may_book(actor: Actor, target: object) -> Decision:
    """Members of the community and the team."""
    del target
    if isinstance(actor, Person) and in_community(actor):
        return ALLOWED
    return refused(_("Les membres de la communauté réservent les salles ; rejoignez-la, ou demandez à l’équipe."))


@policy.rule(Permission.CHANGE)
@policy.rule(Permission.CANCEL)
def may_change(actor: Actor, booking: Booking) -> Decision:
    """Whoever made it, and the team."""
    if _booked_by(actor, booking) or _on_team(actor):
        return ALLOWED
    return refused(_("Qui a réservé peut changer ou annuler, ou l’équipe du laboratoire."))


@policy.rule(Permission.BLOCK)
@policy.rule(Permission.ARRANGE)
def may_keep_house(actor: Actor, target: object) -> Decision:
    """The team keeps the house."""
    del target
    return ALLOWED if _on_team(actor) else refused(_("L’équipe du laboratoire tient la maison."))
