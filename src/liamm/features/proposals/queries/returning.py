"""Requests put off to a day, whose load was asked for months before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import DateField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import TruncMonth

from liamm.features.charter import bindings
from liamm.features.commitments.models import LoadMonth
from liamm.features.commitments.queries import (
    LoadLine,
    asked_by,
    dated_from,
    months_passed,
    months_until,
    say_month,
)
from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.models import Proposal
from liamm.features.proposals.saying import say_passed
from liamm.kernel import clock
from liamm.kernel.stale import Texts
from liamm.ui.dates import say_number


def passed_of(proposal: Proposal, lines: Sequence[LoadLine]) -> str:
    """Which months asked lie before the return of a request that was put off, in one sentence; nothing when none."""
    if proposal.state != ProposalState.DEFERRED or proposal.returns_on is None:
        return ""
    return say_passed(months_passed(lines, proposal.returns_on), proposal.returns_on)


def load_passed(proposal: Proposal) -> str:
    """The same, reading the load when the request was put off."""
    return passed_of(proposal, asked_by(proposal.pk)) if proposal.state == ProposalState.DEFERRED else ""


def load_to_date_anew() -> Q:
    """The requests put off whose load was asked for a month before that of their return."""
    returns_on = ExpressionWrapper(OuterRef("returns_on"), output_field=DateField())
    early = LoadMonth.objects.filter(subject_id=OuterRef("pk"), month__lt=TruncMonth(returns_on))
    return Q(Exists(early), state=ProposalState.DEFERRED, returns_on__isnull=False)


def load_offered(proposal: Proposal, lines: Sequence[LoadLine]) -> list[LoadLine]:
    """What the form of the load shows first: what is asked, or the same days from the month of the return on."""
    if passed_of(proposal, lines) and proposal.returns_on:
        return dated_from(lines, proposal.returns_on)
    return list(lines)


def said_load_of(proposal: UUID) -> Texts:
    """The load that is asked, line by line, as one reads it before writing another; one query."""
    names = {skill.key: skill.name for skill in bindings.skills(clock.today()).value.skills}
    lines = sorted(asked_by(proposal), key=lambda line: (line.month, line.skill))
    return [(f"{names.get(one.skill, one.skill)}, {say_month(one.month)}", say_number(one.days)) for one in lines]


def months_needed(day: date, lines: Sequence[LoadLine], least: int) -> int:
    """How many months the form shows from that of a day on: all that are offered, and `least` at least."""
    return max([least, *(months_until(day, line.month) for line in lines)])
