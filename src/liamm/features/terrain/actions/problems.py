"""Crossing signals into a question worth working on, and saying how ripe it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.charter.bindings import promised
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.models import Space
from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.facts import (
    KnownWritten,
    ProblemClosed,
    ProblemRaised,
    ProblemReopened,
    ProblemSentAgain,
    SignalsCrossed,
    SignalUncrossed,
)
from liamm.features.terrain.locking import lock_signal, move
from liamm.features.terrain.models import Crossing, FieldSignal, KnownVersion, Problem
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.authors import COMMUNITY, authors_of, problem_node, signal_node
from liamm.features.terrain.rules.links import seed_of
from liamm.features.terrain.said import said_of
from liamm.features.terrain.telling import tell_step
from liamm.features.terrain.telltale import refuse_telltale
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.search.index import reindex
from liamm.kernel.stale import refuse_stale
from liamm.kernel.thread.chain import tie, untie

CROSSED_INTO = "crossed_into"
CROSSED = gettext_lazy("Ce que vous avez dit est croisé avec d’autres remontées dans une question à travailler.")
CROSSED_PASSED = gettext_lazy(
    "Ce que vous avez transmis est croisé avec d’autres remontées dans une question à travailler."
)
CLOSED = gettext_lazy("Le travail sur cette question s’arrête ici ; sa page dit pourquoi.")
REOPENED = gettext_lazy("Le travail sur cette question reprend.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemDraft:
    """A question, who is concerned, what is known so far, who may read it; `checked` once doubts were looked at.

    `submission` is the key of the form: the same key raises one problem, however often it comes.
    `seen` is the mark of what one had read before (see `kernel.stale`).
    """

    question: str
    concerned: str = ""
    known: str = ""
    audience: Audience = Audience.PUBLIC
    checked: bool = False
    submission: str = ""
    seen: str | None = None


@action
def raise_problem(actor: Actor, draft: ProblemDraft, *, signals: Sequence[FieldSignal] = ()) -> Problem:
    """Name a question worth working on, from signals that were read."""
    require(policy, actor, Permission.SHAPE_PROBLEM)
    _refuse_no_question(draft)
    _refuse_telltale(draft)
    seed = seed_of(draft.submission) if draft.submission else None
    try:
        with transaction.atomic():
            problem = _raise(actor, draft, seed)
    except IntegrityError:
        problem = Problem.objects.get(seed=seed)
        record(actor, ProblemSentAgain(subject_id=problem.pk))
        return problem
    _write(actor, problem, draft)
    record(actor, ProblemRaised(subject_id=problem.pk, reference=problem.reference))
    if signals:
        cross_signals(actor, problem, signals=signals)
    return problem


def _raise(actor: Actor, draft: ProblemDraft, seed: str | None) -> Problem:
    return Problem.objects.create(
        space=Space.objects.the_lab(),
        audience=draft.audience,
        reference=next_reference("PB"),
        question=draft.question.strip(),
        raised_by=actor if isinstance(actor, Person) else None,
        seed=seed,
    )


@action
def cross_signals(actor: Actor, problem: Problem, *, signals: Sequence[FieldSignal]) -> Problem:
    """Cross signals into a problem; those already there stay, their authors are told once."""
    require(policy, actor, Permission.SHAPE_PROBLEM, problem)
    problem = _lock(problem)
    _refuse_closed(problem)
    known = set(Crossing.objects.filter(problem=problem, ended_at=None).values_list("signal_id", flat=True))
    added: list[UUID] = []
    for signal in sorted(signals, key=lambda one: one.pk):
        if signal.pk not in known:
            _cross(actor, problem, lock_signal(signal))
            added.append(signal.pk)
    told = [one.pk for one in authors_of([signal_node(one) for one in signals])]
    tell_step(told, f"crossed:{problem.pk}", CROSSED, passed=CROSSED_PASSED, url=_public_url(problem))
    record(actor, SignalsCrossed(subject_id=problem.pk, signals=tuple(added)))
    return problem


@action
def uncross_signal(actor: Actor, problem: Problem, *, signal: FieldSignal) -> Problem:
    """Take a signal out of a problem; the history keeps that it was there."""
    require(policy, actor, Permission.SHAPE_PROBLEM, problem)
    problem, signal = _lock(problem), lock_signal(signal)
    ended = Crossing.objects.filter(problem=problem, signal=signal, ended_at=None).update(ended_at=clock.now())
    if not ended:
        raise DomainError(_("Cette remontée n’est pas dans cette problématique."))
    untie(signal_node(signal), CROSSED_INTO, problem_node(problem))
    still = Crossing.objects.filter(signal=signal, ended_at=None).exists()
    if signal.state == SignalState.CROSSED and not still:
        move(signal, SignalState.READ).save()
    record(actor, SignalUncrossed(subject_id=problem.pk, signal=signal.pk))
    return problem


@action
def write_known(actor: Actor, problem: Problem, *, draft: ProblemDraft) -> Problem:
    """Write what is known anew; the versions before stay readable."""
    require(policy, actor, Permission.SHAPE_PROBLEM, problem)
    problem = _lock(problem)
    refuse_stale(draft.seen, said_of(problem))
    _refuse_no_question(draft)
    _refuse_telltale(draft)
    problem.audience = draft.audience
    number = _write(actor, problem, draft)
    reindex(COMMUNITY, list(problem.communities.values_list("pk", flat=True)))  # found by the question too
    record(actor, KnownWritten(subject_id=problem.pk, number=number))
    return problem


@action
def close_problem(actor: Actor, problem: Problem, *, because: str, checked: bool = False) -> Problem:
    """Stop working on a problem, and say why where everybody reads it."""
    require(policy, actor, Permission.SHAPE_PROBLEM, problem)
    problem = _lock(problem)
    _refuse_closed(problem)
    if not because.strip():
        raise DomainError(
            _("Dites pourquoi le travail s’arrête : ceux qui ont parlé le liront."),
            citation=promised("reasons_given"),
            field="because",
        )
    refuse_telltale(because, field="because", checked=checked)
    problem.closed_at, problem.closed_because = clock.now(), because.strip()
    problem.save()
    _tell(problem, "closed", CLOSED)
    record(actor, ProblemClosed(subject_id=problem.pk))
    return problem


@action
def reopen_problem(actor: Actor, problem: Problem) -> Problem:
    """Take the work up again."""
    require(policy, actor, Permission.SHAPE_PROBLEM, problem)
    problem = _lock(problem)
    if problem.is_open:
        raise DomainError(_("Cette problématique est ouverte."))
    problem.closed_at, problem.closed_because = None, ""
    problem.save()
    _tell(problem, "reopened", REOPENED)
    record(actor, ProblemReopened(subject_id=problem.pk))
    return problem


def _cross(actor: Actor, problem: Problem, signal: FieldSignal) -> None:
    if signal.is_merged:
        raise DomainError(
            _("La remontée %(reference)s est rapprochée d’une autre.") % {"reference": signal.reference},
            nearest=_("Croisez celle qui la porte : elle vaut pour les deux."),
        )
    if signal.state != SignalState.CROSSED:
        move(signal, SignalState.CROSSED).save()
    Crossing.objects.create(problem=problem, signal=signal, by=actor if isinstance(actor, Person) else None)
    tie(signal_node(signal), CROSSED_INTO, problem_node(problem))


def _write(actor: Actor, problem: Problem, draft: ProblemDraft) -> int:
    problem.question, problem.concerned = draft.question.strip(), draft.concerned.strip()
    problem.known = draft.known.strip()
    problem.save()
    last = problem.versions.first()
    number = last.number + 1 if last else 1
    KnownVersion.objects.create(
        problem=problem,
        number=number,
        question=problem.question,
        concerned=problem.concerned,
        known=problem.known,
        by=actor if isinstance(actor, Person) else None,
    )
    return number


def _tell(problem: Problem, what: str, sentence: object) -> None:
    """Closing and reopening may happen again: each time is a step of its own."""
    told = [one.pk for one in authors_of([problem_node(problem)])]
    key = f"{what}:{problem.pk}:{clock.now():%Y%m%d%H%M%S}"
    tell_step(told, key, str(sentence), url=_public_url(problem))


def _public_url(problem: Problem) -> str:
    """Authors have no account: they are only sent where they may read."""
    return problem.get_absolute_url() if problem.audience == Audience.PUBLIC else ""


def _lock(problem: Problem) -> Problem:
    return Problem.objects.select_for_update(of=("self",), no_key=True).get(pk=problem.pk)


def _refuse_closed(problem: Problem) -> None:
    if not problem.is_open:
        raise DomainError(
            _("Cette problématique est close."), nearest=_("Rouvrez-la d’abord : la raison de sa clôture reste écrite.")
        )


def _refuse_telltale(draft: ProblemDraft) -> None:
    for name in ("question", "concerned", "known"):
        refuse_telltale(getattr(draft, name), field=name, checked=draft.checked)


def _refuse_no_question(draft: ProblemDraft) -> None:
    if not draft.question.strip():
        raise DomainError(_("Une problématique est une question : écrivez-la."), field="question")
    if len(draft.question.strip()) > 250:  # noqa: PLR2004  # the length of the column
        raise DomainError(_("Une question tient en 250 signes ; le reste va dans ce que l’on sait."), field="question")
