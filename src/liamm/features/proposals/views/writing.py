"""Writing together: the form, its history, those who carry it, and submitting."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.queries import signed_in
from liamm.features.proposals.actions import (
    invite_carrier,
    leave_proposal,
    settle_aside,
    submit_proposal,
    write_answers,
)
from liamm.features.proposals.answering import unanswered
from liamm.features.proposals.enums import APPRAISED_KINDS
from liamm.features.proposals.forms.writing import InviteForm, WritingForm
from liamm.features.proposals.models import AnswerChange, Proposal
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.grid import grid_in_force
from liamm.features.proposals.queries.pages import members_of
from liamm.features.proposals.queries.writing import history_of, writing_page
from liamm.features.proposals.views.loading import proposal_for
from liamm.kernel import clock
from liamm.kernel.access import members
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell, warn
from liamm.ui.submitting import attempt
from liamm.ui.tongues import without_signs

NO_CONTENT, CONFLICT, UNPROCESSABLE = 204, 409, 422


@members
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole form; what is valid is kept even when an answer is not, and what may not be kept any more is shown."""
    proposal = proposal_for(request, reference, Permission.WRITE)
    if request.method != "POST" and not proposal.is_writable:
        return redirect("proposals:proposal", reference)
    grid = grid_in_force()
    shown = writing_page(proposal, grid.value)
    form = WritingForm(request.POST or None, questions=shown.questions, grid=grid.value, values=shown.initial)
    refusal = None
    if request.method == "POST":
        try:
            answer = _keep(request, proposal, form)
        except DomainError as said:
            refusal, answer = said, _refused(request, said)
        if answer:
            return answer
    form.say_what_is_needed()
    context = {"proposal": proposal, "form": form, "shown": shown, "groups": form.beside(shown), "grid": grid}
    return page(request, "proposals/write.html", {**context, "refusal": refusal, "opened": _opened(request)})


def _opened(request: HttpRequest) -> str:
    """When this page was opened: it stays the same while the form comes back."""
    return request.POST.get("opened") or clock.now().isoformat()


def _keep(request: HttpRequest, proposal: Proposal, form: WritingForm) -> HttpResponse | None:
    """Keep what is valid; None when the form has to be shown again."""
    valid = form.is_valid()
    receipt = write_answers(signed_in(request), proposal, sent=form.sent())
    if request.POST.get("autosave"):
        return _landed(form, receipt.aside)
    return _saved(request, proposal.reference, aside=len(receipt.aside)) if valid else None


def _refused(request: HttpRequest, refusal: DomainError) -> HttpResponse | None:
    if not request.POST.get("autosave"):
        return None
    fields = {refusal.field: without_signs(refusal.sentence)} if refusal.field else {}
    return JsonResponse({"sentence": without_signs(str(refusal)), "fields": fields}, status=UNPROCESSABLE)


def _landed(form: WritingForm, aside: Sequence[str]) -> HttpResponse:
    """What became of a form that was sent by itself, said field by field."""
    if aside:
        both = _(
            "Quelqu’un d’autre a changé cette réponse entre-temps. Les deux textes sont gardés : rechargez la page."
        )
        sentence = _("Deux textes attendent un choix : voyez plus haut les réponses concernées.")
        return JsonResponse({"sentence": sentence, "fields": dict.fromkeys(aside, both)}, status=CONFLICT)
    if form.is_valid():
        return HttpResponse(status=NO_CONTENT)
    fields = {name: " ".join(str(one) for one in errors) for name, errors in form.errors.items()}
    return JsonResponse({"fields": fields}, status=UNPROCESSABLE)


def _saved(request: HttpRequest, reference: str, *, aside: int) -> HttpResponse:
    if aside:
        warn(request, _("Un autre texte avait été écrit entre-temps : les deux sont gardés, regardez-les ci-dessous."))
        return redirect("proposals:write", reference)
    tell(request, _("C’est enregistré."))
    return redirect("proposals:submit" if request.POST.get("then") == "submit" else "proposals:write", reference)


@members
@require_POST
def settle(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Put away a text kept aside."""
    proposal = proposal_for(request, reference, Permission.WRITE)
    change = get_object_or_404(AnswerChange.objects.select_related("proposal__space"), pk=pk, proposal=proposal)
    try:
        settle_aside(signed_in(request), change)
        tell(request, _("Ce texte est rangé dans l’histoire de la demande."))
    except DomainError as refusal:
        refuse(request, refusal)
    return redirect("proposals:write", reference)


@members
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Who changed what: for those who write."""
    proposal = proposal_for(request, reference, Permission.WRITE)
    lines = history_of(proposal, grid_in_force().value)
    context = {
        "proposal": proposal,
        "lines": lines,
        "numbers": range(1, proposal.versions_count + 1),
        "appraised": proposal.kind in APPRAISED_KINDS,
    }
    return page(request, "proposals/history.html", context)


@members
def submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Read it all once more, then submit."""
    proposal = proposal_for(request, reference, Permission.CARRY)
    if not proposal.is_writable:
        return redirect("proposals:proposal", reference)
    grid = grid_in_force()
    shown = writing_page(proposal, grid.value)
    refusal = None
    if request.method == "POST":
        try:
            submit_proposal(signed_in(request), proposal)
        except DomainError as said:
            refusal = said
        else:
            tell(request, _("Votre demande est déposée. Vous en recevez la confirmation par courriel."))
            return redirect("proposals:proposal", reference)
    missing = unanswered(shown.questions, shown.initial)
    context = {"proposal": proposal, "shown": shown, "missing": missing, "grid": grid, "refusal": refusal}
    return page(request, "proposals/submit.html", context)


@members
def carriers(request: HttpRequest, reference: str) -> HttpResponse:
    """Those who carry it and those who help; inviting by mail."""
    proposal = proposal_for(request, reference, Permission.WRITE)
    form = InviteForm(request.POST or None)
    tried = attempt(
        form,
        lambda: invite_carrier(
            signed_in(request), proposal, email=form.cleaned_data["email"], helper=form.cleaned_data["helper"] == "1"
        ),
    )
    if tried.done:
        tell(request, _("L’invitation est partie."))
        return redirect("proposals:carriers", reference)
    waiting = proposal.invitations.unanswered().to_write().order_by("created_at")
    context = {"proposal": proposal, "form": form, "members": members_of(proposal), "waiting": list(waiting)}
    carries = bool(policy.decide(signed_in(request), Permission.CARRY, proposal))
    return page(request, "proposals/carriers.html", {**context, "refusal": tried.refusal, "carries": carries})


@members
@require_POST
def leave(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Carry it no more."""
    proposal = proposal_for(request, reference, Permission.WRITE)
    person = next((one.person for one in members_of(proposal) if one.person_id == pk), signed_in(request))
    try:
        leave_proposal(signed_in(request), proposal, person=person)
        tell(request, _("C’est fait."))
    except DomainError as refusal:
        refuse(request, refusal)
        return redirect("proposals:carriers", reference)
    if person == signed_in(request):
        return redirect("proposals:front")
    return redirect("proposals:carriers", reference)
