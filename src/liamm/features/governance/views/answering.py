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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One page that asks for one act: its words, where one comes back, and what stands above the form.

    `onward` gives, once the act is done, the address of what it made; without it one comes back. `stops` raises what
    the act itself would refuse whatever is typed: the page shows it in place of the form.
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
    if request.method == "POST":
        tried = attempt(form, act)
        if tried.done:
            tell(request, ask.done)
            return redirect(ask.onward(tried.result) if ask.onward else ask.back)
    context = {"form": form, "ask": ask, "refusal": tried.refusal, **(ask.context or {})}
    return page(request, ask.template, context)
