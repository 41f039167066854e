"""Asking to be introduced, by the link of a guest; answering, by the link of the letter; proposing, for the team."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.queries import signed_in
from liamm.features.welcome.actions import (
    answer_introduction,
    propose_introduction,
    take_back_wish,
    wish_introduction,
)
from liamm.features.welcome.forms import PairForm, WishForm
from liamm.features.welcome.introducing import read_seat
from liamm.features.welcome.models import Wish
from liamm.features.welcome.policies import Permission, policy
from liamm.features.welcome.queries import introductions_of, load_introduction, meeting_page, wish_in
from liamm.features.welcome.views.desk import day_said
from liamm.features.welcome.views.guest import behind
from liamm.features.welcome.views.private import private
from liamm.kernel.access import LinkHolder, opens, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt


@public
def wish(request: HttpRequest, token: str) -> HttpResponse:
    """Two lines, said, said otherwise or taken back."""
    holder, found = behind(token)
    if "nothing" in request.POST:
        return _take_back(request, token)
    decision = policy.decide(holder, Permission.WISH, found.booking)
    if request.method != "POST" and not decision:
        refuse(request, decision.reason)
        return redirect("welcome:guest", token)
    form = WishForm(request.POST if request.method == "POST" else None, wish=wish_in(found.booking_id, found.key))
    tried = attempt(form, lambda: wish_introduction(holder, found.booking, draft=form.draft()))
    if tried.done:
        tell(request, _("C’est noté : l’équipe cherche à qui vous présenter."))
        return redirect("welcome:guest", token)
    context = {"form": form, "refusal": tried.refusal, "token": token, "guest": found}
    return private(page(request, "welcome/wish.html", context))


def _take_back(request: HttpRequest, token: str) -> HttpResponse:
    holder, found = behind(token)
    try:
        take_back_wish(holder, found.booking)
        tell(request, _("C’est retiré : rien n’en reste."))
    except DomainError as refusal:
        refuse(request, refusal)
    return redirect("welcome:guest", token)


@public
def introduction(request: HttpRequest, token: str) -> HttpResponse:
    """The link shows, the buttons answer."""
    seat = read_seat(token)
    if seat is None:
        raise Http404
    found = load_introduction(seat)
    if request.method == "POST":
        try:
            accepts = request.POST.get("answer") == "yes"
            answer_introduction(LinkHolder(found.pk), found, side=seat.side, accepts=accepts)
            tell(request, _("C’est noté. Merci de l’avoir dit."))
        except DomainError as refusal:
            refuse(request, refusal)
        return redirect(request.path)
    return private(page(request, "welcome/introduction.html", {"page": meeting_page(found, seat)}))


@opens(policy, Permission.INTRODUCE)
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Propose to two people of a day that they meet."""
    day = day_said(request.POST.get("jour", ""))
    form = PairForm(request.POST, wishers=introductions_of(day).wishers)
    if not form.is_valid():
        refuse(request, _("Choisissez deux personnes."))
    else:
        try:
            first, second = Wish.objects.filter(pk__in=form.cleaned_data["two"])
            propose_introduction(signed_in(request), first, second)
            tell(request, _("C’est proposé : chacune a un courriel, et dit oui ou non."))
        except DomainError as refusal:
            refuse(request, refusal)
    return redirect(f"{request.path.removesuffix('rencontres/')}?jour={day.isoformat()}")
