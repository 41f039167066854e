"""Who comes, for whoever invites: asking, saying a word, taking back, and the sheet."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from liamm.features.booking.models import Booking
from liamm.features.welcome.actions import Invited, invite_guests, take_back_guest, write_notice
from liamm.features.welcome.forms import InviteForm, NoticeForm
from liamm.features.welcome.models import Notice
from liamm.features.welcome.queries import guests_page, load_guest, load_hosted
from liamm.features.welcome.sheets import sheet_as_pdf, sheet_of
from liamm.features.welcome.views.private import paper
from liamm.kernel.access import members
from liamm.kernel.actions import DomainError
from liamm.kernel.lasting import Lasting, lasting
from liamm.ui.page import inform, page, refuse, tell
from liamm.ui.submitting import attempt


@members
def guests(request: HttpRequest, reference: str) -> HttpResponse:
    """Who is asked and who comes; a list of addresses asks more."""
    booking = load_hosted(request.user, reference)
    form = InviteForm(request.POST if request.method == "POST" else None)
    tried = attempt(form, lambda: _invite(request, booking, form))
    if tried.done:
        return redirect("welcome:guests", reference)
    context = {"page": guests_page(booking), "form": form, "refusal": tried.refusal}
    return page(request, "welcome/guests.html", context)


def _invite(request: HttpRequest, booking: Booking, form: InviteForm) -> Invited:
    pasted = form.cleaned_data["addresses"]
    invited = invite_guests(request.user, booking, addresses=pasted.found)
    if n := len(invited.sent):
        tell(request, ngettext("%(n)s invitation est partie.", "%(n)s invitations sont parties.", n) % {"n": n})
    for said, them in (
        (_("Déjà sur la liste, rien ne repart : %(them)s."), [guest.email for guest in invited.already]),
        (_("Écrites deux fois, une seule invitation part : %(them)s."), pasted.twice),
    ):
        if them:
            inform(request, said % {"them": ", ".join(them)})
    return invited


@members
def notice(request: HttpRequest, reference: str) -> HttpResponse:
    """A word to the guests, and what to bring."""
    booking = load_hosted(request.user, reference)
    was = Notice.objects.filter(booking=booking).first()
    initial = {"words": was.words, "bring": was.bring} if was else None
    form = NoticeForm(request.POST if request.method == "POST" else None, initial=initial)
    tried = attempt(form, lambda: write_notice(request.user, booking, draft=form.draft()))
    if tried.done:
        tell(request, _("C’est dit : vos invités le liront sur leur page et sur la feuille."))
        return redirect("welcome:guests", reference)
    return page(request, "welcome/notice.html", {"booking": booking, "form": form, "refusal": tried.refusal})


@members
@require_POST
def take_back(request: HttpRequest, reference: str, guest_id: UUID) -> HttpResponse:
    """Expect somebody no longer."""
    load_hosted(request.user, reference)
    found = load_guest(request.user, guest_id)
    try:
        take_back_guest(request.user, found)
        tell(request, _("L’invitation est reprise."))
    except DomainError as refusal:
        refuse(request, refusal)
    return redirect("welcome:guests", reference)


@members
@lasting(Lasting.PAPER)
def sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """The sheet of participants, to be printed from the browser."""
    booking = load_hosted(request.user, reference)
    return page(request, "welcome/sheet.html", {"page": guests_page(booking), "sheet": sheet_of(booking)})


@members
@lasting(Lasting.PAPER)
def sheet_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The same, as accessible paper."""
    booking = load_hosted(request.user, reference)
    return paper(sheet_as_pdf(sheet_of(booking)), reference)
