"""A role that is proposed: looking changes nothing, one button answers, by one's page or by the link of the mail."""

from __future__ import annotations

from uuid import UUID

from allauth.account.utils import perform_login
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import signed_in
from liamm.features.projects.actions import accept_role, decline_role
from liamm.features.projects.asked_roles import asked_behind, asked_page
from liamm.features.projects.forms import ReplyForm
from liamm.features.projects.models import RoleProposal
from liamm.kernel.access import LinkHolder, members, public
from liamm.ui.page import page, tell
from liamm.ui.secrecy import kept_secret
from liamm.ui.submitting import attempt

GONE = 404


def _mine(request: HttpRequest, proposal_id: UUID) -> RoleProposal:
    rows = RoleProposal.objects.select_related("project__space", "proposed_by", "person")
    return get_object_or_404(rows.asked_of(signed_in(request)), pk=proposal_id)


def _holder(request: HttpRequest, found: RoleProposal) -> Person | LinkHolder:
    """Whoever answers by a link: with the account of their session if it can be theirs."""
    person = request.user
    mine = isinstance(person, Person) and (found.person_id or person.pk) == person.pk
    return person if mine and isinstance(person, Person) else LinkHolder(found.pk)


@members
def role(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """What is proposed, and saying yes."""
    found = _mine(request, proposal_id)
    return _accept(request, found, signed_in(request)) if found.is_open else _over(request)


@members
@require_POST
def role_decline(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Say no to it; nothing more is asked."""
    return _decline(request, _mine(request, proposal_id), signed_in(request))


@public
def role_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same, by the link of the mail."""
    found = asked_behind(token)
    return _kept(_accept(request, found, _holder(request, found), token) if found else _over(request))


@public
@require_POST
def role_link_decline(request: HttpRequest, token: str) -> HttpResponse:
    """Say no, by the link of the mail."""
    found = asked_behind(token)
    return _kept(_decline(request, found, _holder(request, found)) if found else _over(request))


def _accept(request: HttpRequest, found: RoleProposal, holder: Person | LinkHolder, token: str = "") -> HttpResponse:
    shown = asked_page(found, known=isinstance(holder, Person))
    person = holder if isinstance(holder, Person) else None
    form = ReplyForm(request.POST if request.method == "POST" else None, person=person, newcomer=shown.newcomer)
    tried = attempt(form, lambda: accept_role(holder, found, **form.cleaned_data))
    if tried.result is None:
        context = {"asked": shown, "form": form, "refusal": tried.refusal, "token": token}
        return page(request, "projects/role.html", context)
    tell(request, _("Merci d’avoir dit oui : vous êtes dans l’équipe de ce projet."))
    onwards = reverse("project", args=[found.project.reference])
    if shown.newcomer:
        entered: HttpResponse = perform_login(request, tried.result.person, redirect_url=onwards)
        return entered
    return redirect(onwards if person else "home")


def _decline(request: HttpRequest, found: RoleProposal, holder: Person | LinkHolder) -> HttpResponse:
    if not attempt(Form(request.POST), lambda: decline_role(holder, found)).done:
        return _over(request)
    tell(request, _("Merci d’avoir répondu : rien de plus ne vous est demandé."))
    return redirect("home")


def _over(request: HttpRequest) -> HttpResponse:
    return page(request, "projects/role_over.html", {}, status=GONE)


def _kept(response: HttpResponse) -> HttpResponse:
    """Nothing behind a secret link is cached, indexed or told to another site."""
    return kept_secret(response)
