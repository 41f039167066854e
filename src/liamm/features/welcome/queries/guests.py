"""Guests as their own page shows them, and as whoever invites sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.booking.enums import BookingState
from liamm.features.booking.models import Booking
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.house import HouseRule
from liamm.features.welcome.enums import GuestState
from liamm.features.welcome.models import Guest, Notice, Wish
from liamm.features.welcome.policies import Permission, policy
from liamm.features.welcome.queries.codes import AccessState, access_state
from liamm.features.welcome.queries.introducing import wish_in
from liamm.features.welcome.whereabouts import address, when, where
from liamm.kernel import clock
from liamm.kernel.access import Actor, Refused, only
from liamm.kernel.extension import Door


@dataclass(frozen=True, slots=True)
class GuestPage:
    """What a guest reads: what, where, when, who invites, the rules, and where their answer stands."""

    guest: Guest
    when: str
    where: str
    address: str
    host: str
    notice: Notice | None
    rules: Sequence[HouseRule]
    access: AccessState | None
    wish: Wish | None
    may_answer: bool

    @property
    def cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.guest.booking.state == BookingState.CANCELLED


@dataclass(frozen=True, slots=True)
class GuestsPage:
    """Who is asked to a booking and who comes, for whoever invites."""

    booking: Booking
    when: str
    where: str
    address: str
    notice: Notice | None
    rules: Sequence[HouseRule]
    guests: Sequence[Guest]
    access: AccessState | None
    open: bool

    @property
    def coming(self) -> int:
        """How many said yes."""
        return sum(guest.is_coming for guest in self.guests)

    @property
    def too_many(self) -> bool:
        """Whether more come than the booking says."""
        return self.coming > self.booking.people

    @property
    def said(self) -> str:
        """How many come, in words."""
        return say_coming(self.coming, sum(guest.state == GuestState.ASKED for guest in self.guests))


def say_coming(coming: int, waiting: int) -> str:
    """« 3 personnes viennent, 2 n’ont pas répondu »."""
    parts = []
    if coming:
        parts.append(ngettext("%(n)s personne vient", "%(n)s personnes viennent", coming) % {"n": coming})
    if waiting:
        parts.append(ngettext("%(n)s n’a pas répondu", "%(n)s n’ont pas répondu", waiting) % {"n": waiting})
    return ", ".join(parts) or _("personne pour l’instant")


def load_guest(actor: Actor, pk: UUID) -> Guest:
    """One guest that the actor may see.

    Raises Http404.
    """
    seen = policy.visible_to(actor, Guest.objects.filter(pk=pk))
    return only(seen.select_related("booking__booked_by", "invited_by"))


def guest_page(guest: Guest) -> GuestPage:
    """All that the page of a guest shows."""
    booking = guest.booking
    return GuestPage(
        guest=guest,
        when=when(booking),
        where=where(booking),
        address=address(),
        host=str(guest.invited_by or booking.booked_by or _("l’équipe du laboratoire")),
        notice=Notice.objects.filter(booking=booking).first(),
        rules=bindings.house_rules(booking.charter_version).value.rules,
        access=access_state(booking) if guest.is_coming else None,
        wish=wish_in(booking.pk, guest.key) if guest.is_coming else None,
        may_answer=booking.is_coming and guest.state != GuestState.TAKEN_BACK,
    )


def load_hosted(actor: Actor, reference: str) -> Booking:
    """One booking to which the actor invites.

    Raises Http404 when there is none, and Refused when it is for others to invite.
    """
    booking = Booking.objects.select_related("booked_by", "organisation").filter(reference=reference).first()
    if booking is None:
        raise Http404
    decision = policy.decide(actor, Permission.INVITE, booking)
    if not decision:
        raise Refused(decision)
    return booking


def guests_page(booking: Booking) -> GuestsPage:
    """All that the page of the guests of a booking shows (four queries)."""
    order = {GuestState.COMING: 0, GuestState.ASKED: 1, GuestState.DECLINED: 2, GuestState.TAKEN_BACK: 3}
    return GuestsPage(
        booking=booking,
        when=when(booking),
        where=where(booking),
        address=address(),
        notice=Notice.objects.filter(booking=booking).first(),
        rules=bindings.house_rules(booking.charter_version).value.rules,
        guests=sorted(booking.guests.all(), key=lambda guest: order[GuestState(guest.state)]),
        access=access_state(booking),
        open=booking.is_coming,
    )


def doors_of(actor: Actor, booking: Booking) -> Sequence[Door]:
    """From a booking, for whoever invites: who comes (one query)."""
    if not policy.decide(actor, Permission.INVITE, booking):
        return []
    states = list(booking.guests.values_list("state", flat=True))
    said = say_coming(states.count(GuestState.COMING), states.count(GuestState.ASKED))
    there = reverse("welcome:guests", args=[booking.reference])
    return [Door(_("Qui vient"), there, said), *_way_in(booking, there)]


def _way_in(booking: Booking, there: str) -> list[Door]:
    """From a booking to its code, saying from when on it is shown."""
    state = access_state(booking)
    if state is None or not (state.open or state.to_come):
        return []
    said = _("dès maintenant") if state.open else _("à partir de : %(moment)s") % {"moment": state.opens}
    return [Door(_("Pour entrer : le code et le plan"), f"{there}#entrer", said)]


def doors_of_house(actor: Actor, house: None) -> Sequence[Door]:
    """From the house, for the team: who comes today, and the codes."""
    del house
    if not policy.decide(actor, Permission.VIEW_DAY):
        return []
    return [Door(_("Qui vient aujourd’hui"), reverse("welcome:desk")), Door(_("Les codes"), reverse("welcome:codes"))]


def doors_of_day(actor: Actor, day: date) -> Sequence[Door]:
    """From the sheet of a day, for the team: who comes that day."""
    if not policy.decide(actor, Permission.VIEW_DAY):
        return []
    return [Door(_("Qui vient"), f"{reverse('welcome:desk')}?jour={day.isoformat()}")]


def needs_to_forget() -> list[Guest]:
    """Those whose needs were kept as long as the charter says."""
    return list(Guest.objects.needing_before(_since("access_need")))


def guests_to_forget() -> list[Guest]:
    """Those who were known as long as the charter says."""
    return list(Guest.objects.over_before(_since("registration")))


def _since(key: str) -> datetime:
    return clock.now() - timedelta(days=bindings.retention(clock.today()).value.days(key))
