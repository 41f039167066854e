"""The page of a guest, by the link of their letter: what they are asked to, and their answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.welcome.actions import answer_invitation
from liamm.features.welcome.forms import AnswerForm
from liamm.features.welcome.links import read_token
from liamm.features.welcome.models import Guest
from liamm.features.welcome.queries import guest_page, load_guest
from liamm.features.welcome.sheets import sheet_as_pdf, sheet_of
from liamm.features.welcome.views.private import paper, private
from liamm.kernel.access import LinkHolder, public
from liamm.kernel.lasting import Lasting, lasting
from liamm.ui.page import page, tell
from liamm.ui.submitting import attempt


def behind(token: str) -> tuple[LinkHolder, Guest]:
    """Who holds a link, and the guest it is for.

    Raises Http404 for a link that is forged.
    """
    key = read_token(token)
    if key is None:
        raise Http404
    holder = LinkHolder(key)
    return holder, load_guest(holder, key)


@public
def guest(request: HttpRequest, token: str) -> HttpResponse:
    """The link shows, the buttons answer."""
    holder, found = behind(token)
    comes = request.POST.get("answer") != "no"
    form = AnswerForm(request.POST if request.method == "POST" else None, guest=found, comes=comes)
    tried = attempt(form, lambda: answer_invitation(holder, found, answer=form.answer()))
    if tried.done:
        tell(request, _("C’est noté. Merci de l’avoir dit."))
        return redirect(request.path)
    context = {"page": guest_page(found), "form": form, "refusal": tried.refusal, "token": token}
    return private(page(request, "welcome/guest.html", context))


@public
@lasting(Lasting.PAPER)
def sheet(request: HttpRequest, token: str) -> HttpResponse:
    """What one takes along, on paper."""
    del request
    _holder, found = behind(token)
    return paper(sheet_as_pdf(sheet_of(found.booking)), found.booking.reference)
