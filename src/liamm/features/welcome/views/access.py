"""Plan and codes, for whoever is sure to come: asked for by a button, so that a look at a mail is no sighting."""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_variables

from liamm.features.booking.models import Booking
from liamm.features.welcome.actions import Access, see_access
from liamm.features.welcome.holding import refuse_closed
from liamm.features.welcome.models import Way
from liamm.features.welcome.policies import Permission, policy
from liamm.features.welcome.sheets import sheet_as_pdf, sheet_of
from liamm.features.welcome.views.guest import behind
from liamm.features.welcome.views.private import drawing, paper, private
from liamm.kernel.access import Actor, Refused, members, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse


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
    try:
        access = see_access(actor, booking)
    except DomainError as refusal:
        refuse(request, refusal)
        return redirect(back)
    if "paper" in request.POST:
        return paper(sheet_as_pdf(sheet_of(booking, access.lines)), booking.reference)
    return _shown(request, booking, access)


@sensitive_variables()
def _shown(request: HttpRequest, booking: Booking, access: Access) -> HttpResponse:
    lines = [(term, secret.reveal()) for term, secret in access.lines]
    context = {"sheet": sheet_of(booking), "lines": lines, "ways": access.ways, "window": access.window}
    context["concierge"] = settings.LIAMM_IDENTITY.mail.concierge
    return private(page(request, "welcome/access.html", context))


@public
def plan_for_guest(request: HttpRequest, token: str, opens: str) -> FileResponse:
    """The file of a plan, by the link of a guest."""
    del request
    holder, found = behind(token)
    return _plan(holder, found.booking, opens)


@members
def plan_for_member(request: HttpRequest, reference: str, opens: str) -> FileResponse:
    """The same, signed in."""
    return _plan(request.user, _booking(reference), opens)


def _plan(actor: Actor, booking: Booking, opens: str) -> FileResponse:
    decision = policy.decide(actor, Permission.SEE_ACCESS, booking)
    if not decision:
        raise Refused(decision)
    try:
        refuse_closed(booking)
    except DomainError as refusal:
        raise Http404(refusal.sentence) from refusal
    return drawing(get_object_or_404(Way.objects.exclude(path=""), opens=opens))


def _booking(reference: str) -> Booking:
    return get_object_or_404(Booking.objects.select_related("booked_by"), reference=reference)
