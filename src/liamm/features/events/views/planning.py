"""Preparing an event, with its rooms in the same step; announcing it, closing it, calling it off."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from liamm.features.events.actions import (
    cancel_event,
    change_event,
    close_registrations,
    open_event,
    plan_event,
)
from liamm.features.events.forms import NewEventForm, ReasonForm, WordsForm, fills, with_offer
from liamm.features.events.models import Event
from liamm.features.events.origins import origin_of
from liamm.features.events.policies import Permission, policy
from liamm.features.events.queries import planning_spaces, sent_as
from liamm.features.events.views.acting import Words, at_once, carry_out, to_prepare
from liamm.kernel.access import Actor, members, opens
from liamm.ui.page import page, tell
from liamm.ui.submitting import Attempt, attempt

_FROM_LINK = ("day", "starts", "ends")


@opens(policy, Permission.PLAN)
def new(request: HttpRequest) -> HttpResponse:
    """Prepare an event; rooms or a time that are offered instead fill the form and change nothing else in it."""
    taking = fills(request.POST)
    origin = origin_of(request.user, request.GET.get("de", ""))
    form = _form(request, with_offer(request.POST) if taking else request.POST or None)
    tried: Attempt[Event] = Attempt()
    if request.method == "POST" and not taking:
        tried = attempt(form, lambda: _plan(request, form))
        if tried.result:
            tell(request, _("C’est en préparation. Complétez, puis annoncez."))
            return redirect(tried.result)
    return page(
        request, "events/new.html", {"form": form, "refusal": tried.refusal, "taking": taking, "origin": origin}
    )


def _form(request: HttpRequest, data: object) -> NewEventForm:
    origin = origin_of(request.user, request.GET.get("de", ""))
    initial: dict[str, object] = {name: request.GET[name] for name in _FROM_LINK if name in request.GET}
    initial["rooms"] = request.GET.getlist("rooms")
    if origin and origin.may_be_titled:
        initial["title"] = origin.title
    spaces = planning_spaces(request.user)
    came_of = (origin.node,) if origin else ()
    return NewEventForm(data, spaces=spaces, came_of=came_of, initial=initial)  # type: ignore[arg-type]  # a QueryDict


def _plan(request: HttpRequest, form: NewEventForm) -> Event:
    draft = form.draft()
    return sent_as(request.user, draft.submission or "") or plan_event(request.user, draft=draft)


@members
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Say an event otherwise."""
    event = to_prepare(request, reference)
    form = WordsForm(request.POST or None, event=event)
    tried = attempt(form, lambda: change_event(request.user, event, words=form.words()))
    if tried.done:
        tell(request, _("C’est enregistré."))
        return redirect(event)
    return page(request, "events/change.html", {"form": form, "refusal": tried.refusal, "event": event})


@members
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Call an event off, saying why."""
    event = to_prepare(request, reference)
    form = ReasonForm(request.POST or None)
    done = _("C’est annulé. Toutes les personnes inscrites le savent.")
    words = Words(_("Annuler l’événement"), _("Annuler l’événement"), done)
    return carry_out(request, event, form, lambda: cancel_event(request.user, event, **form.cleaned_data), words)


_STEPS: Mapping[str, tuple[Callable[[Actor, Event], Event], str | Promise]] = {
    "annoncer": (open_event, gettext_lazy("C’est annoncé.")),
    "clore": (
        close_registrations,
        gettext_lazy("On ne s’inscrit plus ; les personnes inscrites le restent."),
    ),
}


@members
@require_POST
def step(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """Announce an event, or close its registrations, in one click."""
    event = to_prepare(request, reference)
    if verb not in _STEPS:
        raise Http404
    act, said = _STEPS[verb]
    return at_once(request, event, lambda: act(request.user, event), str(said))
