"""The bodies are founded and seated, their sittings get their days, and the lab says what it can give each month."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from liamm.features.commitments.actions import set_capacity
from liamm.features.commitments.queries import months_from
from liamm.features.governance.actions import MandateDraft, found_body, give_mandate, plan_sitting
from liamm.features.governance.enums import MandateKind
from liamm.features.governance.models import Body, Sitting
from liamm.features.governance.queries.planning import unfounded
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.site.demo.diary import day_of
from liamm.site.demo.reading import Told, tale
from liamm.site.demo.stage import Stage, on_day

FIRST = "copil-11"
_MONTHS = 30


def first_day(stage: Stage) -> date:
    """The day of the first sitting of the story."""
    return day_of(stage.diary.named(FIRST))


def tell(stage: Stage) -> None:
    """Found the bodies some weeks before their first sitting, and seat those who hold a mandate.

    A house that was opened before its story was told has its bodies and its sittings to come already.
    """
    begins = first_day(stage) - timedelta(days=40)
    stage.cue(on_day(begins, 9), _found)
    stage.cue(on_day(begins, 10), partial(_plan, stage))
    stage.cue(on_day(begins, 11), partial(_give_capacity, stage, begins))
    for told in tale("house")["mandates"]:
        day = stage.moment(told["since"], 11) if "since" in told else on_day(begins, 12)
        stage.cue(max(day, on_day(begins, 12)), partial(_seat, stage, told))


def body_of(key: str) -> Body:
    """A body of the charter."""
    return Body.objects.get(key=key)


def _found() -> None:
    for key in unfounded():
        found_body(SYSTEM, key)


def _plan(stage: Stage) -> None:
    for key in ("copil", "codir"):
        body = body_of(key)
        known = set(Sitting.objects.filter(body=body).values_list("due", flat=True))
        for due in [*stage.diary.since(key, first_day(stage)), *stage.diary.to_come(key)]:
            if due.due not in known:
                plan_sitting(SYSTEM, body, due=due)


def _seat(stage: Stage, told: Told) -> None:
    kind = MandateKind.SUBSTITUTE if told.get("substitute") else MandateKind.TITULAR
    draft = MandateDraft(seat=told["seat"], person=stage.person(told["person"]), kind=kind, starts=clock.today())
    give_mandate(stage.person("head"), body_of(told["body"]), draft=draft)


def _give_capacity(stage: Stage, begins: date) -> None:
    """The same each month: what is too much for the lab, or just enough, is so whenever the story is told."""
    head = stage.person("head")
    for month in months_from(begins.replace(day=1), _MONTHS):
        for skill, days in tale("house")["capacity"].items():
            set_capacity(head, month, skill=skill, days=Decimal(days))
