"""Registering without account, and finding one's registration again by its link."""

from __future__ import annotations

import functools
from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.models import Person
from liamm.features.events.actions import (
    Registered,
    accept_offer,
    cancel_registration,
    change_registration,
    register,
)
from liamm.features.events.doorkeeping import let_people_in
from liamm.features.events.forms import ChangeForm, RegisterForm
from liamm.features.events.links import own_path, registration_behind
from liamm.features.events.models import Registration
from liamm.features.events.queries import RegisterPage, load_event, materials_for, register_page, registration_page
from liamm.features.events.refusing import why_frozen, why_settled
from liamm.kernel import storage
from liamm.kernel.access import LinkHolder, public
from liamm.kernel.actions import DomainError
from liamm.kernel.storage import Kept
from liamm.ui.page import page, refuse, stopped, tell
from liamm.ui.secrecy import kept_secret
from liamm.ui.submitting import attempt


@public
def registering(request: HttpRequest, reference: str, seating: UUID | None = None) -> HttpResponse:
    """Register; whoever has no account finds the rest in their mail, which is the same for everybody."""
    found = register_page(request.user, reference, seating)
    if found.places.shut:
        refusal = DomainError(found.places.shut)
        return stopped(request, refusal, heading=found.event.title, back=found.event.get_absolute_url())
    person = request.user if isinstance(request.user, Person) else None
    form = RegisterForm(request.POST or None, event=found.event, needs_kept=found.needs_kept, person=person)
    tried = attempt(form, lambda: _register(request, found, form))
    if tried.result:
        made = tried.result.registration
        mine = person is not None and made.person_id == person.pk
        return redirect(own_path(made)) if mine else redirect("events:noted", reference)
    return page(request, "events/register.html", {"page": found, "form": form, "refusal": tried.refusal})


def _register(request: HttpRequest, found: RegisterPage, form: RegisterForm) -> Registered:
    let_people_in(request, form.cleaned_data["website"])
    draft = form.draft(found.dates, found.places.seating.pk)
    return register(request.user, found.places.seating, draft=draft)


@public
def noted(request: HttpRequest, reference: str) -> HttpResponse:
    """What comes next, whatever came of it: nobody learns here who had registered before."""
    return page(request, "events/noted.html", {"event": load_event(request.user, reference)})


OwnView = Callable[..., HttpResponseBase]


def own(view: OwnView) -> OwnView:
    """Open the view to the holder of a link; nothing of it is cached, indexed or told to another site."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, token: str, **rest: object) -> HttpResponseBase:
        registration = registration_behind(token)
        if registration is None:
            return page(request, "events/broken_link.html", {"need": False}, status=HTTPStatus.NOT_FOUND)
        return kept_secret(view(request, registration, token, **rest))

    return public(guarded)


@own
def registration(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """One's registration: where it stands, when and where to come."""
    shown = registration_page(LinkHolder(registration.pk), registration)
    return page(request, "events/registration.html", {"page": shown, "token": token})


@own
def change(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Say otherwise who comes, how many, and what was answered."""
    settled = why_settled(registration)
    if settled:
        return _stopped(request, settled, token, _("Changer mon inscription"))
    frozen = why_frozen(registration)
    form = ChangeForm(request.POST or None, registration=registration, frozen=bool(frozen))
    holder = LinkHolder(registration.pk)
    tried = attempt(form, lambda: change_registration(holder, registration, change=form.change()))
    if tried.done:
        tell(request, _("C’est changé. Un courriel vous le confirme."))
        return redirect("events:registration", token)
    context = {"form": form, "refusal": tried.refusal, "registration": registration, "token": token}
    return page(request, "events/change_registration.html", {**context, "frozen": frozen})


@own
def cancel(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Give the places back; asked once more before, so that no mail program does it by itself."""
    settled = why_settled(registration)
    if settled:
        return _stopped(request, settled, token, _("Annuler mon inscription"))
    if request.method == "POST":
        said = _("C’est annulé. Merci : la place ira à quelqu’un d’autre.")
        return _in_one_click(
            request, token, lambda: cancel_registration(LinkHolder(registration.pk), registration), said
        )
    return page(request, "events/cancel_registration.html", {"registration": registration, "token": token})


@own
@require_POST
def accept(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Take the place that is held, in one click."""
    said = _("La place est à vous. Un courriel vous le confirme.")
    return _in_one_click(request, token, lambda: accept_offer(LinkHolder(registration.pk), registration), said)


@own
def material(request: HttpRequest, registration: Registration, token: str, pk: UUID) -> HttpResponseBase:
    """A file that is handed out to who comes."""
    del request, token
    found = next((one for one in materials_for(registration) if one.pk == pk and one.path), None)
    if found is None:
        raise Http404
    return storage.serve(Kept(found.path, found.name, found.media_type, found.size))


def _stopped(request: HttpRequest, refusal: DomainError, token: str, heading: str) -> HttpResponse:
    return stopped(request, refusal, heading=heading, back=reverse("events:registration", args=[token]))


def _in_one_click(request: HttpRequest, token: str, act: Callable[[], object], said: str) -> HttpResponse:
    """Do what a button asks; what came too late is answered in words."""
    try:
        act()
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        tell(request, said)
    return redirect("events:registration", token)
