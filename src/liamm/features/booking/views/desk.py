"""The desk of whoever keeps the house: a day on one sheet, who holds which day, what one tells the next."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.queries import team
from liamm.features.booking.actions import fill_rota, mark_note_read, write_note
from liamm.features.booking.day_pdf import day_as_pdf
from liamm.features.booking.forms import NoteForm, RotaForm
from liamm.features.booking.models import HandoverNote
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.queries import day_page, load_note, monday_of, note_sent_as, rota_page
from liamm.kernel import clock
from liamm.kernel.access import opens
from liamm.kernel.actions import DomainError
from liamm.kernel.doors import doors_at
from liamm.kernel.lasting import Lasting, lasting
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt

_FURTHEST = 2 * 366


@opens(policy, Permission.KEEP)
def today(request: HttpRequest) -> HttpResponse:
    """Today in the house."""
    return _day(request, clock.today())


@opens(policy, Permission.KEEP)
def day(request: HttpRequest, day: str) -> HttpResponse:
    """Any day in the house."""
    return _day(request, _read(day))


def _day(request: HttpRequest, day: date) -> HttpResponse:
    form = NoteForm(request.POST or None)
    tried = attempt(form, lambda: _write(request, form))
    if tried.done:
        tell(request, _("C’est transmis : qui tient la maison ensuite est prévenu."))
        return redirect(request.path)
    doors = doors_at(request.user, "day", day)
    context = {"page": day_page(request.user, day), "doors": doors, "form": form, "refusal": tried.refusal}
    return page(request, "booking/desk.html", context)


def _write(request: HttpRequest, form: NoteForm) -> HandoverNote:
    """Pressed twice, the form leaves one note."""
    sent = note_sent_as(form.submission)
    return sent or write_note(request.user, words=form.cleaned_data["words"], submission=form.submission)


@opens(policy, Permission.KEEP)
@lasting(Lasting.PAPER)
def day_pdf(request: HttpRequest, day: str) -> HttpResponse:
    """The sheet of a day, on accessible paper."""
    shown = day_page(request.user, _read(day))
    response = HttpResponse(day_as_pdf(shown), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="maison-{shown.day.isoformat()}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _read(day: str) -> date:
    """The day of an address.

    Raises Http404 for what is none, or is years away.
    """
    try:
        found = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if abs((found - clock.today()).days) > _FURTHEST:
        raise Http404
    return found


@opens(policy, Permission.KEEP)
def rota(request: HttpRequest) -> HttpResponse:
    """Who holds the house, week by week."""
    shown = rota_page(monday_of(request.GET.get("semaine", "")))
    form = RotaForm(request.POST or None, shown=shown, team=team())
    tried = attempt(form, lambda: fill_rota(request.user, draft=form.draft()))
    if tried.done:
        tell(request, _("C’est noté : la maison est tenue ces jours-là."))
        return redirect(f"{reverse('booking:rota')}?semaine={shown.monday.isoformat()}")
    return page(request, "booking/rota.html", {"page": shown, "form": form, "refusal": tried.refusal})


@opens(policy, Permission.KEEP)
@require_POST
def read_note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Say that one read a note."""
    try:
        mark_note_read(request.user, load_note(note_id))
        tell(request, _("C’est lu."))
    except DomainError as error:
        refuse(request, error)
    return redirect("booking:today")
