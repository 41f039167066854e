"""Problems: the page of one, and what the team does with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.charter import bindings
from liamm.features.terrain.actions import (
    close_problem,
    cross_signals,
    mark_maturity,
    open_community,
    raise_problem,
    redact_version,
    reopen_problem,
    uncross_signal,
    write_known,
)
from liamm.features.terrain.forms.desk import NothingForm
from liamm.features.terrain.forms.problems import (
    BecauseForm,
    CallForm,
    MaturityForm,
    NewProblemForm,
    ProblemForm,
    RedactForm,
    ReferencesForm,
    UncrossForm,
)
from liamm.features.terrain.models import Problem
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.problems import problem_page
from liamm.features.terrain.said import said_of
from liamm.features.terrain.views.verbs import Verb, alone, carry_out
from liamm.kernel import clock
from liamm.kernel.access import load_visible, opens, public
from liamm.kernel.stale import mark
from liamm.ui.page import page, tell
from liamm.ui.submitting import attempt


def _maturity_form(data: Any, problem: Problem) -> MaturityForm:
    del problem
    return MaturityForm(data, conditions=bindings.maturity(clock.today()).value.conditions)


def _problem_form(data: Any, problem: Problem) -> ProblemForm:
    initial = {
        "question": problem.question,
        "concerned": problem.concerned,
        "known": problem.known,
        "audience": problem.audience,
        "seen": mark(said_of(problem)),
    }
    return ProblemForm(data, initial=initial)


VERBS: Mapping[str, Verb] = {
    "ecrire": Verb(
        gettext_lazy("Écrire ce que l’on sait"),
        gettext_lazy("Enregistrer"),
        gettext_lazy("C’est écrit ; la version d’avant reste lisible."),
        _problem_form,
        lambda actor, problem, draft: write_known(actor, problem, draft=draft),
    ),
    "maturite": Verb(
        gettext_lazy("Dire où en est une condition"),
        gettext_lazy("Enregistrer"),
        gettext_lazy("C’est noté, avec votre nom et la date."),
        _maturity_form,
        lambda actor, problem, data: mark_maturity(actor, problem, **data),
    ),
    "croiser": Verb(
        gettext_lazy("Croiser des remontées"),
        gettext_lazy("Croiser"),
        gettext_lazy("C’est fait ; leurs auteurs le savent."),
        alone(ReferencesForm),
        lambda actor, problem, data: cross_signals(actor, problem, signals=data["references"]),
    ),
    "retirer": Verb(
        gettext_lazy("Retirer une remontée"),
        gettext_lazy("Retirer"),
        gettext_lazy("Elle n’y est plus ; l’histoire le garde."),
        lambda data, problem: UncrossForm(data, problem=problem),
        lambda actor, problem, data: uncross_signal(actor, problem, signal=data["signal"]),
    ),
    "clore": Verb(
        gettext_lazy("Clore cette problématique"),
        gettext_lazy("Clore"),
        gettext_lazy("Elle est close ; les auteurs le savent."),
        alone(BecauseForm),
        lambda actor, problem, data: close_problem(actor, problem, because=data["because"], checked=data["checked"]),
    ),
    "masquer": Verb(
        gettext_lazy("Retirer le texte d’une version d’avant"),
        gettext_lazy("Retirer ce texte"),
        gettext_lazy("Ce texte n’est plus lisible ; sa date et la raison restent."),
        lambda data, problem: RedactForm(data, problem=problem),
        lambda actor, problem, data: redact_version(actor, problem, **data),
        gettext_lazy("Quand une version d’avant désigne quelqu’un. Son texte est effacé pour toujours."),
    ),
    "rouvrir": Verb(
        gettext_lazy("Rouvrir cette problématique"),
        gettext_lazy("Rouvrir"),
        gettext_lazy("Le travail reprend ; les auteurs le savent."),
        alone(NothingForm),
        lambda actor, problem, _data: reopen_problem(actor, problem),
    ),
    "communaute": Verb(
        gettext_lazy("Lancer un appel"),
        gettext_lazy("Publier l’appel"),
        gettext_lazy("L’appel est lancé."),
        lambda data, problem: CallForm(data, initial={"name": problem.question[:80]}),
        lambda actor, problem, call: open_community(actor, problem, call=call),
    ),
}


def load_problem(request: HttpRequest, reference: str) -> Problem:
    """The problem of a reference, for whoever may see it."""
    return load_visible(policy, request.user, Problem.objects.all(), reference=reference)


@public
def problem(request: HttpRequest, reference: str) -> HttpResponse:
    """A problem, with what everybody may read of it."""
    found = problem_page(request.user, load_problem(request, reference))
    return page(request, "terrain/problem.html", {"found": found})


@opens(policy, Permission.SHAPE_PROBLEM)
def act(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """One act on one problem."""
    found = load_problem(request, reference)
    return carry_out(request, VERBS, verb, found, name=found.reference)


@opens(policy, Permission.SHAPE_PROBLEM)
def new(request: HttpRequest) -> HttpResponse:
    """Name a question worth working on."""
    form = NewProblemForm(request.POST or None, initial={"references": request.GET.get("remontees", "")})
    tried = attempt(form, lambda: raise_problem(request.user, form.draft(), signals=form.cleaned_data["references"]))
    if tried.result:
        tell(request, _("La problématique est ouverte ; les auteurs des remontées le savent."))
        return redirect(tried.result)
    return page(request, "terrain/new_problem.html", {"form": form, "refusal": tried.refusal})
