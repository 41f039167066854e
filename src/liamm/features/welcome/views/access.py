"""Plan and codes, for whoever is sure to come: asked for by a button, so that a look at a mail is no sighting."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from liamm.features.booking.models import Booking
from liamm.features.welcome.actions import Access, report_lost_codes, see_access
from liamm.features.welcome.links import read_entry
from liamm.features.welcome.policies import expected_as
from liamm.features.welcome.queries import plan_for
from liamm.features.welcome.sheets import sheet_as_pdf, sheet_of
from liamm.features.welcome.views.guest import behind
from liamm.features.welcome.views.private import drawing, paper, private
from liamm.kernel.access import Actor, LinkHolder, members, public
from liamm.kernel.actions import DomainError
from liamm.kernel.lasting import Lasting, lasting
from liamm.ui.page import page, refuse, tell


@public
def for_guest(request: HttpRequest, token: str) -> HttpResponse:
    """By the link of a guest."""
    holder, found = behind(token)
    return _enter(request, holder, found.booking, "../")


@members
def for_member(request: HttpRequest, reference: str) -> HttpResponse:
    """Signed in: whoever booked, a guest by their account, the team."""
    return _enter(request, request.user, _booking(reference), "../")


@sensitive_variables()
def _enter(request: HttpRequest, actor: Actor, booking: Booking, back: str) -> HttpResponse:
    """The page with plan and codes, or the sheet with them; a look that asks for nothing goes back."""
    if request.method != "POST":
        return redirect(back)
    if "lost" in request.POST:
        return _lost(request, actor, booking, back)
    try:
        access = see_access(actor, booking)
    except DomainError as refusal:
        refuse(request, refusal)
        return redirect(back)
    if "paper" in request.POST:
        with lasting(Lasting.PAPER):
            return paper(sheet_as_pdf(sheet_of(booking, access.lines)), booking.reference)
    return _shown(request, booking, access, back)


def _lost(request: HttpRequest, actor: Actor, booking: Booking, back: str) -> HttpResponse:
    try:
        report_lost_codes(actor, booking)
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        tell(
            request,
            _(
                "C’est dit à la maison. Le code reste celui-ci tant que l’équipe ne l’a pas remplacé ; "
                "vous aurez le nouveau par courriel."
            ),
        )
    return redirect(back)


@sensitive_variables()
def _shown(request: HttpRequest, booking: Booking, access: Access, back: str) -> HttpResponse:
    lines = [(term, secret.reveal()) for term, secret in access.lines]
    context = {"sheet": sheet_of(booking), "lines": lines, "ways": access.ways, "window": access.window}
    context["back"] = back
    return private(page(request, "welcome/access.html", context))


@public
def for_expected(request: HttpRequest, token: str) -> HttpResponse:
    """By the link of whoever comes otherwise than as a guest: registered to what is held in the booking."""
    holder, booking = _entry(token)
    expected = expected_as(holder, booking)
    return _enter(request, holder, booking, expected.url if expected else "/")


def _entry(token: str) -> tuple[LinkHolder, Booking]:
    """Who holds a link, and the booking into which it leads.

    Raises Http404 for a link that is forged.
    """
    said = read_entry(token)
    if said is None:
        raise Http404
    holder, booking = said
    return LinkHolder(holder), get_object_or_404(Booking.objects.select_related("booked_by"), pk=booking)


@public
def plan_for_guest(request: HttpRequest, token: str, opens: str) -> FileResponse:
    """The file of a plan, by the link of a guest."""
    del request
    holder, found = behind(token)
    return _plan(holder, found.booking, opens)


@public
def plan_for_expected(request: HttpRequest, token: str, opens: str) -> FileResponse:
    """The same, by the link of whoever comes otherwise."""
    del request
    return _plan(*_entry(token), opens)


@members
def plan_for_member(request: HttpRequest, reference: str, opens: str) -> FileResponse:
    """The same, signed in."""
    return _plan(request.user, _booking(reference), opens)


def _plan(actor: Actor, booking: Booking, opens: str) -> FileResponse:
    way = plan_for(actor, booking, opens)
    if way is None:
        raise Http404
    return drawing(way)


def _booking(reference: str) -> Booking:
    return get_object_or_404(Booking.objects.select_related("booked_by"), reference=reference)
