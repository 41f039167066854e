"""Both ends of a booking, signed in or by the link of a letter: how the rooms are left, how they are found."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.booking.actions import give_rooms_back, say_found
from liamm.features.booking.forms import FindingForm, RestoringForm
from liamm.features.booking.models import Booking, Finding, Restoring
from liamm.features.booking.policies import Permission
from liamm.features.booking.queries import FoundLine, finding_of, findings_page, load_for, load_photo, restoring_page
from liamm.features.booking.upkeep import FINDING, GIVING_BACK, read_token
from liamm.kernel import storage
from liamm.kernel.access import Actor, LinkHolder, members, public
from liamm.ui.page import page, tell
from liamm.ui.secrecy import kept_secret
from liamm.ui.submitting import Attempt, attempt


def _secret(about: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Open the view to the holder of a link; nothing of it is cached, indexed or told to another site."""

    def wrap(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, token: str, **which: UUID) -> HttpResponseBase:
            key = read_token(token, about)
            if key is None:
                raise Http404
            return kept_secret(view(request, LinkHolder(key), **which))

        return public(guarded)

    return wrap


@members
def give_back(request: HttpRequest, reference: str) -> HttpResponse:
    """How whoever booked leaves the rooms."""
    return _give_back(request, request.user, load_for(request.user, Permission.GIVE_BACK, reference=reference))


@_secret(GIVING_BACK)
def give_back_link(request: HttpRequest, holder: LinkHolder) -> HttpResponse:
    """The same, from a letter."""
    return _give_back(request, holder, load_for(holder, Permission.GIVE_BACK, pk=holder.subject_id))


def _give_back(request: HttpRequest, actor: Actor, booking: Booking) -> HttpResponse:
    shown = restoring_page(actor, booking)
    form = RestoringForm(request.POST or None, request.FILES or None, shown=shown)
    tried: Attempt[Restoring] = Attempt()
    if request.method == "POST":
        tried = attempt(form, lambda: give_rooms_back(actor, booking, draft=form.draft()))
        if tried.done:
            tell(request, _("C’est noté : la salle est rendue. Merci d’en avoir pris soin."))
            return redirect(request.path)
    context = {"page": shown, "form": form, "refusal": tried.refusal}
    return page(request, "booking/give_back.html", context)


@members
def find(request: HttpRequest, reference: str) -> HttpResponse:
    """How whoever comes in finds the rooms."""
    return _find(request, request.user, load_for(request.user, Permission.SAY_FOUND, reference=reference))


@_secret(FINDING)
def find_link(request: HttpRequest, holder: LinkHolder) -> HttpResponse:
    """The same, from a letter."""
    return _find(request, holder, load_for(holder, Permission.SAY_FOUND, pk=holder.subject_id))


def _find(request: HttpRequest, actor: Actor, booking: Booking) -> HttpResponse:
    form = FindingForm()
    tried: Attempt[Finding] = Attempt()
    room = request.POST.get("room", "")
    if request.method == "POST":
        finding, fine = finding_of(booking, room), request.POST.get("found") == "fine"
        form = FindingForm(request.POST, request.FILES, auto_id=f"id_{room}_%s")
        tried = attempt(form, lambda: say_found(actor, finding, draft=form.draft(fine=fine)))
        if tried.done:
            tell(request, _("C’est noté. Merci, et bonne journée dans la maison."))
            return redirect(request.path)
    shown = findings_page(booking)
    context = {"page": shown, "sent": form, "lines": _with_forms(shown.lines, form, room), "refusal": tried.refusal}
    return page(request, "booking/find.html", context)


def _with_forms(lines: Sequence[FoundLine], sent: FindingForm, room: str) -> list[tuple[FoundLine, FindingForm]]:
    """Each room with its form: what was sent of one comes back to it."""
    forms = {line.finding.room_id: FindingForm(auto_id=f"id_{line.finding.room_id}_%s") for line in lines}
    if sent.is_bound:
        forms[int(room)] = sent
    return [(line, forms[line.finding.room_id]) for line in lines]


@members
def photo(request: HttpRequest, photo_id: UUID) -> FileResponse:
    """One photo of the house."""
    return storage.serve(load_photo(request.user, photo_id).kept)


@_secret(GIVING_BACK)
def photo_link(request: HttpRequest, holder: LinkHolder, photo_id: UUID) -> FileResponse:
    """One of the photos that whoever has the mail joined."""
    del request
    return storage.serve(load_photo(holder, photo_id).kept)
