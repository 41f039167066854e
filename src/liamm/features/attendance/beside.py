"""What the day shows beside an event and beside a registration."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from liamm.features.attendance.links import code_of
from liamm.features.attendance.models import Restitution
from liamm.features.attendance.policies import Permission, policy
from liamm.features.attendance.squares import square
from liamm.features.events.enums import Admission, RegistrationState
from liamm.features.events.models import Attendee, Event
from liamm.kernel import clock
from liamm.kernel.extension import Beside


def _event(request: HttpRequest, key: UUID) -> dict[str, object] | None:
    event = Event.objects.select_related("space").get(pk=key)
    may = bool(policy.decide(request.user, Permission.RECEIVE, event))
    told = Restitution.objects.filter(event=event).exists()
    if not (may or told):
        return None
    sessions = list(event.sessions.filter(off_at=None)) if may and event.admission != Admission.FREE else []
    begun = told or event.sessions.filter(off_at=None, starts__lte=clock.now()).exists()
    if not (sessions or begun):
        return None
    return {"event": event, "sessions": sessions, "may": may, "told": told, "begun": begun}


def _registration(request: HttpRequest, key: UUID) -> dict[str, object] | None:
    """The squares to show at the door; shown on a page that only whoever registered opens."""
    del request
    coming = Attendee.objects.filter(registration=key, registration__state=RegistrationState.CONFIRMED)
    squares = [
        (one.name, square(code_of(one), _("Code d’accueil de %(name)s") % {"name": one.name or one.rank}))
        for one in coming
    ]
    return {"squares": squares} if squares else None


beside = (
    Beside("event", 20, "attendance/_beside_event.html", _event),
    Beside("registration", 20, "attendance/_beside_registration.html", _registration),
)
