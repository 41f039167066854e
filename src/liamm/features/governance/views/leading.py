"""Pages of a sitting that is being held: opening, following, deciding, closing."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.models import Person
from liamm.features.governance import actions
from liamm.features.governance.forms.decisions import FrameForm
from liamm.features.governance.forms.sittings import ConfirmForm, OpenForm
from liamm.features.governance.forms.texts import NotesForm
from liamm.features.governance.models import AgendaItem, Sitting
from liamm.features.governance.policies import Permission
from liamm.features.governance.queries.files import load_sitting, may_read_file
from liamm.features.governance.queries.opening import opening_form_data, say_displaced
from liamm.features.governance.queries.sittings import live_page
from liamm.features.governance.refusing import refuse_opening
from liamm.features.governance.stirring import topic_of_sitting
from liamm.features.governance.views.answering import Ask, answer, check
from liamm.kernel import clock
from liamm.kernel.access import members
from liamm.kernel.actions import DomainError
from liamm.kernel.live import live_url
from liamm.ui.page import page, refuse, tell


def _live(sitting: Sitting) -> str:
    return reverse("governance:live", args=[sitting.slug])


@members
def live(request: HttpRequest, slug: str) -> HttpResponse:
    """The sitting as it moves."""
    sitting = load_sitting(request.user, slug)
    if not may_read_file(request.user, sitting):
        raise Http404
    context = {"page": live_page(request.user, sitting), "live": live_url(topic_of_sitting(sitting.pk))}
    return page(request, "governance/live.html", context, fragment="seance")


@members
def open_sitting(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin."""
    sitting = load_sitting(request.user, slug)
    check(request, Permission.OPEN_SITTING, sitting)
    form = OpenForm(request.POST or None, **opening_form_data(sitting))
    ask = Ask(
        heading=_("Ouvrir la séance"),
        done=_("La séance est ouverte. Les autres la suivent sur leur écran."),
        back=_live(sitting),
        submit=_("Ouvrir la séance"),
        lead=say_displaced(sitting),
        stops=lambda: refuse_opening(sitting),
    )
    return answer(request, form, lambda: actions.open_sitting(request.user, sitting, draft=_opening(form)), ask)


def _opening(form: OpenForm) -> actions.OpeningDraft:
    data = form.cleaned_data
    there = [UUID(key) for key in data["present"]]
    return actions.OpeningDraft(
        chair=data["chair"], secretary=data["secretary"], present=there, reason=data.get("reason", "")
    )


@members
@require_POST
def note_presence(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Someone came in, or left."""
    sitting = load_sitting(request.user, slug)
    person = get_object_or_404(Person, pk=key)
    try:
        actions.note_presence(request.user, sitting, person=person, here=request.POST.get("here") == "1")
    except DomainError as error:
        refuse(request, error)
    return redirect(_live(sitting))


@members
@require_POST
def hand_chair(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Someone else leads from now on."""
    sitting = load_sitting(request.user, slug)
    person = get_object_or_404(Person, pk=key)
    try:
        actions.hand_chair(request.user, sitting, chair=person)
        tell(request, _("%(name)s préside à partir de maintenant.") % {"name": person})
    except DomainError as error:
        refuse(request, error)
    return redirect(_live(sitting))


@members
@require_POST
def take_item(request: HttpRequest, key: UUID) -> HttpResponse:
    """Turn to an item."""
    item = get_object_or_404(AgendaItem.objects.select_related("sitting__body", "sitting__chair"), pk=key)
    sitting = item.sitting
    if sitting is None:
        raise Http404
    try:
        actions.take_item(request.user, item)
    except DomainError as error:
        refuse(request, error)
    return redirect(_live(sitting))


@members
def close_sitting(request: HttpRequest, slug: str) -> HttpResponse:
    """End."""
    sitting = load_sitting(request.user, slug)
    check(request, Permission.RUN, sitting)
    ask = Ask(
        heading=_("Clore la séance"),
        done=_("La séance est close. Les textes publics s’écrivent maintenant, et se relisent à deux."),
        back=reverse("governance:sitting", args=[slug]),
        submit=_("Clore la séance"),
        lead=_("Ce qui n’a pas été décidé passe à la séance suivante."),
    )
    return answer(request, ConfirmForm(request.POST or None), lambda: actions.close_sitting(request.user, sitting), ask)


@members
def notes(request: HttpRequest, key: UUID) -> HttpResponse:
    """The notes of the debate on one item."""
    item = get_object_or_404(AgendaItem.objects.select_related("sitting__body", "sitting__chair"), pk=key)
    check(request, Permission.DECIDE, item)
    assert item.sitting is not None  # DECIDE asks for one
    form = NotesForm(request.POST or None, initial={"notes": item.notes, "before": item.notes})
    ask = Ask(
        heading=_("Notes : %(title)s") % {"title": item.title},
        done=_("Les notes sont gardées."),
        back=_live(item.sitting),
        template="governance/notes.html",
        context={"item": item},
    )
    return answer(request, form, lambda: actions.take_notes(request.user, item, **form.cleaned_data), ask)


@members
def set_frame(request: HttpRequest, slug: str) -> HttpResponse:
    """Set the frame for several years."""
    sitting = load_sitting(request.user, slug)
    check(request, Permission.SET_FRAME, sitting)
    form = FrameForm(request.POST or None, initial={"starts": clock.today()})
    ask = Ask(
        heading=_("Fixer le cadre"),
        done=_("Le cadre est fixé ; il paraît une fois relu à deux."),
        back=_live(sitting),
        submit=_("Fixer ce cadre"),
    )
    return answer(request, form, lambda: actions.set_frame(request.user, sitting, draft=_frame(form)), ask)


def _frame(form: FrameForm) -> actions.FrameDraft:
    return actions.FrameDraft(**form.cleaned_data)
