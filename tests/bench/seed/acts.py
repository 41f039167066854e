"""Bodies, sittings with their agenda, and a public register of decisions."""

from __future__ import annotations

from datetime import timedelta

from liamm.features.accounts.models import Person
from liamm.features.governance.models import AgendaItem, Body, Decision, Sitting
from liamm.features.spaces.models import Space
from liamm.kernel import clock

DECISIONS, ITEMS = 1_500, 12


def fill(first: float, last: float) -> None:
    """Make the share of decisions between two points of the whole, and one sitting to come with a full agenda."""
    now, decider = clock.now(), Person.objects.order_by("pk")[0]
    body = Body.objects.filter(key="copil").first() or _body()
    if first == 0:
        soon = Sitting.objects.create(
            body=body,
            slug="copil-banc",
            starts=now + timedelta(days=3),
            ends=now + timedelta(days=3, hours=2),
            state="convened",
        )
        AgendaItem.objects.bulk_create([_item(body, soon, n) for n in range(ITEMS)])
    held = Sitting.objects.create(
        body=body,
        slug=f"copil-tenu-{int(last * 1000)}",
        starts=now - timedelta(days=30),
        ends=now - timedelta(days=29),
        state="closed",
    )
    numbers = range(int(DECISIONS * first), int(DECISIONS * last))
    items = AgendaItem.objects.bulk_create([_item(body, held, n, state="decided") for n in numbers])
    Decision.objects.bulk_create(
        [
            Decision(
                reference=f"D-B-{n:04d}", item=item, body=body, sitting=held, kind="request", matter="project",
                outcome="retenu", outcome_name="Retenu", effect="retain", decided_by=decider,
                decided_at=now - timedelta(hours=n), charter_version="4.0", full_text="Motifs. " * 60,
                public_title=f"Un accueil plus simple {n}", public_text="Les mêmes personnes reviennent. " * 20,
                published_at=now - timedelta(hours=n), digest="0" * 64,
            )
            for n, item in zip(numbers, items, strict=True)
        ]
    )  # fmt: skip


def _body() -> Body:
    space = Space.objects.create(kind="body", name="COPIL", slug="copil")
    return Body.objects.create(key="copil", name="COPIL", space=space)


def _item(body: Body, sitting: Sitting, number: int, state: str = "placed") -> AgendaItem:
    return AgendaItem(
        body=body, sitting=sitting, kind="request", matter="project", title=f"Un accueil plus simple {number}",
        summary="Éviter des allers-retours.", rank=number % 30_000, state=state,
    )  # fmt: skip
