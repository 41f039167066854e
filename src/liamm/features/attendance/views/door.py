"""Receiving people: the list, the gestures made on it, also without network, and the papers."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from liamm.features.attendance.actions import note_arrivals
from liamm.features.attendance.policies import Permission, policy
from liamm.features.attendance.queries import day_page, load_session
from liamm.features.attendance.rules.marking import Mark
from liamm.features.attendance.sheets import badges, sign_in_sheet
from liamm.features.events.models import EventSession
from liamm.kernel import clock
from liamm.kernel.access import Refused, members, public
from liamm.kernel.lasting import Lasting, lasting
from liamm.ui.page import page

_WORKER = Path(__file__).parent.parent / "worker.js"
_KEPT = timedelta(hours=12)
_MOST = 2000


def _checked(request: HttpRequest, key: UUID) -> EventSession:
    session = load_session(request.user, key)
    decision = policy.decide(request.user, Permission.RECEIVE, session.event)
    if not decision:
        raise Refused(decision)
    return session


@members
def door(request: HttpRequest, key: UUID) -> HttpResponse:
    """The list of the day."""
    session = _checked(request, key)
    context = {"day": day_page(session), "event": session.event, "until": session.ends + _KEPT}
    response = page(request, "attendance/door.html", context)
    response["Cache-Control"] = "no-store"
    return response


@members
@require_GET
def people(request: HttpRequest, key: UUID) -> HttpResponse:
    """The same for the island: what it keeps on the phone for the day."""
    return _listed(_checked(request, key))


def _listed(session: EventSession) -> JsonResponse:
    told = [
        {"key": str(one.key), "name": one.name, "for": one.organisation, "here": one.here, "code": one.code}
        for one in day_page(session).people
    ]
    response = JsonResponse({"people": told, "until": (session.ends + _KEPT).isoformat()})
    response["Cache-Control"] = "no-store"
    return response


@members
@require_POST
def mark(request: HttpRequest, key: UUID) -> HttpResponse:
    """Gestures of the island, or of one button of the page; the answer is the list as it stands."""
    session = _checked(request, key)
    if request.content_type == "application/json":
        try:
            marks = _marks(request.body)
        except (ValueError, TypeError, KeyError, AttributeError):
            return JsonResponse({"sentence": ""}, status=HTTPStatus.BAD_REQUEST)
        note_arrivals(request.user, session, marks=marks)
        return _listed(session)
    try:
        who = UUID(request.POST.get("who", ""))
    except ValueError as error:
        raise Http404 from error
    here = request.POST.get("here") == "1"
    note_arrivals(request.user, session, marks=[Mark(who, here, clock.now())])
    return redirect(f"{reverse('attendance:door', args=[key])}#q-{who}")


def _marks(body: bytes) -> list[Mark[UUID]]:
    told = json.loads(body)["marks"][:_MOST]
    return [
        Mark(UUID(one["who"]), bool(one["here"]), datetime.fromtimestamp(int(one["at"]) / 1000, UTC)) for one in told
    ]


@members
@lasting(Lasting.PAPER)
def sign_in(request: HttpRequest, key: UUID) -> HttpResponse:
    """The sheet that is signed."""
    session = _checked(request, key)
    return _pdf(sign_in_sheet(day_page(session)), f"emargement-{session.event.reference}")


@members
@lasting(Lasting.PAPER)
def badge_sheet(request: HttpRequest, key: UUID) -> HttpResponse:
    """The badges."""
    session = _checked(request, key)
    return _pdf(badges(day_page(session)), f"badges-{session.event.reference}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@public
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the page of the list on the phone for the day; its address says how far it reaches."""
    del request
    response = HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
