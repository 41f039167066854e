"""What people would like to learn: anybody says it, others join, the team answers with an event."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.events.actions import (
    answer_needs,
    close_need,
    join_need,
    say_otherwise,
    show_need,
    tell_need,
    withdraw_voice,
)
from liamm.features.events.doorkeeping import let_people_in
from liamm.features.events.forms import BecauseForm, JoinForm, NeedForm, NeedsForm, ShowForm, VoiceForm
from liamm.features.events.links import voice_behind
from liamm.features.events.models import NeedVoice, TrainingNeed
from liamm.features.events.policies import Permission, policy
from liamm.features.events.queries import load_need, need_page, needs_page, open_needs
from liamm.features.events.views.acting import to_prepare
from liamm.kernel.access import LinkHolder, opens, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, tell
from liamm.ui.secrecy import kept_secret
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
        tell(
            request,
            _(
                "C’est noté, merci. L’équipe le lit ; un courriel vous le confirme, "
                "avec un lien pour le changer ou le retirer."
            ),
        )
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
        tell(request, _("C’est noté : un courriel vous le confirme, et vous dira quand une formation s’ouvrira."))
        return redirect(found.need)
    return page(request, "events/need.html", {"page": found, "form": form, "refusal": tried.refusal})


def _join(request: HttpRequest, found: TrainingNeed, form: JoinForm) -> TrainingNeed:
    let_people_in(request, form.cleaned_data["website"])
    return join_need(request.user, found, voice=form.voice())


VoiceView = Callable[..., HttpResponseBase]


def asker(view: VoiceView) -> VoiceView:
    """Open the view to who asked; nothing of it is cached, indexed or told to another site."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponseBase:
        found = voice_behind(token)
        if found is None:
            return page(request, "events/broken_link.html", {"need": True}, status=HTTPStatus.NOT_FOUND)
        return kept_secret(view(request, found, token))

    return public(guarded)


@asker
def voice(request: HttpRequest, found: NeedVoice, token: str) -> HttpResponse:
    """What one asked for: what it becomes, and the words that one may still change."""
    form = VoiceForm(request.POST or None, voice=found)
    tried = attempt(form, lambda: say_otherwise(LinkHolder(found.pk), found, **form.cleaned_data))
    if tried.done:
        tell(request, _("C’est changé."))
        return redirect("events:voice", token)
    return page(request, "events/voice.html", {"voice": found, "form": form, "refusal": tried.refusal, "token": token})


@asker
def withdraw(request: HttpRequest, found: NeedVoice, token: str) -> HttpResponse:
    """Ask for it no more; asked once more before, so that no mail program does it by itself."""
    if request.method == "POST":
        with suppress(DomainError):  # pressed twice at once: it is withdrawn
            withdraw_voice(LinkHolder(found.pk), found)
        tell(request, _("C’est retiré, et votre adresse est effacée."))
        return redirect("events:needs")
    return page(request, "events/withdraw_voice.html", {"voice": found, "token": token})


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
