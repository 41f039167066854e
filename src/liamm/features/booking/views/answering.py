"""What one answers of a booking with one button: signed in, or by the link of a letter; the link changes nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.booking.actions import cancel_booking, confirm_arrival, confirm_option
from liamm.features.booking.models import Booking
from liamm.features.booking.options import read_token
from liamm.features.booking.queries import link_page, load_booking
from liamm.kernel.access import Actor, LinkHolder, members, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell


@public
def link(request: HttpRequest, token: str) -> HttpResponse:
    """One booking, from a letter: confirmed or cancelled without signing in; cancelling is asked once more."""
    key = read_token(token)
    if key is None:
        raise Http404
    holder = LinkHolder(key)
    if request.method == "POST":
        _answer(request, holder, load_booking(holder, pk=key))
        return redirect(request.path)
    shown = link_page(holder, load_booking(holder, pk=key))
    return page(request, "booking/link.html", {"page": shown, "cancels": shown.may_cancel and "annuler" in request.GET})


@members
@require_POST
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirm an option, from its page."""
    found = load_booking(request.user, reference=reference)
    _answer(request, request.user, found)
    return redirect(found)


def _answer(request: HttpRequest, actor: Actor, found: Booking) -> None:
    try:
        if request.POST.get("act") == "cancel":
            cancel_booking(actor, found, reason=_("Qui l’avait réservée n’en a plus besoin."))
            tell(request, _("C’est annulé : la salle est libre pour d’autres. Merci."))
        elif request.POST.get("act") == "arrive":
            confirm_arrival(actor, found)
            tell(request, _("C’est noté : la salle est à vous jusqu’au bout."))
        else:
            confirm_option(actor, found)
            tell(request, _("C’est réservé. Un courriel vous le confirme."))
    except DomainError as error:
        refuse(request, error)
