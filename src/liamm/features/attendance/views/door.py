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
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from liamm.features.attendance.actions import correct_arrivals, count_people, note_arrivals, receive
from liamm.features.attendance.forms import CorrectForm, CountForm, DoorForm
from liamm.features.attendance.policies import Permission, policy
from liamm.features.attendance.queries import (
    correction_page,
    counted_at,
    counted_said,
    day_page,
    door_page,
    load_session,
)
from liamm.features.attendance.rules.marking import Mark
from liamm.features.attendance.sheets import badges, sign_in_sheet
from liamm.features.events.actions import Welcomed
from liamm.features.events.models import EventSession
from liamm.kernel import clock
from liamm.kernel.access import Refused, members, public
from liamm.kernel.actions import DomainError
from liamm.kernel.lasting import Lasting, lasting
from liamm.kernel.stale import mark as mark_of
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt
from liamm.ui.tongues import without_signs

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
    """The list of the day, and whoever comes without being on it."""
    session = _checked(request, key)
    form = DoorForm(request.POST or None)
    tried = attempt(form, lambda: receive(request.user, session, draft=form.draft()))
    if tried.result:
        tell(request, _received(tried.result))
        return redirect(f"{reverse('attendance:door', args=[key])}#q-{tried.result.attendee.pk}")
    shown = door_page(session)
    context = {"door": shown, "day": shown.day, "event": session.event, "form": form, "refusal": tried.refusal}
    response = page(request, "attendance/door.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _received(done: Welcomed) -> str:
    words = {"name": done.attendee.name or done.attendee.registration.name}
    if done.again:
        return _("%(name)s était déjà sur la liste : c’est noté.") % words
    return _("%(name)s est là, et sur la liste.") % words


@members
def count(request: HttpRequest, key: UUID) -> HttpResponse:
    """How many people are there, without their names."""
    session = _checked(request, key)
    counted = counted_at(session)
    initial = {"people": counted or None, "seen": mark_of(counted_said(counted))}
    form = CountForm(request.POST or None, initial=initial)
    tried = attempt(form, lambda: count_people(request.user, session, **form.cleaned_data))
    if tried.done:
        tell(request, _("C’est compté."))
        return redirect("attendance:door", key)
    context = {"form": form, "refusal": tried.refusal, "event": session.event, "session": session}
    return page(request, "attendance/count.html", context)


@members
def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who came after all, once it is noted no more."""
    session = _checked(request, key)
    shown = correction_page(session)
    initial = {"came": shown.here, "people": shown.counted, "seen": shown.seen}
    form = CorrectForm(request.POST or None, people=shown.people, initial=initial)
    tried = attempt(form, lambda: correct_arrivals(request.user, session, draft=form.draft()))
    if tried.done:
        tell(request, _("C’est corrigé. Le registre garde qu’il y a eu correction, et pourquoi ; aucun nom."))
        return redirect("attendance:door", key)
    context = {"form": form, "refusal": tried.refusal, "event": session.event, "session": session}
    return page(request, "attendance/correct.html", context)


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
        return _sent_by_phone(request, session)
    try:
        who = UUID(request.POST.get("who", ""))
    except ValueError as error:
        raise Http404 from error
    here = request.POST.get("here") == "1"
    try:
        note_arrivals(request.user, session, marks=[Mark(who, here, clock.now())])
    except DomainError as refusal:
        refuse(request, refusal)
    return redirect(f"{reverse('attendance:door', args=[key])}#q-{who}")


def _sent_by_phone(request: HttpRequest, session: EventSession) -> JsonResponse:
    try:
        note_arrivals(request.user, session, marks=_marks(request.body))
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"sentence": ""}, status=HTTPStatus.BAD_REQUEST)
    except DomainError as refusal:
        return JsonResponse({"sentence": without_signs(refusal.sentence)}, status=HTTPStatus.CONFLICT)
    return _listed(session)


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
