"""Appraising: one's opinion, the spread of all, the act on the gate, and whom to ask."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import signed_in
from liamm.features.proposals.actions import (
    draft_opinions,
    hold_gate,
    invite_appraiser,
    invite_appraiser_by_mail,
    pass_gate,
    release_appraiser,
    reopen_gate,
    send_opinions,
    set_aside_appraiser,
)
from liamm.features.proposals.forms.appraising import AppraiserForm, AsideForm, GateForm, OpinionsForm
from liamm.features.proposals.models import AppraiserSeat, GateAct, Invitation, Proposal
from liamm.features.proposals.policies import Permission
from liamm.features.proposals.queries.appraising import AppraisalPage, appraisal_page, grid_page, read_only, sent_by
from liamm.features.proposals.queries.pages import seat_of
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.views.binding import stop_bound, unbound
from liamm.features.proposals.views.loading import submitted_for
from liamm.kernel.access import members
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt

NO_CONTENT, UNPROCESSABLE = 204, 422


@members
def appraisal(request: HttpRequest, reference: str) -> HttpResponse:
    """My opinion: written in my corner, sent stage by stage."""
    shown = appraisal_page(signed_in(request), submitted_for(request, reference))
    form = OpinionsForm(request.POST or None, grid=shown.grid.value, stage=shown.stage, opinions=shown.opinions)
    sending = request.POST.get("then") == "send"
    tried = attempt(form, lambda: _keep(signed_in(request), shown, form, sending=sending))
    if request.POST.get("autosave"):
        return HttpResponse(status=NO_CONTENT if tried.done else UNPROCESSABLE)
    if tried.done:
        tell(request, _("Votre avis est envoyé.") if sending else _("C’est enregistré : personne d’autre ne le lit."))
        return redirect("proposals:appraisal", reference)
    pairs = [(block, form.pairs(block)) for block in shown.blocks]
    context = {"shown": shown, "form": form, "pairs": pairs, "refusal": tried.refusal}
    return page(request, "proposals/appraisal.html", context)


def _keep(person: Person, shown: AppraisalPage, form: OpinionsForm, *, sending: bool) -> AppraiserSeat:
    if sending:
        return send_opinions(person, shown.seat, stage=shown.stage, drafts=form.drafts())
    return draft_opinions(person, shown.seat, drafts=form.drafts())


@members
@unbound
def aside(request: HttpRequest, reference: str) -> HttpResponse:
    """Declare a conflict of interest."""
    found = submitted_for(request, reference)
    stop_bound(request, found)
    seat = get_object_or_404(AppraiserSeat, pk=getattr(seat_of(signed_in(request), latest_version(found)), "pk", None))
    form = AsideForm(request.POST or None)
    tried = attempt(form, lambda: set_aside_appraiser(signed_in(request), seat, **form.cleaned_data))
    if tried.done:
        tell(request, _("Merci de l’avoir dit : votre avis n’est plus demandé, quelqu’un vous remplacera."))
        return redirect("proposals:front")
    return page(request, "proposals/aside.html", {"proposal": found, "form": form, "refusal": tried.refusal})


@members
def spread(request: HttpRequest, reference: str) -> HttpResponse:
    """How opinions spread, criterion by criterion, beside the carriers' own."""
    found = submitted_for(request, reference)
    return page(
        request, "proposals/spread.html", {"shown": grid_page(signed_in(request), found, latest_version(found))}
    )


@members
def spread_before(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The same on any version that was submitted, to read only, with what one sent oneself."""
    found = submitted_for(request, reference)
    held = get_object_or_404(found.versions.select_related("proposal"), number=number)
    shown = read_only(grid_page(signed_in(request), found, held))
    context = {"shown": shown, "sent": sent_by(signed_in(request), held)}
    return page(request, "proposals/spread.html", context)


@members
@unbound
def gate(request: HttpRequest, reference: str) -> HttpResponse:
    """State that the gate is passed or held, or open a new act."""
    found = submitted_for(request, reference, Permission.STATE_GATE)
    stop_bound(request, found)
    form = GateForm(request.POST or None)
    act = _GATE_ACTS.get(request.POST.get("then", ""), pass_gate)
    tried = attempt(form, lambda: act(signed_in(request), found, **form.cleaned_data))
    if tried.done:
        tell(request, _("Votre constat est au dossier."))
        return redirect("proposals:spread", reference)
    shown = grid_page(signed_in(request), found, latest_version(found))
    return page(request, "proposals/gate.html", {"shown": shown, "form": form, "refusal": tried.refusal})


_GATE_ACTS: dict[str, Callable[..., GateAct]] = {
    GateForm.PASS: pass_gate,
    GateForm.HOLD: hold_gate,
    GateForm.REOPEN: reopen_gate,
}


@members
@unbound
def appraisers(request: HttpRequest, reference: str) -> HttpResponse:
    """The team asks people to appraise, and sees who answered."""
    found = submitted_for(request, reference, Permission.HANDLE)
    stop_bound(request, found)
    form = AppraiserForm(request.POST or None)
    tried = attempt(form, lambda: _invite(signed_in(request), found, **form.cleaned_data))
    if tried.done:
        tell(request, _("L’invitation est partie."))
        return redirect("proposals:appraisers", reference)
    shown = grid_page(signed_in(request), found, latest_version(found))
    return page(request, "proposals/appraisers.html", {"shown": shown, "form": form, "refusal": tried.refusal})


def _invite(actor: Person, proposal: Proposal, *, person: Person | str, name: str) -> AppraiserSeat | Invitation:
    if isinstance(person, Person):
        return invite_appraiser(actor, proposal, person=person)
    return invite_appraiser_by_mail(actor, proposal, email=person, name=name)


@members
@unbound
def appraiser(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """The team lets an appraiser go, or records a conflict of interest it learns of."""
    found = submitted_for(request, reference, Permission.HANDLE)
    stop_bound(request, found)
    seat = get_object_or_404(
        AppraiserSeat.objects.select_related("person", "version__proposal"), pk=pk, version__proposal=found
    )
    form = AsideForm(request.POST or None)
    if request.method == "POST" and request.POST.get("then") == "release":
        return _release(request, found, seat)
    tried = attempt(form, lambda: set_aside_appraiser(signed_in(request), seat, **form.cleaned_data))
    if tried.done:
        tell(request, _("Le déport est gardé au dossier."))
        return redirect("proposals:appraisers", reference)
    context = {"proposal": found, "seat": seat, "form": form, "refusal": tried.refusal}
    return page(request, "proposals/appraiser.html", context)


def _release(request: HttpRequest, proposal: Proposal, seat: AppraiserSeat) -> HttpResponse:
    try:
        release_appraiser(signed_in(request), seat)
        tell(request, _("Cette personne est déchargée."))
    except DomainError as refusal:
        refuse(request, refusal)
    return redirect("proposals:appraisers", proposal.reference)
