"""Organisations, who says that they act for one, and those that were named and that the house does not know."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts import actions
from liamm.features.accounts.forms import (
    AffiliationForm,
    OrganisationFilter,
    OrganisationForm,
    RecogniseForm,
    RefuseNamedForm,
)
from liamm.features.accounts.models import Affiliation, NamedOrganisation, Organisation, Person
from liamm.features.accounts.policies import Permission, policy
from liamm.features.accounts.queries import named_waiting, organisations_named, signed_in, unconfirmed_in
from liamm.kernel.access import members, opens, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt

_A_PAGE = 40
_edits_organisations = opens(policy, Permission.ADD_ORGANISATION)


@members
def add_affiliation(request: HttpRequest) -> HttpResponse:
    """Say for whom one acts."""
    person = signed_in(request)
    form = AffiliationForm(request.POST or None)
    tried = attempt(form, lambda: actions.say_affiliation(person, person, said=form.said()))
    if tried.done:
        tell(request, _("C’est noté."))
        return redirect("me")
    return page(request, "accounts/affiliation.html", {"form": form, "refusal": tried.refusal})


@members
@require_POST
def end_my_affiliation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Act for an organisation no more."""
    held = get_object_or_404(Affiliation, pk=pk, person=signed_in(request))
    try:
        actions.end_affiliation(request.user, held)
        tell(request, _("C’est noté."))
    except DomainError as refusal:
        refuse(request, refusal)
    return redirect("me")


@public
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations people act for."""
    form = OrganisationFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "kind": ""}
    shown = Paginator(organisations_named(asked["q"], asked["kind"]), _A_PAGE).get_page(request.GET.get("page"))
    may_add = policy.decide(request.user, Permission.ADD_ORGANISATION)
    context = {"form": form, "page": shown, "may_add": may_add, "named": named_waiting() if may_add else []}
    return page(request, "accounts/organisations.html", context, fragment="found")


@public
def organisation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One organisation."""
    shown = get_object_or_404(Organisation.objects.select_related("territory"), pk=pk)
    may_edit = policy.decide(request.user, Permission.EDIT_ORGANISATION, shown)
    context = {"organisation": shown, "may_edit": may_edit, "unconfirmed": _unconfirmed(request, shown)}
    return page(request, "accounts/organisation.html", context)


def _unconfirmed(request: HttpRequest, shown: Organisation) -> list[Affiliation]:
    """Those whom the person may confirm: who acts for an organisation is not public."""
    anyone = Affiliation(organisation=shown)
    if isinstance(request.user, Person) and policy.decide(request.user, Permission.CONFIRM_AFFILIATION, anyone):
        return unconfirmed_in(shown, but=request.user)
    return []


@members
@require_POST
def confirm_affiliation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm that somebody acts for an organisation."""
    said = get_object_or_404(Affiliation.objects.now().select_related("person"), pk=pk)
    actions.confirm_affiliation(request.user, said)
    tell(request, _("C’est confirmé."))
    return redirect("organisation", said.organisation_id)


@_edits_organisations
def add(request: HttpRequest) -> HttpResponse:
    """Make an organisation known."""
    form = OrganisationForm(request.POST or None)
    tried = attempt(form, lambda: actions.add_organisation(request.user, card=form.card()))
    if tried.result:
        tell(request, _("« %(name)s » est connue de la maison.") % {"name": tried.result.name})
        return redirect("organisation", tried.result.pk)
    return page(request, "accounts/organisation_form.html", {"form": form, "refusal": tried.refusal})


@_edits_organisations
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put right what is known of an organisation."""
    known = get_object_or_404(Organisation.objects.select_related("territory"), pk=pk)
    form = OrganisationForm.of(known, request.POST or None)
    tried = attempt(form, lambda: actions.edit_organisation(request.user, known, card=form.card()))
    if tried.done:
        tell(request, _("C’est noté."))
        return redirect("organisation", pk)
    context = {"form": form, "refusal": tried.refusal, "known": known}
    return page(request, "accounts/organisation_form.html", context)


@_edits_organisations
def recognise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which organisation somebody named: one that is known, or one to be added."""
    named = get_object_or_404(NamedOrganisation.objects.select_related("person"), pk=pk)
    form = RecogniseForm(request.POST or None, initial={"name": named.name})
    tried = attempt(form, lambda: actions.recognise_organisation(request.user, named, **form.cleaned_data))
    if tried.result:
        tell(request, _("C’est noté : cette personne agit pour « %(name)s ».") % {"name": tried.result.organisation})
        return redirect("organisation", tried.result.organisation_id)
    return page(request, "accounts/recognise.html", {"form": form, "named": named, "refusal": tried.refusal})


@_edits_organisations
def refuse_named(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say why an organisation is not taken under the name that was typed."""
    named = get_object_or_404(NamedOrganisation.objects.select_related("person"), pk=pk)
    form = RefuseNamedForm(request.POST or None)
    tried = attempt(form, lambda: actions.refuse_named(request.user, named, **form.cleaned_data))
    if tried.result:
        tell(request, _("C’est noté : %(person)s lira pourquoi.") % {"person": tried.result})
        return redirect("organisations")
    return page(request, "accounts/refuse_named.html", {"form": form, "named": named, "refusal": tried.refusal})


@members
@require_POST
def forget_named(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back the name of an organisation that one said."""
    actions.forget_named(request.user, get_object_or_404(NamedOrganisation, pk=pk, person=signed_in(request)))
    tell(request, _("C’est noté."))
    return redirect("me")
