"""What the pages that act have in common: who may, the form, the refusal that keeps what was typed, the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from liamm.features.governance.policies import policy
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, stopped, tell
from liamm.ui.submitting import Attempt, attempt

SAID = "said"
"""The name of the button of the second step."""
AGAIN = "again"
"""The name of the button that comes back to the form, with everything typed."""
_NOT_TYPED = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One page that asks for one act: its words, where one comes back, and what stands above the form.

    `onward` gives, once the act is done, the address of what it made; without it one comes back. `stops` raises what
    the act itself would refuse whatever is typed: the page shows it in place of the form. `sure` says what cannot be
    taken back: it is read, with what was typed, before the act is done.
    """

    heading: str
    done: str
    back: str
    submit: str = ""
    lead: str = ""
    template: str = "governance/act.html"
    context: dict[str, Any] | None = None
    onward: Callable[[Any], str] | None = None
    stops: Callable[[], object] | None = None
    sure: str = ""


def check(request: HttpRequest, permission: StrEnum, target: object = None) -> None:
    """Stop here unless the person may: a page that asks for an act says why one may not.

    Raises Refused with the reason.
    """
    decision = policy.decide(request.user, permission, target)
    if not decision:
        raise Refused(decision)


def answer(request: HttpRequest, form: BaseForm, act: Callable[[], object], ask: Ask) -> HttpResponse:
    """Show the form, or do the act and come back; a refusal comes with everything that was typed."""
    if request.method != "POST" and ask.stops is not None:
        try:
            ask.stops()
        except DomainError as reason:
            return stopped(request, reason, heading=ask.heading, back=ask.back)
    tried: Attempt[object] = Attempt()
    if request.method == "POST" and ask.sure and SAID not in request.POST and form.is_valid():
        if AGAIN not in request.POST:
            return page(request, "governance/sure.html", {"ask": ask, "typed": typed(request)})
    elif request.method == "POST":
        tried = attempt(form, act)
        if tried.done:
            tell(request, ask.done)
            return redirect(ask.onward(tried.result) if ask.onward else ask.back)
    context = {"form": form, "ask": ask, "refusal": tried.refusal, **(ask.context or {})}
    return page(request, ask.template, context)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed in a form of two steps, to be sent again with the second."""
    return [(name, value) for name, values in request.POST.lists() if name not in _NOT_TYPED for value in values]
