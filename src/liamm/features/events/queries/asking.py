"""What people would like to learn, and calls with what is proposed, as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from liamm.features.events.enums import NeedState, ProposalState
from liamm.features.events.models import Call, EventProposal, NeedVoice, TrainingNeed
from liamm.features.events.policies import Permission, policy
from liamm.features.events.queries.events import EventLine, events_of
from liamm.features.spaces.policies import on_team
from liamm.kernel import clock
from liamm.kernel.access import Actor, only

_JOINED = (NeedState.SHOWN, NeedState.PLANNED)


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need, and how many would like it."""

    need: TrainingNeed
    voices: int


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """What people would like to learn: shown to everybody; what is still to be read, to the team."""

    shown: Sequence[NeedLine]
    received: Sequence[NeedLine]
    settled: Sequence[NeedLine]
    may_settle: bool


@dataclass(frozen=True, slots=True)
class NeedPage:
    """One need; who asked is for the team only."""

    need: TrainingNeed
    count: int
    voices: Sequence[NeedVoice]
    may_join: bool
    may_settle: bool


@dataclass(frozen=True, slots=True)
class CallPage:
    """A call and its programme; what is proposed is for the team."""

    call: Call
    events: Sequence[EventLine]
    proposals: Sequence[EventProposal]
    may_settle: bool


def _lines(actor: Actor) -> list[NeedLine]:
    rows = TrainingNeed.objects.annotate(number=Count("voices")).select_related("event")
    if not on_team(actor):
        rows = rows.exclude(state=NeedState.RECEIVED)
    return [NeedLine(one, one.number) for one in rows.order_by("-number", "created_at", "pk")]


def needs_page(actor: Actor) -> NeedsPage:
    """All needs that the actor may read of (one query)."""
    lines = _lines(actor)
    return NeedsPage(
        shown=[one for one in lines if one.need.state in _JOINED],
        received=[one for one in lines if one.need.state == NeedState.RECEIVED],
        settled=[one for one in lines if one.need.state in {NeedState.ANSWERED, NeedState.CLOSED}],
        may_settle=on_team(actor),
    )


def load_need(actor: Actor, reference: str) -> TrainingNeed:
    """One need that the actor may read of.

    Raises Http404.
    """
    rows = TrainingNeed.objects.filter(reference=reference).select_related("event")
    return only(rows if on_team(actor) else rows.exclude(state=NeedState.RECEIVED))


def need_page(actor: Actor, reference: str) -> NeedPage:
    """One need.

    Raises Http404.
    """
    need, settles = load_need(actor, reference), on_team(actor)
    voices = list(need.voices.all())
    return NeedPage(need, len(voices), voices if settles else [], need.state in _JOINED, settles)


def open_needs() -> list[TrainingNeed]:
    """Those that an event may answer."""
    return list(TrainingNeed.objects.filter(state__in=[NeedState.RECEIVED, NeedState.SHOWN]).order_by("created_at"))


def calls() -> list[Call]:
    """Those that are not over, the nearest first."""
    return list(Call.objects.filter(last__gte=clock.today()).order_by("first", "pk"))


def load_call(reference: str) -> Call:
    """One call.

    Raises Http404.
    """
    return only(Call.objects.filter(reference=reference))


def call_page(actor: Actor, reference: str) -> CallPage:
    """A call with its programme.

    Raises Http404.
    """
    call = load_call(reference)
    may_settle = bool(policy.decide(actor, Permission.SETTLE_PROPOSAL, call))
    waiting = [ProposalState.RECEIVED, ProposalState.ASKED]
    rows = call.proposals.select_related("event") if may_settle else EventProposal.objects.none()
    proposals = sorted(rows, key=lambda one: (one.state not in waiting, one.created_at))
    return CallPage(call, events_of(actor, call), proposals, may_settle)


def load_proposal(actor: Actor, reference: str) -> EventProposal:
    """One proposed event that the actor may read.

    Raises Http404.
    """
    seen = policy.visible_to(actor, EventProposal.objects.filter(reference=reference))
    return only(seen.select_related("call", "event"))
