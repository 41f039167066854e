"""A request begins, or begins again."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from liamm.features.accounts.queries import signed_in
from liamm.features.charter import bindings
from liamm.features.proposals.actions import resubmit_proposal, start_proposal
from liamm.features.proposals.forms.starting import AgainForm, StartForm
from liamm.features.proposals.policies import Permission
from liamm.features.proposals.views.loading import proposal_for
from liamm.kernel import clock
from liamm.kernel.access import members
from liamm.kernel.thread.chain import Node
from liamm.ui.page import page
from liamm.ui.submitting import attempt


def _origin(text: str) -> Node | None:
    kind, _colon, identifier = text.partition(":")
    try:
        return Node(kind, UUID(identifier)) if text else None
    except ValueError as error:
        raise Http404 from error


@members
def start(request: HttpRequest) -> HttpResponse:
    """Choose what is asked; writing comes next."""
    functions = bindings.functions(clock.today())
    initial = {"kind": request.GET.get("genre", ""), "title": request.GET.get("titre", "")}
    form = StartForm(request.POST or None, functions=functions.value, initial=initial)
    origin = _origin(request.GET.get("de", ""))
    tried = attempt(form, lambda: start_proposal(signed_in(request), origin, **form.cleaned_data))
    if tried.result:
        return redirect("proposals:write", tried.result.reference)
    return page(request, "proposals/start.html", {"form": form, "refusal": tried.refusal})


@members
def again(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask anew by another request, linked to this one."""
    proposal = proposal_for(request, reference, Permission.CARRY)
    functions = bindings.functions(clock.today())
    form = AgainForm(request.POST or None, functions=functions.value, initial={"kind": proposal.kind})
    tried = attempt(form, lambda: resubmit_proposal(signed_in(request), proposal, kind=form.cleaned_data["kind"]))
    if tried.result:
        return redirect("proposals:write", tried.result.reference)
    return page(request, "proposals/again.html", {"proposal": proposal, "form": form, "refusal": tried.refusal})
