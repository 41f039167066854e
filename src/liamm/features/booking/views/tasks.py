"""What there is to do in the house: read, added, taken, given back, done."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from liamm.features.booking.actions import (
    add_task,
    change_task,
    drop_task,
    finish_task,
    give_task_back,
    take_task,
)
from liamm.features.booking.forms import TaskEndForm, TaskForm
from liamm.features.booking.house import known_on
from liamm.features.booking.models import HouseTask
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.queries import load_task, task_page, task_sent_as, tasks_page
from liamm.kernel.access import Actor, Refused, members, opens
from liamm.kernel.actions import DomainError
from liamm.kernel.extension import Words
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import Attempt, attempt


@opens(policy, Permission.VIEW_TASK)
def tasks(request: HttpRequest) -> HttpResponse:
    """All that there is to do."""
    return page(request, "booking/tasks.html", {"tasks": tasks_page(request.user)})


@opens(policy, Permission.ADD_TASK)
def add(request: HttpRequest) -> HttpResponse:
    """Say what one saw."""
    initial = {"room": request.GET.get("salle", "")}
    form = TaskForm(request.POST or None, request.FILES or None, known=known_on(), initial=initial)
    tried = attempt(form, lambda: _add(request, form))
    if tried.result:
        tell(request, _("C’est noté : qui veut peut s’en occuper, vous aussi."))
        return redirect(tried.result)
    words = {"heading": _("Signaler ce qu’il y a à faire"), "button": _("Le signaler")}
    return page(request, "booking/task_form.html", {"form": form, "refusal": tried.refusal, **words})


def _add(request: HttpRequest, form: TaskForm) -> HouseTask:
    """Pressed twice, the form adds one thing."""
    return task_sent_as(form.submission) or add_task(request.user, draft=form.draft())


@members
def task(request: HttpRequest, reference: str) -> HttpResponse:
    """One thing to do; whoever took it says that it is done, whoever saw it may take it off."""
    found = load_task(request.user, reference)
    form = TaskEndForm(request.POST or None)
    tried: Attempt[HouseTask] = Attempt()
    if request.method == "POST":
        tried = attempt(form, lambda: _end(request, found, form.cleaned_data["said"]))
        if tried.done:
            tell(request, _("C’est noté. Merci."))
            return redirect(found)
    context = {"page": task_page(request.user, found), "form": form, "refusal": tried.refusal}
    return page(request, "booking/task.html", context)


def _end(request: HttpRequest, found: HouseTask, said: str) -> HouseTask:
    if request.POST.get("end") == "drop":
        return drop_task(request.user, found, reason=said)
    return finish_task(request.user, found, said=said)


@members
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Say it otherwise."""
    found = load_task(request.user, reference)
    decision = policy.decide(request.user, Permission.SHAPE_TASK, found)
    if not decision:
        raise Refused(decision)
    form = TaskForm(request.POST or None, known=known_on(), changing=True, initial=_as_it_is(found))
    tried = attempt(form, lambda: change_task(request.user, found, draft=form.draft()))
    if tried.done:
        tell(request, _("C’est changé."))
        return redirect(found)
    words = {"heading": _("Changer ce qu’il y a à faire"), "button": _("Enregistrer le changement")}
    return page(request, "booking/task_form.html", {"form": form, "refusal": tried.refusal, "task": found, **words})


def _as_it_is(found: HouseTask) -> Mapping[str, object]:
    said = ("what", "kind", "until", "hands", "words")
    return {"room": found.room_id or "", **{name: getattr(found, name) for name in said}}


@members
@require_POST
def take(request: HttpRequest, reference: str) -> HttpResponse:
    """Take it."""
    return _at_once(request, reference, take_task, gettext_lazy("Vous vous en occupez. Merci !"))


@members
@require_POST
def leave(request: HttpRequest, reference: str) -> HttpResponse:
    """Give it back."""
    return _at_once(
        request, reference, give_task_back, gettext_lazy("C’est rendu : quelqu’un d’autre pourra la prendre.")
    )


def _at_once(
    request: HttpRequest, reference: str, act: Callable[[Actor, HouseTask], HouseTask], said: Words
) -> HttpResponse:
    found = load_task(request.user, reference)
    try:
        act(request.user, found)
        tell(request, str(said))
    except DomainError as error:
        refuse(request, error)
    return redirect(found)
