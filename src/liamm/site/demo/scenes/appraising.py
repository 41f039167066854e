"""Appraisers are invited, argue, send or stay out; named persons state the gate; the team says the load."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from liamm.features.commitments.queries import LoadLine
from liamm.features.proposals import actions
from liamm.features.proposals.actions import Draft
from liamm.features.proposals.enums import Stage as Part
from liamm.features.proposals.enums import Verdict
from liamm.features.proposals.models import AppraiserSeat, Proposal
from liamm.features.proposals.queries import grid_of, latest_version
from liamm.features.proposals.queries.grid import criteria_of
from liamm.site.demo.requests_told import AppraisalTale, RequestTale
from liamm.site.demo.stage import Stage, on_day, working


def plan(stage: Stage, one: RequestTale) -> None:
    """All that is thought of a submitted request, each on its day."""
    assert one.submitted is not None  # what is appraised was submitted
    if one.appraisals:
        asked = working(on_day(one.day(stage, one.submitted) + timedelta(days=2), 10))
        stage.cue(max(asked, on_day(one.day(stage, one.submitted), 18)), partial(_invite, stage, one))
    for told in one.appraisals:
        _plan_opinions(stage, one, told)
    if one.gate:
        day = one.day(stage, one.gate["at"])
        for hour, (person, argument) in enumerate(one.gate["words"].items(), start=10):
            stage.cue(on_day(day, hour), partial(_state, stage, one, person, argument))
    if one.load:
        stage.cue(on_day(one.day(stage, one.load["at"]), 15), partial(_enter_load, stage, one))


def _plan_opinions(stage: Stage, one: RequestTale, told: AppraisalTale) -> None:
    if told.conflict:
        day = told.conflict_at if told.conflict_at is not None else told.gate
        assert day is not None  # a conflict is declared some day
        stage.cue(on_day(one.day(stage, day), 12), partial(_set_aside, stage, one, told))
        return
    if told.gate is not None:
        stage.cue(on_day(one.day(stage, told.gate), 16), partial(_send, stage, one, told, Part.GATE))
    if told.rest is not None:
        stage.cue(on_day(one.day(stage, told.rest), 16), partial(_send, stage, one, told, Part.REST))


def _proposal(stage: Stage, one: RequestTale) -> Proposal:
    return Proposal.objects.select_related("space").get(pk=stage.made[f"proposal:{one.key}"])


def _seat(stage: Stage, one: RequestTale, person: str) -> AppraiserSeat:
    version = latest_version(_proposal(stage, one))
    seats = AppraiserSeat.objects.select_related("version__proposal")
    return seats.get(version=version, person=stage.person(person))


def _invite(stage: Stage, one: RequestTale) -> None:
    facilitator = stage.person(one.facilitator)
    for told in one.appraisals:
        actions.invite_appraiser(facilitator, _proposal(stage, one), person=stage.person(told.person))


def _set_aside(stage: Stage, one: RequestTale, told: AppraisalTale) -> None:
    actions.set_aside_appraiser(stage.person(told.person), _seat(stage, one, told.person), reason=told.conflict)


def _send(stage: Stage, one: RequestTale, told: AppraisalTale, part: Part) -> None:
    seat = _seat(stage, one, told.person)
    wanted = criteria_of(grid_of(seat.version).value, part)
    drafts = {key: Draft(*told.says[key]) for key in wanted}
    actions.send_opinions(stage.person(told.person), seat, stage=part, drafts=drafts)


def _state(stage: Stage, one: RequestTale, person: str, argument: str) -> None:
    assert one.gate is not None  # planned only then
    state = actions.pass_gate if one.gate["verdict"] == Verdict.PASSED else actions.hold_gate
    state(stage.person(person), _proposal(stage, one), argument=argument)


def _enter_load(stage: Stage, one: RequestTale) -> None:
    assert one.load is not None  # planned only then
    start = one.day(stage, 0) if one.anchor else stage.today
    if one.delegated is not None:
        start = one.day(stage, one.delegated)
    lines = [LoadLine(_months_after(start, month), skill, Decimal(days)) for month, skill, days in one.load["lines"]]
    actions.enter_load(stage.person(one.facilitator), _proposal(stage, one), lines=lines)


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
