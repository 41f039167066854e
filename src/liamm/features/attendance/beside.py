"""What the day shows beside an event and beside a registration."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from liamm.features.attendance.links import code_of, photos_path
from liamm.features.attendance.models import Restitution
from liamm.features.attendance.policies import Permission, policy
from liamm.features.attendance.queries import after_of, days_of
from liamm.features.events.enums import RegistrationState
from liamm.features.events.models import Event, Registration
from liamm.features.events.queries import is_over
from liamm.kernel import clock
from liamm.kernel.extension import Beside
from liamm.ui.squares import square


def _event(request: HttpRequest, key: UUID) -> dict[str, object] | None:
    event = Event.objects.select_related("space").get(pk=key)
    may = bool(policy.decide(request.user, Permission.RECEIVE, event))
    told = Restitution.objects.filter(event=event).exists()
    if not (may or told):
        return None
    sessions = list(event.sessions.filter(off_at=None)) if may else []
    begun = told or event.sessions.filter(off_at=None, starts__lte=clock.now()).exists()
    if not (sessions or begun):
        return None
    return {"event": event, "sessions": sessions, "may": may, "told": told, "begun": begun}


def _registration(request: HttpRequest, key: UUID) -> dict[str, object] | None:
    """The squares to show at the door, and once it is over what those who came take away.

    Shown on a page that only whoever registered opens.
    """
    del request
    registration = Registration.objects.select_related("event", "seating").get(pk=key)
    if registration.state != RegistrationState.CONFIRMED:
        return None
    people = list(registration.attendees.all())
    photos = [(one.name or registration.name, photos_path(one)) for one in people]
    if is_over(registration):
        return {"over": True, "event": registration.event, "photos": photos, **after_of(registration)}
    squares = [
        (one.name, square(code_of(one), _("Code d’accueil de %(name)s") % {"name": one.name or one.rank}))
        for one in people
    ]
    return {"over": False, "squares": squares, "photos": photos}


def _registered(request: HttpRequest, key: UUID) -> dict[str, object] | None:
    """Who came, date by date, beside all who registered."""
    event = Event.objects.select_related("space").get(pk=key)
    days = days_of(event) if policy.decide(request.user, Permission.RECEIVE, event) else []
    return {"days": days} if any(one.people for one in days) else None


beside = (
    Beside("event", 20, "attendance/_beside_event.html", _event),
    Beside("registration", 20, "attendance/_beside_registration.html", _registration),
    Beside("registered", 20, "attendance/_beside_registered.html", _registered),
)
