"""Closing an item in two steps: one reads what will be decided, then says that it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.charter.bindings.shapes.functions import Function
from liamm.features.charter.bindings.shapes.route import Outcome
from liamm.features.charter.enums import Effect
from liamm.features.governance.actions import ClosingDraft
from liamm.features.governance.forms.decisions import ClosingForm, PreconisationForm, closing_draft
from liamm.features.governance.models import Decision
from liamm.features.governance.queries.decisions.pages import STAMPS
from liamm.features.governance.rules.closing import RETAINS
from liamm.features.governance.views.answering import AGAIN, SAID, typed
from liamm.kernel.actions import rehearse
from liamm.ui.page import page, tell
from liamm.ui.submitting import Attempt, attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorway:
    """By which page an item is closed: its form, what it shows beside, and the act itself."""

    template: str
    shown: object
    title: str
    outcomes: Iterable[Outcome]
    functions: Iterable[Function]
    act: Callable[[ClosingDraft], Decision]


def close(
    request: HttpRequest, form: ClosingForm, lines: BaseFormSet[PreconisationForm], door: Doorway
) -> HttpResponse:
    """Show the form, then what would be decided, then decide; a refusal comes with everything that was typed."""
    tried: Attempt[Decision] = Attempt()
    if request.method == "POST" and AGAIN not in request.POST and lines.is_valid():
        said = SAID in request.POST
        tried = attempt(form, lambda: _act(form, lines, door, said=said))
        if tried.result and said:
            tell(request, _("C’est décidé : %(outcome)s.") % {"outcome": tried.result.outcome_name})
            return redirect("governance:texts", tried.result.reference)
        if tried.result:
            return _foreseen(request, tried.result, closing_draft(form, lines), door)
    return page(request, door.template, {"page": door.shown, "form": form, "lines": lines, "refusal": tried.refusal})


def _act(form: ClosingForm, lines: BaseFormSet[PreconisationForm], door: Doorway, *, said: bool) -> Decision:
    draft = closing_draft(form, lines)
    return door.act(draft) if said else rehearse(lambda: door.act(draft))


def _foreseen(request: HttpRequest, decision: Decision, draft: ClosingDraft, door: Doorway) -> HttpResponse:
    """The decision as it would stand, before anything is kept."""
    context = {
        "title": door.title,
        "decision": decision,
        "stamp": STAMPS[decision.effect],
        "confirmed_by": _confirmed_by(decision),
        "preconisations": draft.preconisations,
        "meaning": next(one.meaning for one in door.outcomes if one.key == decision.outcome),
        "function": next((one.name for one in door.functions if one.key == decision.redirected_to), ""),
        "typed": typed(request),
    }
    return page(request, "governance/foreseen.html", context)


def _confirmed_by(decision: Decision) -> str:
    """The body that has the last word on what would be proposed, if another has."""
    last = decision.confirms_id is not None or Effect(decision.effect) not in RETAINS
    return "" if last else decision.route.get("confirms_name") or ""
