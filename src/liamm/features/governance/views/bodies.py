"""Pages about the bodies: who decides what, who sits where, the frame, and proposing a subject."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.governance import actions
from liamm.features.governance.forms.decisions import MandateForm
from liamm.features.governance.forms.sittings import ConfirmForm, DeclineForm, SubjectForm
from liamm.features.governance.models import AgendaItem, Mandate
from liamm.features.governance.policies import Permission
from liamm.features.governance.queries.bodies import body_page, frame_on, frames, governance_page, mandates_page
from liamm.features.governance.queries.subjects import subjects_page
from liamm.features.governance.views.answering import Ask, answer, check
from liamm.kernel import clock
from liamm.kernel.access import members, public
from liamm.ui.page import page


@public
def home(request: HttpRequest) -> HttpResponse:
    """Who decides what, when, and what was decided lately."""
    return page(request, "governance/home.html", {"page": governance_page()})


@public
def body(request: HttpRequest, key: str) -> HttpResponse:
    """One body."""
    return page(request, "governance/body.html", {"page": body_page(request.user, key)})


@public
def frame(request: HttpRequest) -> HttpResponse:
    """The frame in force, and those before it."""
    return page(request, "governance/frame.html", {"frame": frame_on(clock.today()), "frames": frames()})


@public
def suggest(request: HttpRequest) -> HttpResponse:
    """Propose a strategic subject."""
    form = SubjectForm(request.POST or None, signed_in=request.user.is_authenticated)
    ask = Ask(
        heading=_("Proposer un sujet stratégique"),
        done=_("Votre sujet est bien arrivé. L’équipe le lit, et vous répond si vous avez laissé une adresse."),
        back=reverse("governance:home"),
        submit=_("Proposer ce sujet"),
        template="governance/suggest.html",
    )
    return answer(request, form, lambda: actions.suggest_subject(request.user, _subject(form)), ask)


def _subject(form: SubjectForm) -> actions.SubjectDraft:
    return actions.SubjectDraft(**{name: value for name, value in form.cleaned_data.items() if name != "website"})


@members
def subjects(request: HttpRequest) -> HttpResponse:
    """The subjects that people proposed, for the team."""
    check(request, Permission.ANSWER_SUBJECT)
    return page(request, "governance/subjects.html", {"page": subjects_page(request.user)})


@members
def accept_subject(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let a subject come before the body."""
    item = get_object_or_404(AgendaItem, pk=key, suggestion__isnull=False)
    check(request, Permission.ANSWER_SUBJECT, item)
    form = ConfirmForm(request.POST or None)
    ask = Ask(
        heading=_("« %(title)s » passe en séance") % {"title": item.title},
        done=_("Le sujet passe à la prochaine séance, et son auteur le sait."),
        back=reverse("governance:subjects"),
        submit=_("Le porter à l’ordre du jour"),
    )
    return answer(request, form, lambda: actions.accept_subject(request.user, item), ask)


@members
def decline_subject(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say why a subject does not come before the body."""
    item = get_object_or_404(AgendaItem, pk=key, suggestion__isnull=False)
    check(request, Permission.ANSWER_SUBJECT, item)
    form = DeclineForm(request.POST or None)
    ask = Ask(
        heading=_("« %(title)s » ne passe pas en séance") % {"title": item.title},
        done=_("La raison est partie à la personne qui l’a proposé."),
        back=reverse("governance:subjects"),
        submit=_("Répondre"),
    )
    return answer(request, form, lambda: actions.decline_subject(request.user, item, **form.cleaned_data), ask)


@members
def mandates(request: HttpRequest, key: str) -> HttpResponse:
    """Who sits where, for whoever writes the mandates down."""
    check(request, Permission.MANAGE_BODIES)
    shown = mandates_page(key)
    form = MandateForm(request.POST or None, seats=shown.seats, initial={"starts": clock.today()})
    ask = Ask(
        heading=_("Mandats : %(body)s") % {"body": shown.body.name},
        done=_("Le mandat est inscrit."),
        back=reverse("governance:mandates", args=[key]),
        submit=_("Inscrire ce mandat"),
        template="governance/mandates.html",
        context={"page": shown},
    )
    return answer(request, form, lambda: actions.give_mandate(request.user, shown.body, draft=_mandate(form)), ask)


def _mandate(form: MandateForm) -> actions.MandateDraft:
    return actions.MandateDraft(**form.cleaned_data)


@members
def end_mandate(request: HttpRequest, key: UUID) -> HttpResponse:
    """Someone leaves a seat."""
    mandate = get_object_or_404(Mandate.objects.select_related("body", "person"), pk=key)
    check(request, Permission.MANAGE_BODIES, mandate)
    form = ConfirmForm(request.POST or None)
    ask = Ask(
        heading=_("%(name)s quitte son siège") % {"name": mandate.person},
        done=_("Le mandat est terminé."),
        back=reverse("governance:mandates", args=[mandate.body.key]),
        submit=_("Mettre fin à ce mandat"),
    )
    return answer(request, form, lambda: actions.end_mandate(request.user, mandate), ask)
