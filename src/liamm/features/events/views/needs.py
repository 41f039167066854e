"""What people would like to learn: anybody says it, others join, the team answers with an event."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.events.actions import answer_needs, close_need, join_need, show_need, tell_need
from liamm.features.events.doorkeeping import let_people_in
from liamm.features.events.forms import BecauseForm, JoinForm, NeedForm, NeedsForm, ShowForm
from liamm.features.events.models import TrainingNeed
from liamm.features.events.policies import Permission, policy
from liamm.features.events.queries import load_need, need_page, needs_page, open_needs
from liamm.features.events.views.acting import to_prepare
from liamm.kernel.access import opens, public
from liamm.ui.page import page, tell
from liamm.ui.submitting import attempt


def visitor(request: HttpRequest) -> Person | None:
    """Who is signed in, None for a visitor."""
    return request.user if isinstance(request.user, Person) else None


@public
def needs(request: HttpRequest) -> HttpResponse:
    """What people would like to learn."""
    return page(request, "events/needs.html", {"page": needs_page(request.user)})


@public
def new(request: HttpRequest) -> HttpResponse:
    """Say what one would like to learn."""
    form = NeedForm(request.POST or None, person=visitor(request))
    tried = attempt(form, lambda: _tell(request, form))
    if tried.done:
        tell(request, _("C’est noté, merci. L’équipe le lit ; vous saurez par courriel ce que cela devient."))
        return redirect("events:needs")
    return page(request, "events/new_need.html", {"form": form, "refusal": tried.refusal})


def _tell(request: HttpRequest, form: NeedForm) -> TrainingNeed:
    said = form.cleaned_data
    let_people_in(request, said["website"])
    return tell_need(
        request.user, title=said["title"], words=said["words"], voice=form.voice(), submission=form.submission()
    )


@public
def need(request: HttpRequest, reference: str) -> HttpResponse:
    """One need, which others join."""
    found = need_page(request.user, reference)
    form = JoinForm(request.POST or None, person=visitor(request))
    tried = attempt(form, lambda: _join(request, found.need, form))
    if tried.done:
        tell(request, _("C’est noté : vous serez prévenu quand une formation s’ouvrira."))
        return redirect(found.need)
    return page(request, "events/need.html", {"page": found, "form": form, "refusal": tried.refusal})


def _join(request: HttpRequest, found: TrainingNeed, form: JoinForm) -> TrainingNeed:
    let_people_in(request, form.cleaned_data["website"])
    return join_need(request.user, found, voice=form.voice())


@opens(policy, Permission.SETTLE_NEED)
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a need to everybody."""
    found = load_need(request.user, reference)
    form = ShowForm(request.POST or None, initial={"title": found.title, "words": found.words})
    tried = attempt(form, lambda: show_need(request.user, found, **form.cleaned_data))
    if tried.done:
        tell(request, _("C’est montré : d’autres peuvent s’y joindre."))
        return redirect(found)
    words = {"heading": _("Montrer ce besoin"), "button": _("Montrer")}
    return page(request, "events/settle_need.html", {"form": form, "refusal": tried.refusal, "need": found, **words})


@opens(policy, Permission.SETTLE_NEED)
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that it leads nowhere, and why."""
    found = load_need(request.user, reference)
    form = BecauseForm(request.POST or None)
    tried = attempt(form, lambda: close_need(request.user, found, **form.cleaned_data))
    if tried.done:
        tell(request, _("C’est dit à toutes les personnes qui l’avaient demandé."))
        return redirect("events:needs")
    words = {"heading": _("Ne pas donner suite"), "button": _("Le dire")}
    return page(request, "events/settle_need.html", {"form": form, "refusal": tried.refusal, "need": found, **words})


@opens(policy, Permission.SETTLE_NEED)
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Say which needs an event answers; all who asked are told once it is announced."""
    event = to_prepare(request, reference)
    form = NeedsForm(request.POST or None, needs=open_needs())
    tried = attempt(form, lambda: answer_needs(request.user, event, needs=list(form.cleaned_data["needs"])))
    if tried.done:
        tell(request, _("C’est noté : qui l’avait demandé le saura dès l’annonce."))
        return redirect(event)
    return page(request, "events/answer_needs.html", {"form": form, "refusal": tried.refusal, "event": event})
