"""What is asked of who comes, what is handed out, a word to them, their list as a file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.events.actions import (
    ask_question,
    drop_question,
    hand_out,
    note_export,
    take_back,
    write_registered,
)
from liamm.features.events.export import as_csv
from liamm.features.events.forms import MaterialForm, QuestionForm, WordForm
from liamm.features.events.models import Material
from liamm.features.events.queries import load_event, registered_page
from liamm.features.events.views.acting import Words, at_once, carry_out, to_prepare
from liamm.kernel import storage
from liamm.kernel.access import members, public
from liamm.kernel.storage import Kept
from liamm.ui.page import page


@members
def registered(request: HttpRequest, reference: str) -> HttpResponse:
    """All who registered."""
    return page(request, "events/registered.html", {"page": registered_page(request.user, reference)})


@members
@require_POST
def export(request: HttpRequest, reference: str) -> HttpResponse:
    """Their list as a file; that it left is written in the register."""
    shown = registered_page(request.user, reference)
    note_export(request.user, shown.event)
    response = HttpResponse(as_csv(shown), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="inscrits-{reference}.csv"'
    response["Cache-Control"] = "no-store"
    return response


@members
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """A word to those who come."""
    event = to_prepare(request, reference)
    form = WordForm(request.POST or None)
    words = Words(_("Écrire aux personnes inscrites"), _("Envoyer"), _("C’est parti, à chaque personne séparément."))
    return carry_out(request, event, form, lambda: write_registered(request.user, event, **form.cleaned_data), words)


@members
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask something of who registers."""
    event = to_prepare(request, reference)
    form = QuestionForm(request.POST or None)
    words = Words(_("Poser une question à qui s’inscrit"), _("Ajouter la question"), _("C’est ajouté."))
    return carry_out(request, event, form, lambda: ask_question(request.user, event, draft=form.draft()), words)


@members
@require_POST
def drop(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Ask it no more."""
    event = to_prepare(request, reference)
    question = get_object_or_404(event.questions.select_related("event"), pk=pk)
    return at_once(request, event, lambda: drop_question(request.user, question), _("C’est retiré."))


@members
def give(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand something out."""
    event = to_prepare(request, reference)
    form = MaterialForm(request.POST or None, request.FILES or None)
    words = Words(_("Donner un support"), _("Ajouter"), _("C’est ajouté."))
    return carry_out(request, event, form, lambda: hand_out(request.user, event, draft=form.draft()), words)


@members
@require_POST
def take(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Hand it out no more."""
    event = to_prepare(request, reference)
    material = get_object_or_404(event.materials.select_related("event"), pk=pk)
    return at_once(request, event, lambda: take_back(request.user, material), _("C’est retiré."))


@public
def material(request: HttpRequest, reference: str, pk: UUID) -> HttpResponseBase:
    """A file that is for everybody, or for who prepares the event; who is registered has it behind their link."""
    event = load_event(request.user, reference)
    found: Material = get_object_or_404(event.materials.exclude(path=""), pk=pk)
    if not found.for_all:
        to_prepare(request, reference)
    return storage.serve(Kept(found.path, found.name, found.media_type, found.size))
