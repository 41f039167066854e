"""Waiting for a room: how many come before, and leaving the line; signed in, or by the link of a letter."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.booking.actions import leave_line
from liamm.features.booking.models import Waiting
from liamm.features.booking.queries import line_page, load_line
from liamm.features.booking.waiting import read_token
from liamm.kernel.access import Actor, LinkHolder, members, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell


@members
def line(request: HttpRequest, reference: str) -> HttpResponse:
    """What one waits for."""
    return _line(request, request.user, load_line(request.user, reference=reference))


@public
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The same, from a letter."""
    key = read_token(token)
    if key is None:
        raise Http404
    holder = LinkHolder(key)
    return _line(request, holder, load_line(holder, pk=key))


def _line(request: HttpRequest, actor: Actor, found: Waiting) -> HttpResponse:
    if request.method != "POST":
        return page(request, "booking/waiting.html", {"page": line_page(actor, found)})
    try:
        leave_line(actor, found)
        tell(request, _("Vous n’attendez plus cette salle."))
    except DomainError as error:
        refuse(request, error)
    return redirect(request.path)
