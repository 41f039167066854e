"""Requests are written together, submitted word for word, given back, taken up again or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from liamm.features.accounts.models import Person
from liamm.features.proposals import actions
from liamm.features.proposals.models import Clarification, Invitation, Proposal
from liamm.features.proposals.questions import own_keys
from liamm.features.proposals.rules.writing import Sent, Value, digest
from liamm.kernel.thread.chain import Node
from liamm.site.demo.requests_told import Day, RequestTale, request_tales
from liamm.site.demo.scenes import appraising
from liamm.site.demo.stage import Stage, on_day


def tell(stage: Stage) -> None:
    """Let every request be written on its days, and appraised on others."""
    for one in request_tales():
        _plan(stage, one)
        if one.again:
            _plan_again(stage, one.again)


def request_of(stage: Stage, key: str) -> Proposal:
    """A request of the story."""
    return Proposal.objects.select_related("space").get(pk=stage.made[f"proposal:{key}"])


def _plan(stage: Stage, one: RequestTale) -> None:
    assert one.starts is not None  # every request begins some day
    first = one.day(stage, one.starts)
    start = partial(_resubmit if one.successor_of else _start, stage, one)
    stage.cue(on_day(first, 9), start)
    stage.cue(on_day(first, 10), partial(_invite, stage, one))
    if one.draft:
        stage.cue(on_day(first, 19), partial(_write, stage, one))
        return
    assert one.submitted is not None  # what is not a draft was submitted
    _plan_submission(stage, one, one.submitted)
    if one.withdrawn is not None:
        stage.cue(on_day(one.day(stage, one.withdrawn), 12), partial(_withdraw, stage, one))
    if one.returned is not None:
        stage.cue(on_day(one.day(stage, one.returned), 12), partial(_return, stage, one))


def _plan_submission(stage: Stage, one: RequestTale, submitted: Day) -> None:
    day = one.day(stage, submitted)
    stage.cue(on_day(day, 8), partial(_write, stage, one))
    stage.cue(on_day(day, 17), partial(_submit, stage, one))
    appraising.plan(stage, one)


def _plan_again(stage: Stage, one: RequestTale) -> None:
    assert one.resumed is not None and one.submitted is not None  # noqa: PT018  # both are told of a next version
    stage.cue(on_day(one.day(stage, one.resumed), 9), partial(_take_up, stage, one))
    _plan_submission(stage, one, one.submitted)


def _start(stage: Stage, one: RequestTale) -> None:
    starter = stage.person(one.carriers[0])
    title = one.answers.get("title", "")
    proposal = actions.start_proposal(starter, _origin(stage, one.origin), kind=one.kind, title=title)
    stage.made[f"proposal:{one.key}"] = proposal.pk


def _origin(stage: Stage, name: str) -> Node | Clarification | None:
    if not name:
        return None
    kind, _colon, _key = name.partition(":")
    if kind == "clarification":
        return Clarification.objects.get(pk=stage.made[name])
    return Node(kind, stage.made[name])


def _resubmit(stage: Stage, one: RequestTale) -> None:
    former = request_of(stage, one.successor_of)
    proposal = actions.resubmit_proposal(stage.person(one.carriers[0]), former, kind=one.kind)
    stage.made[f"proposal:{one.key}"] = proposal.pk


def _invite(stage: Stage, one: RequestTale) -> None:
    """The other carriers are asked by mail and say yes; someone may not have answered yet."""
    proposal, starter = request_of(stage, one.key), stage.person(one.carriers[0])
    for key in one.carriers[1:]:
        asked = stage.person(key)
        invitation = actions.invite_carrier(starter, proposal, email=asked.email)
        _accept(stage, asked, invitation)
    if one.invited:
        actions.invite_carrier(starter, proposal, email=one.invited)


def _accept(stage: Stage, person: Person, invitation: Invitation) -> None:
    actions.accept_invitation(person, invitation, organisation=stage.organisation_of(person))


def _write(stage: Stage, one: RequestTale) -> None:
    """Each carrier writes a part of the answers."""
    texts = _texts(stage, one)
    writers = one.carriers
    for turn, writer in enumerate(writers):
        mine = dict(list(texts.items())[turn :: len(writers)])
        proposal = request_of(stage, one.key)
        known = {answer.question: answer for answer in proposal.answers.all()}
        sent = {}
        for key, value in mine.items():
            before = known.get(key)
            base, text = (before.number, before.value) if before else (0, "")
            sent[key] = Sent(value, base, digest(text))
        actions.write_answers(stage.person(writer), proposal, sent=sent)


def _texts(stage: Stage, one: RequestTale) -> Mapping[str, Value]:
    texts: dict[str, Value] = dict(one.answers)
    if isinstance(codes := texts.get("terrains"), list):
        texts["terrains"] = [str(place.pk) for code in codes if (place := stage.place(code))]
    for criterion, (step, argument) in one.own.items():
        step_key, argument_key = own_keys(criterion)
        texts |= {step_key: step, argument_key: argument}
    return texts


def _submit(stage: Stage, one: RequestTale) -> None:
    actions.submit_proposal(stage.person(one.carriers[0]), request_of(stage, one.key))


def _take_up(stage: Stage, one: RequestTale) -> None:
    actions.take_up_again(stage.person(one.carriers[0]), request_of(stage, one.key))


def _withdraw(stage: Stage, one: RequestTale) -> None:
    carrier = stage.person(one.carriers[0])
    actions.withdraw_proposal(carrier, request_of(stage, one.key), words=one.withdrawn_words)


def _return(stage: Stage, one: RequestTale) -> None:
    actions.return_proposal(stage.person(one.facilitator), request_of(stage, one.key), words=one.returned_words)
