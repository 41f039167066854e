"""Booking rooms, with all the rules at once when they refuse, and giving them back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.accounts.queries import signed_in
from liamm.features.booking.actions import book_rooms, cancel_booking
from liamm.features.booking.forms import BookingForm, ReasonForm, with_offer
from liamm.features.booking.house import known_on
from liamm.features.booking.models import Booking
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.queries import load_booking, sent_as
from liamm.kernel.access import Refused, members, opens
from liamm.ui.page import page, tell
from liamm.ui.submitting import Attempt, attempt

FROM_LINK = ("day", "starts", "ends", "purpose")


@opens(policy, Permission.BOOK)
def book(request: HttpRequest) -> HttpResponse:
    """Ask for rooms; an offer that is taken fills the form and changes nothing else in it."""
    taking = "take" in request.POST
    form = _form(request, taking=taking)
    tried: Attempt[Booking] = Attempt()
    if request.method == "POST" and not taking:
        tried = attempt(form, lambda: _book(request, form))
        done = tried.result or _sent_before(request, form)
        if done:
            tell(request, _("C’est réservé. Un courriel vous le confirme."))
            return redirect(done)
    return page(request, "booking/book.html", {"form": form, "refusal": tried.refusal, "taking": taking})


def _form(request: HttpRequest, *, taking: bool) -> BookingForm:
    person, known = signed_in(request), known_on()
    if request.method == "POST":
        return BookingForm(with_offer(request.POST) if taking else request.POST, person=person, known=known)
    initial: dict[str, object] = {name: request.GET[name] for name in FROM_LINK if name in request.GET}
    initial["rooms"] = request.GET.getlist("rooms")
    return BookingForm(person=person, known=known, initial=initial)


def _book(request: HttpRequest, form: BookingForm) -> Booking:
    return _sent_before(request, form) or book_rooms(request.user, draft=form.draft())


def _sent_before(request: HttpRequest, form: BookingForm) -> Booking | None:
    """What the same sending made a moment before: a button pressed twice books once."""
    return sent_as(signed_in(request), form.submission) if form.is_valid() else None


@members
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the rooms back, saying why."""
    found = load_booking(request.user, reference)
    decision = policy.decide(request.user, Permission.CANCEL, found)
    if not decision:
        raise Refused(decision)
    form = ReasonForm(request.POST or None)
    tried = attempt(form, lambda: cancel_booking(request.user, found, **form.cleaned_data))
    if tried.done:
        tell(request, _("C’est annulé : la salle est libre pour d’autres."))
        return redirect(found)
    context = {"form": form, "refusal": tried.refusal, "back": found.get_absolute_url(), "name": found.title}
    words = {"heading": _("Annuler la réservation"), "button": _("Annuler la réservation")}
    return page(request, "booking/act.html", {**context, **words})
