"""Who may ask people into the house, answer, and read who comes; every no has its reason."""

from __future__ import annotations

from enum import StrEnum
from typing import cast

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import proven_addresses
from liamm.features.booking.models import Booking
from liamm.features.charter import bindings
from liamm.features.welcome.models import Guest, Introduction
from liamm.kernel.access import ALLOWED, Actor, Decision, LinkHolder, Policy, System, refused
from liamm.kernel.expected import named_at
from liamm.kernel.extension import Expected


class Permission(StrEnum):
    """What may be asked of the welcome."""

    VIEW_GUEST = "welcome.guest.view"
    INVITE = "welcome.guest.invite"
    ANSWER = "welcome.guest.answer"
    TELL = "welcome.guest.tell"
    FORGET = "welcome.guest.forget"
    SEE_ACCESS = "welcome.access.see"
    SEND_ACCESS = "welcome.access.send"
    KEEP_CODES = "welcome.code.keep"
    CLOSE_CODE = "welcome.code.close"
    DRAW_WAY = "welcome.way.draw"
    VIEW_DAY = "welcome.day.view"
    WISH = "welcome.wish.make"
    INTRODUCE = "welcome.introduction.propose"
    ANSWER_INTRODUCTION = "welcome.introduction.answer"


policy = Policy()


def on_team(actor: Actor) -> bool:
    """Whether the actor works for the lab today."""
    return isinstance(actor, Person) and actor.on_team


def hosts(actor: Actor, booking: Booking) -> bool:
    """Whether the actor made the booking, or keeps the house."""
    return isinstance(actor, Person) and (booking.booked_by_id == actor.pk or actor.on_team)


def _is_guest(actor: Actor, guest: Guest) -> bool:
    if isinstance(actor, LinkHolder):
        return actor.subject_id == guest.pk
    return isinstance(actor, Person) and bool(guest.email) and guest.email in addresses(actor)


def addresses(person: Person) -> list[str]:
    """The proven addresses of a person, as those of guests are kept."""
    return [one.lower() for one in proven_addresses(person)]


@policy.rule(Permission.VIEW_GUEST)
def may_view_guest(actor: Actor, target: object) -> Decision:
    """The guest, by the link or the account of that address; whoever booked; the team."""
    guest = cast("Guest", target)
    if isinstance(actor, System) or _is_guest(actor, guest) or hosts(actor, guest.booking):
        return ALLOWED
    return refused(_("Qui vient se lit par qui invite et par l’équipe ; chacun lit sa propre invitation."))


@policy.visible(Guest, Permission.VIEW_GUEST)
def visible_guests(actor: Actor, guests: QuerySet[Guest]) -> QuerySet[Guest]:
    """The same for a queryset."""
    if isinstance(actor, System) or on_team(actor):
        return guests
    if isinstance(actor, LinkHolder):
        return guests.filter(pk=actor.subject_id)
    if isinstance(actor, Person):
        return guests.filter(Q(booking__booked_by=actor) | Q(email__in=addresses(actor)))
    return guests.none()


@policy.rule(Permission.INVITE)
def may_invite(actor: Actor, target: object) -> Decision:
    """Whoever booked, and the team: nothing waits for one person to be there."""
    if hosts(actor, cast("Booking", target)):
        return ALLOWED
    return refused(_("Qui a réservé invite, ou l’équipe du laboratoire."))


@policy.rule(Permission.ANSWER)
def may_answer(actor: Actor, target: object) -> Decision:
    """The guest alone."""
    if _is_guest(actor, cast("Guest", target)):
        return ALLOWED
    return refused(_("C’est à la personne invitée de répondre, par le lien de son courriel."))


@policy.rule(Permission.SEE_ACCESS)
def may_see_access(actor: Actor, target: object) -> Decision:
    """Whoever is sure to come for the booking, whoever booked, and the team."""
    booking = cast("Booking", target)
    if hosts(actor, booking) or expected_as(actor, booking):
        return ALLOWED
    return refused(
        _("Plan et code vont aux personnes qui ont confirmé leur venue."),
        bindings.house_rules(booking.charter_version).cite(),
    )


def expected_as(actor: Actor, booking: Booking) -> Expected | None:
    """As whom an actor is sure to come for a booking; None when they are not."""
    people = named_at([booking.pk])[booking.pk] if isinstance(actor, LinkHolder | Person) else []
    if isinstance(actor, LinkHolder):
        return next((one for one in people if one.holder == actor.subject_id), None)
    own = addresses(actor) if isinstance(actor, Person) and people else []
    return next((one for one in people if one.person == actor.pk or one.address.lower() in own), None)


def names_of(actor: Actor, booking: Booking) -> list[str]:
    """All the keys under which an actor knows the codes of a booking: a mail may have named them by another."""
    expected = expected_as(actor, booking)
    own = [f"person:{actor.pk}"] if isinstance(actor, Person) else []
    if expected is None:
        return own
    same = [one for one in named_at([booking.pk])[booking.pk] if one.address.lower() == expected.address.lower()]
    return [*own, *(one.key for one in same)]


@policy.rule(Permission.KEEP_CODES)
@policy.rule(Permission.DRAW_WAY)
def may_keep_codes(actor: Actor, target: object) -> Decision:
    """Anybody of the team: the house opens when its head is away."""
    del target
    return ALLOWED if on_team(actor) else refused(_("L’équipe du laboratoire tient les codes de la maison."))


@policy.rule(Permission.VIEW_DAY)
@policy.rule(Permission.INTRODUCE)
def may_welcome(actor: Actor, target: object) -> Decision:
    """Anybody of the team opens the door, and weaves."""
    del target
    return ALLOWED if on_team(actor) else refused(_("L’équipe du laboratoire accueille qui vient."))


@policy.rule(Permission.WISH)
def may_wish(actor: Actor, target: object) -> Decision:
    """Whoever is sure to come, for themselves."""
    if expected_as(actor, cast("Booking", target)):
        return ALLOWED
    return refused(_("Faire connaissance se demande quand on a dit que l’on vient."))


@policy.rule(Permission.ANSWER_INTRODUCTION)
def may_answer_introduction(actor: Actor, target: object) -> Decision:
    """The two to whom it is proposed, each by the link of their letter, which says which of the two they are."""
    if isinstance(actor, LinkHolder) and actor.subject_id == cast("Introduction", target).pk:
        return ALLOWED
    return refused(_("C’est aux deux personnes de répondre, par le lien de leur courriel."))


@policy.rule(Permission.TELL)
@policy.rule(Permission.FORGET)
@policy.rule(Permission.SEND_ACCESS)
@policy.rule(Permission.CLOSE_CODE)
def may_keep_up(actor: Actor, target: object) -> Decision:
    """The house itself: what moves is told, and delays pass, without anybody thinking of it."""
    del target
    return ALLOWED if isinstance(actor, System) else refused(_("La maison s’en charge d’elle-même."))
