"""Where one finds déroulés: beside the event and the booking one prepares, in the house, and on one's own page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.booking.models import Booking
from liamm.features.booking.queries import rooms_said
from liamm.features.events.models import Event
from liamm.features.events.policies import Permission as EventPermission
from liamm.features.events.policies import policy as event_policy
from liamm.features.workshops.policies import Permission, policy
from liamm.features.workshops.queries import next_ones
from liamm.kernel.access import Actor
from liamm.kernel.extension import Beside, Door


def _new(title: str, starts: datetime | None, **more: object) -> str:
    """The page that begins a déroulé, with what is known of it already."""
    known: dict[str, object] = {"titre": title, **{name: said for name, said in more.items() if said}}
    if starts:
        local = timezone.localtime(starts)
        known |= {"jour": local.date().isoformat(), "heure": f"{local:%H:%M}"}
    return f"{reverse('workshops:new')}?{urlencode(known)}"


def doors_of_booking(actor: Actor, booking: Booking) -> Sequence[Door]:
    """From a booking, for whoever prepares it: its room, and until when one has it (two queries)."""
    mine = isinstance(actor, Person) and (actor.on_team or booking.booked_by_id == actor.pk)
    if not (mine and booking.is_coming and policy.decide(actor, Permission.PREPARE)):
        return []
    until = f"{timezone.localtime(booking.ends):%H:%M}"
    known = {"ou": rooms_said(booking), "personnes": booking.people, "jusqua": until}
    return [Door(_("Préparer le déroulé"), _new(booking.title, booking.starts, **known))]


def doors_of_house(actor: Actor, house: None) -> Sequence[Door]:
    """From the house, for who may prepare one."""
    del house
    return [Door(_("Les déroulés"), reverse("workshops:shelf"))] if policy.decide(actor, Permission.PREPARE) else []


def _event(request: HttpRequest, key: UUID) -> dict[str, object] | None:
    event = Event.objects.select_related("space").get(pk=key)
    prepares = event_policy.decide(request.user, EventPermission.PREPARE, event)
    if not (prepares and event.is_alive and policy.decide(request.user, Permission.PREPARE)):
        return None
    first = event.sessions.filter(off_at=None).first()
    return {"path": _new(event.title, first.starts if first else None, ou=first.place if first else "")}


def _account(request: HttpRequest, key: UUID) -> dict[str, object] | None:
    """On one's own page, for who may prepare one."""
    del key
    if not (isinstance(request.user, Person) and policy.decide(request.user, Permission.PREPARE)):
        return None
    return {"workshops": next_ones(request.user)}


beside = (
    Beside("event", 30, "workshops/_beside_event.html", _event),
    Beside("account", 30, "workshops/_beside_account.html", _account),
)
