"""One's own account, and the doors that lead to it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from allauth.account.internal.stagekit import clear_login
from allauth.account.mixins import RedirectAuthenticatedUserMixin
from allauth.account.stages import LoginStage
from allauth.account.views import (
    ConfirmEmailVerificationCodeView,
    ConfirmLoginCodeView,
    ConfirmPasswordResetCodeView,
    LoginView,
    RequestLoginCodeView,
    SignupView,
)
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts import actions
from liamm.features.accounts.export import everything_about
from liamm.features.accounts.forms import ProfileForm
from liamm.features.accounts.queries import account_page, signed_in
from liamm.features.accounts.sign_in_forms import SignUp
from liamm.kernel import clock
from liamm.kernel.access import members, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, tell
from liamm.ui.submitting import attempt

_NAMED = "liamm.named"
"""Where a session keeps how the newcomer is called, for them to correct their address without typing it again."""


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
    """The code that proves an address; whoever mistyped theirs corrects it here, and the account begins anew."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form that corrects, the same whether the address was known or not."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[no-untyped-call]  # allauth's own
        if self.request.user.is_anonymous:
            begun = {"name": self.request.session.get(_NAMED, ""), "email": context["email"]}
            context["again"] = SignUp(initial=begun, auto_id="again_%s")
        return context


class _ResetCode(_EmptyIsNotWrong, ConfirmPasswordResetCodeView):
    """The code that lets choose another password."""


class _AnotherAddress(RedirectAuthenticatedUserMixin):
    """Another address given while a code is awaited is the one that counts: the first one was mistyped."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> HttpResponseRedirect | None:
        given = request.POST.get("email", "").strip().lower()
        awaited = str(stage.login.email or getattr(stage.login.user, "email", ""))
        if given and given != awaited.lower():
            clear_login(request)
            return None
        return super()._redirect_to_pending_stage(request, stage)


class _AskCode(_AnotherAddress, RequestLoginCodeView):
    """The door: an address, to which a code leaves."""


class _SignUp(_AnotherAddress, SignupView):
    """Making an account; a second form for an address to which a mail has just left says that it left."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Make it, or say where the mail is: whoever sends twice in one go has not tried too often."""
        self.request.session[_NAMED] = form.cleaned_data["name"]
        response = super().form_valid(form)
        if response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
            return response
        return page(self.request, "accounts/mail_sent.html", {"email": form.cleaned_data["email"]})


ask_code = public(_AskCode.as_view())
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
