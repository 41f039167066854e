"""Signals crossed into questions, how ripe each is, and the people who gather around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from liamm.features.charter import bindings
from liamm.features.commitments.enums import Unit
from liamm.features.commitments.jobs import end_terms
from liamm.features.terrain import actions
from liamm.features.terrain.models import InterestCommunity, Problem
from liamm.kernel import clock
from liamm.site.demo.reading import tales
from liamm.site.demo.scenes.signals import SignalTale, signal_of
from liamm.site.demo.stage import Act, Stage, working


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemTale:
    """A question as it is told in its file: its first words, the later versions, what shows that it ripens."""

    ago: int
    by: str
    question: str
    concerned: str
    known: str
    versions: Sequence[Mapping[str, Any]] = ()
    maturity: Sequence[Mapping[str, Any]] = ()
    closed_ago: int | None = None
    closed_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityTale:
    """A community of interest: its call, and who joined it."""

    ago: int
    by: str
    name: str
    call: str
    ends_in: int
    usual_meetings: int
    sought: Sequence[str]
    joinings: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningTale:
    """Someone joins, for how many meetings and until when (in days from today); they may leave with a word."""

    person: str
    ago: int
    expertise: str
    amount: int = 3
    ends_in: int | None = None
    leaves_ago: int | None = None
    farewell: str = ""


_TERMS = 13


def tell(stage: Stage) -> None:
    """Raise every question on its day, with all that follows; engagements come to their term by themselves."""
    stage.ago(_TERMS, end_terms, hour=2)
    for key, told in tales("terrain").items():
        if "problem" not in told:
            continue
        problem = ProblemTale(**told["problem"])
        signals = [SignalTale(**one) for one in told["signals"]]
        _plan_problem(stage, key, problem, signals)
        if "community" in told:
            _plan_community(stage, key, CommunityTale(**told["community"]))


def problem_of(stage: Stage, key: str) -> Problem:
    """A question of the story."""
    return Problem.objects.get(pk=stage.made[f"problem:{key}"])


def community_of(stage: Stage, key: str) -> InterestCommunity:
    """A community of the story."""
    return InterestCommunity.objects.select_related("space").get(pk=stage.made[f"community:{key}"])


def _plan_problem(stage: Stage, key: str, problem: ProblemTale, signals: Sequence[SignalTale]) -> None:
    first = [one.key for one in signals if one.crossed_ago is None and not one.merge]

    def at(ago: int, hour: int, act: Act) -> None:
        stage.cue(working(stage.moment(ago, hour)), act)

    at(problem.ago, 11, partial(_raise, stage, key, problem, first))
    for one in signals:
        if one.crossed_ago is not None:
            at(one.crossed_ago, 11, partial(_cross, stage, key, problem.by, one.key))
    for version in problem.versions:
        at(version["ago"], 14, partial(_write, stage, key, problem, version["known"]))
    for mark in problem.maturity:
        at(mark["ago"], 15, partial(_mark, stage, key, mark))
    if problem.closed_ago is not None:
        at(problem.closed_ago, 16, partial(_close, stage, key, problem))


def _draft(problem: ProblemTale, known: str) -> actions.ProblemDraft:
    """What the tale says was looked at: it names nobody."""
    return actions.ProblemDraft(question=problem.question, concerned=problem.concerned, known=known, checked=True)


def _raise(stage: Stage, key: str, problem: ProblemTale, first: Sequence[str]) -> None:
    draft = _draft(problem, problem.known)
    signals = [signal_of(stage, one) for one in first]
    raised = actions.raise_problem(stage.person(problem.by), draft, signals=signals)
    stage.made[f"problem:{key}"] = raised.pk


def _cross(stage: Stage, key: str, by: str, signal: str) -> None:
    actions.cross_signals(stage.person(by), problem_of(stage, key), signals=[signal_of(stage, signal)])


def _write(stage: Stage, key: str, problem: ProblemTale, known: str) -> None:
    draft = _draft(problem, known)
    actions.write_known(stage.person(problem.by), problem_of(stage, key), draft=draft)


def _mark(stage: Stage, key: str, mark: Mapping[str, Any]) -> None:
    actions.mark_maturity(
        stage.person(mark["by"]),
        problem_of(stage, key),
        condition=mark["condition"],
        kept=mark["kept"],
        evidence=mark["evidence"],
        checked=True,
    )


def _close(stage: Stage, key: str, problem: ProblemTale) -> None:
    actions.close_problem(
        stage.person(problem.by), problem_of(stage, key), because=problem.closed_because, checked=True
    )


def _plan_community(stage: Stage, key: str, community: CommunityTale) -> None:
    stage.cue(working(stage.moment(community.ago, 14)), partial(_gather, stage, key, community))
    for told in community.joinings:
        one = JoiningTale(**told)
        stage.ago(one.ago, partial(_join, stage, key, community, one), hour=18)
        if one.leaves_ago is not None:
            stage.ago(one.leaves_ago, partial(_leave, stage, key, one), hour=19)


def _gather(stage: Stage, key: str, community: CommunityTale) -> None:
    call = actions.Call(
        name=community.name,
        call=community.call,
        ends=stage.today + timedelta(days=community.ends_in),
        usual_meetings=community.usual_meetings,
        sought=community.sought,
        checked=True,
    )
    opened = actions.open_community(stage.person(community.by), problem_of(stage, key), call=call)
    stage.made[f"community:{key}"] = opened.pk


def _join(stage: Stage, key: str, community: CommunityTale, one: JoiningTale) -> None:
    person = stage.person(one.person)
    ends_in = community.ends_in if one.ends_in is None else one.ends_in
    engagement = actions.Engagement(
        amount=Decimal(one.amount),
        unit=Unit.MEETINGS,
        ends=stage.today + timedelta(days=ends_in),
        rules=bindings.community_rules(clock.today()).version,
        expertise=one.expertise,
        organisation=stage.organisation_of(person),
    )
    actions.join_community(person, community_of(stage, key), engagement=engagement)


def _leave(stage: Stage, key: str, one: JoiningTale) -> None:
    actions.leave_community(stage.person(one.person), community_of(stage, key), farewell=one.farewell)
