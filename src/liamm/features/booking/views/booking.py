"""Booking rooms once or again and again, with all the rules at once when they refuse; changing and giving back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.queries import signed_in
from liamm.features.booking.actions import (
    ask_place,
    book_rooms,
    book_series,
    cancel_booking,
    cancel_series,
    change_booking,
    change_series,
    wait_for_rooms,
)
from liamm.features.booking.enums import Reach
from liamm.features.booking.forms import ChangeForm, NewBookingForm, ReasonForm, with_days, with_offer
from liamm.features.booking.house import known_on
from liamm.features.booking.models import Booking, Displacement, Waiting
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.purposes import key_of
from liamm.features.booking.queries import first_of, line_offers, load_booking, place_offers, rooms_of, sent_as
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.repeating import kept_beside, kept_said
from liamm.features.booking.rules.deciding import HELD
from liamm.features.booking.views.opening import opens_house
from liamm.features.charter import bindings
from liamm.kernel import clock
from liamm.kernel.access import Refused, members, opens
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, tell
from liamm.ui.submitting import Attempt, attempt

FROM_LINK = ("day", "starts", "ends", "purpose", "people", "layout")
_FILLS = ("take", "leave", "hold")
"""The buttons that fill the form and send nothing."""


@opens(policy, Permission.BOOK)
def book(request: HttpRequest) -> HttpResponse:
    """Ask for rooms; an offer that is taken fills the form and changes nothing else in it."""
    taking = _taking(request)
    form = _form(request, taking=taking)
    tried: Attempt[Booking] = Attempt()
    if request.method == "POST" and not taking:
        if instead := next((act for name, act in _INSTEAD.items() if name in request.POST), None):
            return instead(request, form)
        tried = attempt(form, lambda: _book(request, form))
        done = tried.result or _sent_before(request, form)
        if done:
            tell(request, _booked(done))
            return redirect(done)
    return _asked(request, form, tried.refusal, taking=taking, **_beside(request, form, tried.refusal))


def _asked(request: HttpRequest, form: NewBookingForm, refusal: DomainError | None, **more: object) -> HttpResponse:
    """The form, the rules of the house beside it."""
    rules = bindings.house_rules(clock.today())
    context = {"form": form, "refusal": refusal, "rules": rules.value.rules, **more}
    return page(request, "booking/book.html", context)


def _booked(done: Booking) -> str:
    if done.is_option:
        return _("La salle vous est gardée. Confirmez avant le terme : un courriel vous donne le lien.")
    return _("C’est réservé. Un courriel vous le confirme.")


def _beside(request: HttpRequest, form: NewBookingForm, refusal: DomainError | None) -> dict[str, object]:
    """What one may do beside choosing something else, when all that stands against it is that somebody is there."""
    if not isinstance(refusal, BookingRefusedError) or not refusal.rules <= HELD:
        return {"opens_house": opens_house(request)}
    draft = form.draft()
    lines = line_offers(draft, known_on(timezone.localdate(draft.starts)), signed_in(request))
    return {"places": place_offers(draft, signed_in(request)), "lines": lines}


def _ask_place(request: HttpRequest, form: NewBookingForm) -> HttpResponse:
    """Ask whoever is there to give way."""
    tried: Attempt[Displacement] = attempt(form, lambda: ask_place(request.user, draft=form.draft()))
    if tried.result:
        tell(request, _("La question est posée à qui y est ; vous aurez la réponse par courriel."))
        return redirect(tried.result)
    return _asked(request, form, tried.refusal)


def _wait(request: HttpRequest, form: NewBookingForm) -> HttpResponse:
    """Wait for what is taken: all of it, or any one of the rooms."""
    any_one = request.POST["wait"] == "one"
    tried: Attempt[Waiting] = attempt(form, lambda: wait_for_rooms(request.user, draft=form.draft(), any_one=any_one))
    if tried.result:
        tell(request, _("C’est noté : vous êtes dans la file. Un courriel vous dira si cela se libère."))
        return redirect(tried.result)
    return _asked(request, form, tried.refusal)


_INSTEAD = {"ask": _ask_place, "wait": _wait}
"""The buttons that ask for something else than a booking."""


def _taking(request: HttpRequest) -> bool:
    return any(name in request.POST for name in _FILLS)


def _form(request: HttpRequest, *, taking: bool) -> NewBookingForm:
    person, known = signed_in(request), known_on()
    if request.method == "POST":
        sent = with_offer(with_days(request.POST)) if taking else request.POST
        return NewBookingForm(sent, person=person, known=known)
    initial: dict[str, object] = {name: request.GET[name] for name in FROM_LINK if name in request.GET}
    initial |= {name: request.GET.getlist(name) for name in ("rooms", "together")}
    return NewBookingForm(person=person, known=known, initial=initial)


def _book(request: HttpRequest, form: NewBookingForm) -> Booking:
    before = _sent_before(request, form)
    if before:
        return before
    if form.comes_again:
        return first_of(book_series(request.user, draft=form.series()))
    return book_rooms(request.user, draft=form.draft())


def _sent_before(request: HttpRequest, form: NewBookingForm) -> Booking | None:
    """What the same sending made a moment before: a button pressed twice books once."""
    return sent_as(signed_in(request), form.submission) if form.is_valid() else None


@members
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Say a booking otherwise, alone or with those of its series; an offer that is taken fills the form."""
    found = _found(request, reference, Permission.CHANGE)
    taking, person, known = _taking(request), signed_in(request), known_on()
    if request.method == "POST":
        form = ChangeForm(with_offer(request.POST) if taking else request.POST, person=person, known=known, was=found)
    else:
        form = ChangeForm(person=person, known=known, was=found, initial=_as_it_is(found))
    tried: Attempt[str] = Attempt()
    if request.method == "POST" and not taking:
        tried = attempt(form, lambda: _change(request, found, form))
        if tried.result:
            tell(request, tried.result)
            return redirect(found)
    context = {"form": form, "refusal": tried.refusal, "taking": taking, "booking": found}
    return page(request, "booking/change.html", {**context, "opens_house": opens_house(request)})


def _change(request: HttpRequest, booking: Booking, form: ChangeForm) -> str:
    """Change it; what is said of it names what stays as it was."""
    draft, seen, said = form.draft(), form.cleaned_data["seen"], _("C’est changé. Un courriel le dit à qui a réservé.")
    if form.reaches is Reach.ONE:
        change_booking(request.user, booking, draft=draft, seen=seen)
        return said
    with_apart = bool(form.cleaned_data.get("with_apart"))
    after = change_series(request.user, booking, draft=draft, reach=form.reaches, seen=seen, with_apart=with_apart)
    kept = kept_beside(after, None if form.reaches is Reach.ALL else draft.starts)
    return f"{said} {kept_said(kept)}".strip()


def _as_it_is(booking: Booking) -> dict[str, object]:
    starts, ends = timezone.localtime(booking.starts), timezone.localtime(booking.ends)
    return {
        "title": booking.title,
        "use": booking.use,
        "rooms": rooms_of(booking),
        "people": booking.people,
        "layout": booking.layout,
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "needs": booking.needs,
        "purpose": key_of(booking) if booking.purpose_id else "",
        "organisation": booking.organisation_id,
        "seen": booking.sequence,
    }


@members
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the rooms back, saying why."""
    found = _found(request, reference, Permission.CANCEL)
    form = ReasonForm(request.POST or None, was=found)
    tried = attempt(form, lambda: _cancel(request, found, form))
    if tried.done:
        tell(request, _("C’est annulé : la salle est libre pour d’autres."))
        return redirect(found)
    context = {"form": form, "refusal": tried.refusal, "back": found.get_absolute_url(), "name": found.title}
    words = {"heading": _("Annuler la réservation"), "button": _("Annuler la réservation")}
    return page(request, "booking/act.html", {**context, **words})


def _cancel(request: HttpRequest, booking: Booking, form: ReasonForm) -> object:
    reach, reason = Reach(form.cleaned_data.get("reach") or Reach.ONE), form.cleaned_data["reason"]
    if reach is Reach.ONE:
        return cancel_booking(request.user, booking, reason=reason)
    return cancel_series(request.user, booking, reason=reason, reach=reach)


def _found(request: HttpRequest, reference: str, permission: Permission) -> Booking:
    found = load_booking(request.user, reference=reference)
    decision = policy.decide(request.user, permission, found)
    if not decision:
        raise Refused(decision)
    return found
