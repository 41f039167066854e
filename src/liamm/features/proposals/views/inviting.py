"""The link of an invitation by mail: looking changes nothing, one button answers; and taking it back."""

from __future__ import annotations

import functools
from collections.abc import Callable
from uuid import UUID

from allauth.account.utils import perform_login
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import signed_in
from liamm.features.proposals.actions import (
    accept_invitation,
    close_invitation,
    decline_invitation,
    invite_appraiser_by_mail,
)
from liamm.features.proposals.addresses import appraisal_url, proposal_url
from liamm.features.proposals.forms.appraising import AsideForm
from liamm.features.proposals.forms.inviting import JoinForm
from liamm.features.proposals.models import Invitation
from liamm.features.proposals.policies import Permission
from liamm.features.proposals.queries.inviting import invitation_behind
from liamm.features.proposals.views.loading import proposal_for, submitted_for
from liamm.kernel.access import LinkHolder, members, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.secrecy import kept_secret
from liamm.ui.submitting import attempt

GONE = 404
_Invited = Callable[..., HttpResponseBase]


def invited(view: _Invited) -> _Invited:
    """Open the view to the holder of a link; nothing of it is cached, indexed or told to another site."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponseBase:
        found = invitation_behind(token)
        if found is None:
            return page(request, "proposals/invitation_over.html", {}, status=GONE)
        return kept_secret(view(request, found, token))

    return public(guarded)


def _holder(request: HttpRequest, invitation: Invitation) -> Person | LinkHolder:
    return request.user if isinstance(request.user, Person) else LinkHolder(invitation.pk)


@invited
def invitation(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    """What is asked, and saying yes."""
    holder = _holder(request, found)
    person = holder if isinstance(holder, Person) else None
    form = JoinForm(request.POST if request.method == "POST" else None, person=person, invitation=found)
    tried = attempt(form, lambda: accept_invitation(holder, found, **form.cleaned_data))
    if tried.result is None:
        context = {"invitation": found, "form": form, "refusal": tried.refusal, "token": token}
        return page(request, "proposals/invitation.html", context)
    tell(request, _("Merci d’avoir dit oui.") if found.to_appraise else _("Bienvenue : vous pouvez écrire."))
    onwards = appraisal_url(found.proposal) if found.to_appraise else proposal_url(found.proposal)
    newcomer = None if person else tried.result.accepted_by
    return perform_login(request, newcomer, redirect_url=onwards) if newcomer else redirect(onwards)


@invited
@require_POST
def decline(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    """Say no; nothing more is asked."""
    del token
    tried = attempt(Form(request.POST), lambda: decline_invitation(_holder(request, found), found))
    return _thanked(request) if tried.done else page(request, "proposals/invitation_over.html", {}, status=GONE)


@invited
def tie(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    """Say no because of a conflict of interest."""
    form = AsideForm(request.POST or None)
    said = form.data.get("reason", "")
    tried = attempt(form, lambda: decline_invitation(_holder(request, found), found, tie=said))
    if tried.done:
        return _thanked(request)
    context = {"invitation": found, "form": form, "refusal": tried.refusal, "token": token}
    return page(request, "proposals/invitation_tie.html", context)


def _thanked(request: HttpRequest) -> HttpResponse:
    tell(request, _("Merci d’avoir répondu : rien de plus ne vous est demandé."))
    return redirect("home")


@members
@require_POST
def take_back(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """A carrier takes an invitation back."""
    proposal = proposal_for(request, reference, Permission.CARRY)
    _take_back(request, get_object_or_404(Invitation.objects.to_write(), pk=pk, proposal=proposal))
    return redirect("proposals:carriers", reference)


@members
@require_POST
def appraiser_take_back(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """The team takes back an invitation to appraise."""
    proposal = submitted_for(request, reference, Permission.HANDLE)
    _take_back(request, get_object_or_404(Invitation.objects.to_appraise(), pk=pk, proposal=proposal))
    return redirect("proposals:appraisers", reference)


def _take_back(request: HttpRequest, found: Invitation) -> None:
    try:
        close_invitation(signed_in(request), found)
        tell(request, _("L’invitation est reprise : son lien n’ouvre plus rien."))
    except DomainError as refusal:
        refuse(request, refusal)


@members
@require_POST
def appraiser_again(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """The team sends an invitation to appraise again; the former link opens nothing any more."""
    proposal = submitted_for(request, reference, Permission.HANDLE)
    found = get_object_or_404(Invitation.objects.to_appraise().unanswered(), pk=pk, proposal=proposal)
    try:
        invite_appraiser_by_mail(signed_in(request), proposal, email=found.email, name=found.name)
        tell(request, _("L’invitation est repartie, avec un lien nouveau."))
    except DomainError as refusal:
        refuse(request, refusal)
    return redirect("proposals:appraisers", reference)
