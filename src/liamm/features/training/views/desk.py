"""What the team does: prepares, reads, lets the rules make the list, publishes it, answers appeals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.queries import signed_in
from liamm.features.events.models import Event
from liamm.features.training import actions
from liamm.features.training.enums import SelectionState
from liamm.features.training.forms import AnswerForm, BalanceForm, LineForm, ReadingForm
from liamm.features.training.models import Appeal, Application, Selection
from liamm.features.training.policies import Permission, policy
from liamm.features.training.queries import criteria_of, desk, load_application, load_selection, reading_by
from liamm.features.training.running import reading_rules
from liamm.kernel.access import Refused, members, opens
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt


@opens(policy, Permission.PREPARE)
def prepare(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what the places are spread by, before one may apply."""
    event = get_object_or_404(Event, reference=reference)
    known = Selection.objects.filter(event=event).first()
    form = BalanceForm(request.POST or None, parity=event.parity, asked=known.asked if known else [])
    tried = attempt(form, lambda: actions.prepare_selection(request.user, event, declared=form.declarations()))
    if tried.done:
        tell(request, _("C’est noté : l’empreinte de la graine sera publiée quand l’événement sera annoncé."))
        return redirect(event)
    words = {"heading": _("Répartir les places"), "button": _("Enregistrer"), "lead": _most_said(event)}
    context = {"form": form, "refusal": tried.refusal, "back": event.get_absolute_url(), "name": event.title}
    return page(request, "training/act.html", {**context, **words})


def _most_said(event: Event) -> str:
    most = _("Deux équilibres au plus, pour que chacun puisse refaire la liste.")
    parity = _("La parité des hôtes en est un : il reste une question.") if event.parity else ""
    return f"{most} {parity}".strip()


@members
def applications(request: HttpRequest, reference: str) -> HttpResponse:
    """All the applications."""
    return page(request, "training/desk.html", {"desk": desk(signed_in(request), reference)})


@members
def read(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Read one."""
    person, found = signed_in(request), load_application(request.user, reference, number)
    decision = policy.decide(person, Permission.READ, found)
    if not decision:
        raise Refused(decision)
    if found.selection.state != SelectionState.OPEN and request.method != "POST":
        shown = criteria_of(found, list(found.readings.all()))
        return page(request, "training/heard.html", {"application": found, "criteria": shown})
    form = ReadingForm(
        request.POST or None,
        criteria=criteria_of(found, []),
        levels=reading_rules(found.selection).levels,
        was=reading_by(person, found),
    )
    tried = attempt(form, lambda: actions.read_application(person, found, said=form.said()))
    if tried.done:
        tell(request, _("Votre lecture est gardée."))
        return redirect("training:desk", reference)
    return page(request, "training/read.html", {"form": form, "refusal": tried.refusal, "application": found})


@opens(policy, Permission.PUBLISH)
@require_POST
def step(request: HttpRequest, reference: str, what: str) -> HttpResponse:
    """Let the rules make the list, or publish it."""
    found = load_selection(request.user, reference)
    try:
        if what == "proposer":
            actions.propose_list(request.user, found)
            tell(request, _("La liste est proposée. Rien ne part avant que vous ne la publiiez."))
        else:
            actions.publish_list(request.user, found)
            tell(request, _("La liste est publiée : chaque personne reçoit sa réponse et ses raisons."))
    except DomainError as refusal:
        refuse(request, refusal)
    return redirect("training:desk", reference)


@opens(policy, Permission.PUBLISH)
def change_line(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Change by hand what the rules say of somebody."""
    found = load_application(request.user, reference, number)
    form = LineForm(request.POST or None)
    tried = attempt(form, lambda: _change(request, found, form))
    if tried.done:
        tell(request, _("La ligne est changée, et la raison sera lue."))
        return redirect("training:desk", reference)
    name = found.registration.name
    heading = _("%(name)s : faire passer en liste d’attente") if found.has_place else _("%(name)s : donner une place")
    words = {"heading": heading % {"name": name}, "button": _("Changer cette ligne"), "lead": ""}
    context = {"form": form, "refusal": tried.refusal, "back": _desk(reference), "name": _("Les candidatures")}
    return page(request, "training/act.html", {**context, **words})


@opens(policy, Permission.PUBLISH)
@require_POST
def put_back(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Let somebody who did not answer in time wait again."""
    found = load_application(request.user, reference, number)
    try:
        actions.put_back(request.user, found)
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        tell(
            request, _("C’est fait : la personne le sait. Une place libre lui est proposée si les règles l’appellent.")
        )
    return redirect("training:desk", reference)


def _change(request: HttpRequest, found: Application, form: LineForm) -> Application:
    return actions.change_line(request.user, found, has_place=not found.has_place, reason=form.cleaned_data["reason"])


def _desk(reference: str) -> str:
    return reverse("training:desk", args=[reference])


@members
def answer(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Answer an appeal."""
    found = load_application(request.user, reference, number)
    appeal = get_object_or_404(Appeal.objects.select_related("application__registration"), application=found)
    decision = policy.decide(request.user, Permission.ANSWER_APPEAL, appeal)
    if not decision:
        raise Refused(decision)
    form = AnswerForm(request.POST or None)
    tried = attempt(form, lambda: actions.answer_appeal(request.user, appeal, **form.cleaned_data))
    if tried.done:
        tell(request, _("La réponse est partie."))
        return redirect("training:desk", reference)
    context = {"form": form, "refusal": tried.refusal, "appeal": appeal, "application": found}
    shown = criteria_of(found, list(found.readings.all()))
    return page(request, "training/answer.html", {**context, "criteria": shown, "back": _desk(reference)})
