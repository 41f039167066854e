"""What selections show beside an event and beside a registration."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from liamm.features.events.enums import Admission
from liamm.features.events.models import Event
from liamm.features.training.announcing import announced_of
from liamm.features.training.links import own_path
from liamm.features.training.models import Application, Selection
from liamm.features.training.policies import Permission, policy
from liamm.kernel.extension import Beside


def _event(request: HttpRequest, key: UUID) -> dict[str, object] | None:
    event = Event.objects.filter(pk=key, admission=Admission.SELECTION).first()
    if event is None:
        return None
    selection = Selection.objects.filter(event=event).first()
    may_prepare = bool(policy.decide(request.user, Permission.PREPARE))
    return {"event": event, "selection": selection, "may_prepare": may_prepare}


def _registration(request: HttpRequest, key: UUID) -> dict[str, object] | None:
    """Shown on a page that only whoever registered opens."""
    del request
    found = Application.objects.filter(registration=key).select_related("selection").first()
    return {"path": own_path(found), "published": found.selection.is_published} if found else None


def _registering(request: HttpRequest, key: UUID) -> dict[str, object] | None:
    """Shown to whoever is about to apply: what decides, and what their answers serve."""
    del request
    selection = Selection.objects.filter(event=key).select_related("event").first()
    return {"event": selection.event, "balances": announced_of(selection)} if selection else None


beside = (
    Beside("event", 10, "training/_beside_event.html", _event),
    Beside("registering", 10, "training/_beside_registering.html", _registering),
    Beside("registration", 10, "training/_beside_registration.html", _registration),
)
