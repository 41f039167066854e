"""A request begins, or begins again."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.accounts.queries import signed_in
from liamm.features.charter import bindings
from liamm.features.proposals.actions import accept_invitation, resubmit_proposal, start_proposal
from liamm.features.proposals.addresses import read_invitation
from liamm.features.proposals.forms.starting import AgainForm, JoinForm, StartForm
from liamm.features.proposals.models import CarrierInvitation
from liamm.features.proposals.policies import Permission
from liamm.features.proposals.views.loading import proposal_for
from liamm.kernel import clock
from liamm.kernel.access import members
from liamm.kernel.thread.chain import Node
from liamm.ui.page import page, tell
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


@members
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail: say yes, once."""
    rows = CarrierInvitation.objects.select_related("proposal__space", "invited_by")
    identifier = read_invitation(token)
    found = rows.filter(pk=identifier, closed_at__isnull=True).first() if identifier else None
    if found is None:
        raise Http404
    person = signed_in(request)
    form = JoinForm(request.POST or None, person=person)
    tried = attempt(form, lambda: accept_invitation(person, found, **form.cleaned_data))
    if tried.result:
        tell(request, _("Bienvenue : vous pouvez écrire."))
        return redirect("proposals:proposal", tried.result.reference)
    return page(request, "proposals/invitation.html", {"invitation": found, "form": form, "refusal": tried.refusal})
