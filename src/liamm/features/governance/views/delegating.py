"""Pages by which one decides alone, where the route lets one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.charter.enums import Matter
from liamm.features.governance import actions
from liamm.features.governance.forms.decisions import ClosingForm, PreconisationFormSet
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.policies.permissions import on_team
from liamm.features.governance.queries.candidates import delegable, may_decide_something
from liamm.features.governance.queries.delegating import DelegatingPage, delegating_page
from liamm.features.governance.ripening import refuse_unripe
from liamm.features.governance.views.answering import check
from liamm.features.governance.views.closing import Doorway, close
from liamm.features.proposals.models import Proposal
from liamm.kernel.access import members
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, stopped


@members
def waiting(request: HttpRequest) -> HttpResponse:
    """What one may decide alone today."""
    if not on_team(request.user) and not may_decide_something(request.user):
        raise Http404
    mine = [one for one in delegable() if policy.decide(request.user, Permission.DELEGATE, Matter(one.proposal.kind))]
    return page(request, "governance/delegable.html", {"requests": mine})


@members
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide one request alone."""
    proposal = get_object_or_404(Proposal, reference=reference, versions_count__gt=0)
    check(request, Permission.DELEGATE, Matter(proposal.kind))
    if request.method != "POST" and (reason := _decided_already(proposal)):
        heading = _("Décider : %(title)s") % {"title": proposal.title}
        return stopped(request, reason, heading=heading, back=reverse("governance:delegable"))
    shown = delegating_page(proposal)
    form = ClosingForm(request.POST or None, outcomes=shown.outcomes, functions=shown.functions)
    lines = PreconisationFormSet(request.POST or None, prefix="p", form_kwargs={"minders": shown.minders})
    return close(request, form, lines, _door(request, proposal, shown))


def _decided_already(proposal: Proposal) -> DomainError | None:
    """Why no form could do anything: decided, or not ripe."""
    try:
        refuse_unripe(proposal)
    except DomainError as reason:
        return reason
    return None


def _door(request: HttpRequest, proposal: Proposal, shown: DelegatingPage) -> Doorway:
    return Doorway(
        template="governance/delegate.html",
        shown=shown,
        title=proposal.title,
        outcomes=shown.outcomes,
        functions=shown.functions,
        act=lambda draft: actions.decide_by_delegation(request.user, proposal, draft=draft),
    )
