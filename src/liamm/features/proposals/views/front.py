"""What one can ask, the self-check, one's own requests, the grid in force, and the list of the team."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.proposals.forms.handling import DeskForm
from liamm.features.proposals.forms.starting import CheckForm
from liamm.features.proposals.policies import Permission, on_team, policy
from liamm.features.proposals.queries.clarifying import clarifications_of
from liamm.features.proposals.queries.grid import grid_in_force
from liamm.features.proposals.queries.orienting import orientation_of
from liamm.features.proposals.queries.pages import DeskFilters, awaited_of, desk_lines, desk_rows, proposals_of
from liamm.kernel import clock
from liamm.kernel.access import opens, public
from liamm.ui.page import page

_A_PAGE = 30


@public
def front(request: HttpRequest) -> HttpResponse:
    """What one can ask of the lab; who is signed in finds their own requests."""
    person = request.user if isinstance(request.user, Person) else None
    context = {
        "functions": bindings.functions(clock.today()),
        "team": on_team(request.user),
        "person": person,
        "mine": proposals_of(person) if person else [],
        "awaited": awaited_of(person) if person else [],
        "clarifications": clarifications_of(person) if person else [],
    }
    return page(request, "proposals/front.html", context)


@public
def check(request: HttpRequest) -> HttpResponse:
    """A few plain questions; the answer is in words and nothing is kept."""
    eligibility = bindings.eligibility(clock.today())
    form = CheckForm(request.POST or None, eligibility=eligibility.value)
    found = orientation_of(form.cleaned_data["scope"], form.answers) if form.is_valid() else None
    context = {"form": form, "eligibility": eligibility, "found": found}
    return page(request, "proposals/check.html", context)


@public
def grid(request: HttpRequest) -> HttpResponse:
    """The grid in force, with its questions and its mottos."""
    return page(request, "proposals/grid.html", {"grid": grid_in_force()})


@opens(policy, Permission.SEE_ALL)
def everything(request: HttpRequest) -> HttpResponse:
    """All requests, in every state."""
    form = DeskForm(request.GET)
    form.is_valid()  # what is not understood is said above the list, and left aside
    told = form.cleaned_data
    filters = DeskFilters(told.get("q", ""), told.get("etat", ""), told.get("genre", ""))
    shown = Paginator(desk_rows(request.user, filters), _A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": shown, "lines": desk_lines(shown)}
    return page(request, "proposals/desk.html", context, fragment="results")
