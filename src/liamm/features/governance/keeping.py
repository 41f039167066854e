"""How items move between agendas: put back when a sitting ends without them, returning at their date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max

from liamm.features.charter.enums import ItemKind, Matter
from liamm.features.governance.counting import out_of
from liamm.features.governance.enums import ItemState, RecusalState, SittingState
from liamm.features.governance.models import AgendaItem, Body, Decision, Recusal, Sitting
from liamm.features.governance.rules.interest import Tie
from liamm.features.governance.stirring import stir
from liamm.kernel import clock

TAKING = [SittingState.PLANNED, SittingState.CONVENED]
"""Sittings whose agenda still grows."""


def put_back(sitting: Sitting) -> int:
    """Let the items that were not decided wait for the next sitting; returns how many."""
    items = AgendaItem.objects.select_for_update(of=("self",), no_key=True).filter(
        sitting=sitting, state=ItemState.PLACED
    )
    return AgendaItem.objects.filter(pk__in=[item.pk for item in items]).update(
        state=ItemState.WAITING, sitting=None, due_on=None
    )


def take_off(item: AgendaItem, reason: str, back_on: date | None = None) -> UUID | None:
    """Let a held item leave its agenda, until a day or for good; returns the sitting that it left."""
    left = item.sitting_id
    item.sitting, item.reason, item.due_on = None, reason.strip(), back_on
    item.state = ItemState.WAITING if back_on else ItemState.REMOVED
    item.save(update_fields=["sitting", "reason", "due_on", "state"])
    stir(left)
    return left


def sitting_for(body: Body, day: date) -> Sitting | None:
    """The first sitting of a body whose agenda still grows, on a day or after."""
    for sitting in Sitting.objects.filter(body=body, state__in=TAKING).order_by("starts"):
        if sitting.day >= day:
            return sitting
    return None


def next_rank(sitting: Sitting) -> int:
    """The place after the last item of an agenda."""
    last = sitting.items.aggregate(last=Max("rank"))["last"]
    return int(last or 0) + 1


def return_of(item: AgendaItem, day: date) -> AgendaItem:
    """The same item again, at a date: on the agenda of that day's sitting if it is known, else waiting for it."""
    back = _again(item, item.body, due_on=day)
    back.confirms, back.returns_from = item.confirms, item
    return _settle(back, day, out_of(item))


def confirmation_of(item: AgendaItem, decision: Decision, body_key: str) -> AgendaItem:
    """The item by which another body confirms what was just decided, on its next agenda."""
    body = Body.objects.get(key=body_key)
    up = _again(item, body, due_on=None)
    up.confirms = decision
    return _settle(up, clock.today(), out_of(item))


def _again(item: AgendaItem, body: Body, *, due_on: date | None) -> AgendaItem:
    return AgendaItem(
        body=body,
        kind=item.kind,
        matter=item.matter,
        title=item.title,
        summary=item.summary,
        proposal=item.proposal,
        state=ItemState.WAITING,
        due_on=due_on,
    )


def _settle(item: AgendaItem, day: date, out: Iterable[UUID]) -> AgendaItem:
    """Keep a new item, on an agenda when there is one; who stayed out of its subject stays out of it again."""
    sitting = sitting_for(item.body, day)
    if sitting is not None:
        item.sitting, item.state, item.rank = sitting, ItemState.PLACED, next_rank(sitting)
    item.save()
    Recusal.objects.bulk_create(
        Recusal(item=item, person_id=person, tie=Tie.DECLARED, state=RecusalState.STANDS, answered_at=clock.now())
        for person in out
    )
    return item


def tell_body(decision: Decision, item: AgendaItem) -> AgendaItem:
    """The information by which a body learns at its next sitting what was decided in its place."""
    told = AgendaItem(
        body=decision.body,
        kind=ItemKind.INFORMATION.value,
        matter=Matter.INFORMATION.value,
        title=item.title,
        about=decision,
        state=ItemState.WAITING,
    )
    return _settle(told, clock.today(), ())
