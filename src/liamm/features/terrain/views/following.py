"""Following a signal by its secret link: no account, nothing to remember but the link."""

from __future__ import annotations

import functools
from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.terrain.actions import add_precision, agree_publication, stop_news, withdraw_signal
from liamm.features.terrain.actions.withdrawing import Withdrawn
from liamm.features.terrain.correspondents import contact_of
from liamm.features.terrain.enums import SignalState, Whence, Withdrawal
from liamm.features.terrain.following import signal_behind
from liamm.features.terrain.forms.following import PrecisionForm, RemainingForm, WithdrawForm
from liamm.features.terrain.models import FieldSignal, SignalFile
from liamm.features.terrain.queries.erasing import remaining
from liamm.features.terrain.queries.following import follow_page
from liamm.kernel import storage
from liamm.kernel.access import LinkHolder, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.secrecy import kept_secret
from liamm.ui.submitting import attempt

SecretView = Callable[..., HttpResponseBase]


def secret(view: SecretView) -> SecretView:
    """Open the view to the holder of a link; nothing of it is cached, indexed or told to another site."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, token: str, **rest: object) -> HttpResponseBase:
        signal = signal_behind(token)
        if signal is None:
            raise Http404
        return kept_secret(view(request, signal, token=token, **rest))

    return public(guarded)


@secret
def receipt(request: HttpRequest, signal: FieldSignal, token: str) -> HttpResponse:
    """The receipt: the reference, and the link to keep."""
    link = request.build_absolute_uri(f"/suivi/{token}/")
    contact = contact_of(signal)
    by_account = bool(contact and contact.whence in {Whence.ACCOUNT, Whence.PASSED})
    context = {"signal": signal, "token": token, "link": link, "by_mail": bool(contact), "by_account": by_account}
    return page(request, "terrain/receipt.html", context)


@secret
def follow(request: HttpRequest, signal: FieldSignal, token: str) -> HttpResponse:
    """What became of it, step by step; adding to it or answering the team."""
    form = PrecisionForm(request.POST or None)
    tried = attempt(form, lambda: add_precision(LinkHolder(signal.pk), signal, text=form.cleaned_data["text"]))
    if tried.done:
        tell(request, _("C’est noté. L’équipe le lira."))
        return redirect("terrain:follow", token)
    context = {"found": follow_page(signal), "form": form, "refusal": tried.refusal, "token": token}
    return page(request, "terrain/follow.html", context)


@secret
@require_POST
def agree(request: HttpRequest, signal: FieldSignal, token: str) -> HttpResponse:
    """Agree to a public wording, or take that back."""
    agreed = request.POST.get("agreed") == "1"
    said = _("C’est noté : merci.") if agreed else _("C’est noté : rien n’est ou ne sera publié.")
    return _in_one_click(request, token, lambda: agree_publication(LinkHolder(signal.pk), signal, agreed=agreed), said)


@secret
@require_POST
def news(request: HttpRequest, signal: FieldSignal, token: str) -> HttpResponse:
    """Stop the mails in one click, or take them again."""
    stopped = request.POST.get("stopped") == "1"
    said = _("Vous ne recevrez plus de courriel.") if stopped else _("Vous recevrez de nouveau des courriels.")
    return _in_one_click(request, token, lambda: stop_news(LinkHolder(signal.pk), signal, stopped=stopped), said)


def _in_one_click(request: HttpRequest, token: str, act: Callable[[], object], said: str) -> HttpResponse:
    """Do what a button asks; pressed on a page opened before the signal was withdrawn, it is answered in words."""
    try:
        act()
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        tell(request, said)
    return redirect("terrain:follow", token)


@secret
def withdraw(request: HttpRequest, signal: FieldSignal, token: str) -> HttpResponse:
    """Withdraw, after it was said what remains."""
    if signal.state == SignalState.WITHDRAWN:
        return redirect("terrain:follow", token)
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and form.cleaned_data["scope"] == Withdrawal.PERSON:
        return redirect("terrain:remaining", token)
    whole = Withdrawn(scope=Withdrawal.WHOLE)
    tried = attempt(form, lambda: withdraw_signal(LinkHolder(signal.pk), signal, withdrawn=whole))
    if tried.done:
        tell(request, _("C’est effacé."))
        return redirect("terrain:follow", token)
    return page(request, "terrain/withdraw.html", {"form": form, "token": token, "refusal": tried.refusal})


@secret
def what_remains(request: HttpRequest, signal: FieldSignal, token: str) -> HttpResponse:
    """Read again what would remain without what designates the person, take more out, and confirm."""
    if signal.state == SignalState.WITHDRAWN:
        return redirect("terrain:follow", token)
    form = RemainingForm(request.POST.copy() or None, signal=signal)
    refusal = None
    if "confirm" in request.POST:
        tried = attempt(form, lambda: withdraw_signal(LinkHolder(signal.pk), signal, withdrawn=form.withdrawn()))
        if tried.done:
            tell(request, _("C’est effacé. Voici ce qui reste."))
            return redirect("terrain:follow", token)
        refusal = tried.refusal
    left = remaining(signal, form.pieces)
    context = {"form": _read_anew(form, left.seen), "left": left, "token": token, "refusal": refusal}
    looked = "look" in request.POST and form.is_valid()
    return page(request, "terrain/remaining.html", context, status=200 if looked else None)


def _read_anew(form: RemainingForm, seen: str) -> RemainingForm:
    """The form as the page shows it: what is confirmed next is the text shown now."""
    if isinstance(form.data, QueryDict) and form.is_bound:
        form.data["seen"] = seen
    return form


@secret
def own_file(request: HttpRequest, signal: FieldSignal, token: str, pk: UUID) -> HttpResponseBase:
    """A file that the author gave."""
    del request, token
    return storage.serve(get_object_or_404(SignalFile, pk=pk, signal=signal).kept)
