"""One's own account, organisations, and the duties of the house."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast
from uuid import UUID

from allauth.account.views import (
    ConfirmEmailVerificationCodeView,
    ConfirmLoginCodeView,
    ConfirmPasswordResetCodeView,
    LoginView,
    SignupView,
)
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts import actions
from liamm.features.accounts.export import everything_about
from liamm.features.accounts.forms import (
    AffiliationForm,
    DutyForm,
    OrganisationFilter,
    OrganisationForm,
    ProfileForm,
)
from liamm.features.accounts.models import Affiliation, DutyHeld, Organisation, Person
from liamm.features.accounts.policies import Permission, policy
from liamm.features.accounts.queries import account_page, duties_held, organisations_named, signed_in, unconfirmed_in
from liamm.kernel import clock
from liamm.kernel.access import members, opens, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt

_A_PAGE = 40
_edits_organisations = opens(policy, Permission.ADD_ORGANISATION)
_entrusts = opens(policy, Permission.GIVE_DUTY)


class _EmptyIsNotWrong:
    """A code that was not typed is asked for again; it is not one of the few that may be wrong."""

    request: HttpRequest

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the form again, uncounted when nothing was typed."""
        if "code" in form.fields and not str(form.data.get("code", "")).strip():
            return cast("HttpResponse", self.render_to_response(self.get_context_data(form=form)))  # type: ignore[attr-defined]  # of the view it is mixed with
        return cast("HttpResponse", super().form_invalid(form))  # type: ignore[misc]  # of the view it is mixed with


class _SignInCode(_EmptyIsNotWrong, ConfirmLoginCodeView):
    """The code that lets in."""


class _AddressCode(_EmptyIsNotWrong, ConfirmEmailVerificationCodeView):
    """The code that proves an address."""


class _ResetCode(_EmptyIsNotWrong, ConfirmPasswordResetCodeView):
    """The code that lets choose another password."""


class _SignUp(SignupView):
    """Making an account; a second form for an address to which a mail has just left says that it left."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Make it, or say where the mail is: whoever sends twice in one go has not tried too often."""
        response = super().form_valid(form)
        if response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
            return response
        return page(self.request, "accounts/mail_sent.html", {"email": form.cleaned_data["email"]})


_make_account = _SignUp.as_view()
confirm_sign_in = public(_SignInCode.as_view())
confirm_address = public(_AddressCode.as_view())
confirm_reset = public(_ResetCode.as_view())
password_sign_in = public(LoginView.as_view(template_name="account/password_sign_in.html"))


@public
def sign_up(request: HttpRequest) -> HttpResponse:
    """Make an account; of two forms sent at once, the second gets the answer of an address already known."""
    try:
        return cast("HttpResponse", _make_account(request))
    except DomainError:
        return cast("HttpResponse", _make_account(request))


@members
def me(request: HttpRequest) -> HttpResponse:
    """« Mon compte »: what one says of oneself, for whom one acts, what one gets by mail."""
    person = signed_in(request)
    form = ProfileForm.of(person, request.POST or None)
    tried = attempt(form, lambda: actions.edit_profile(person, person, profile=form.profile()))
    if tried.done:
        tell(request, _("C’est noté."))
        response = redirect("me")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax")
        return response
    context = {"form": form, "refusal": tried.refusal, "account": account_page(person), "today": clock.today()}
    return page(request, "accounts/me.html", context)


@members
def my_data(request: HttpRequest) -> HttpResponse:
    """All that the house knows about oneself, in one file."""
    person = signed_in(request)
    response = JsonResponse(everything_about(person), json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"{slugify(person.name) or 'compte'}-{clock.today().isoformat()}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@members
@require_POST
def close_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Close one's session on another device."""
    person = signed_in(request)
    actions.close_session(person, person, session=get_object_or_404(UserSession, pk=pk, user=person))
    tell(request, _("Cette session est fermée."))
    return redirect("usersessions_list")


@members
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Get the letters of a topic again."""
    person = signed_in(request)
    actions.resume_letters(person, person, topic=request.POST.get("topic", ""))
    tell(request, _("Ces courriers reviendront."))
    return redirect("me")


@members
def add_affiliation(request: HttpRequest) -> HttpResponse:
    """Say for whom one acts."""
    person = signed_in(request)
    form = AffiliationForm(request.POST or None)
    tried = attempt(form, lambda: actions.affiliate(person, person, **form.cleaned_data))
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
    context = {"form": form, "page": shown, "may_add": policy.decide(request.user, Permission.ADD_ORGANISATION)}
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


@_entrusts
def duties(request: HttpRequest) -> HttpResponse:
    """Who holds which duty, now and soon."""
    return page(request, "accounts/duties.html", {"held": duties_held(), "today": clock.today()})


@_entrusts
def entrust(request: HttpRequest) -> HttpResponse:
    """Entrust a duty to a person, for a time or until further notice."""
    form = DutyForm(request.POST or None)
    tried = attempt(form, lambda: actions.give_duty(request.user, form.person(), **form.given()))
    if tried.done:
        tell(request, _("La fonction est confiée."))
        return redirect("duties")
    return page(request, "accounts/entrust.html", {"form": form, "refusal": tried.refusal})


@_entrusts
@require_POST
def finish_duty(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a duty today, unless the house would be left alone."""
    held = get_object_or_404(DutyHeld.objects.select_related("person"), pk=pk)
    try:
        actions.end_duty(request.user, held)
        tell(request, _("Cette fonction finit ce soir."))
    except DomainError as refusal:
        refuse(request, refusal)
    return redirect("duties")
