"""What the team needs to prepare a sitting in an hour: what is ripe, what comes back, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from liamm.features.charter.bindings.shapes.bodies import Convening
from liamm.features.governance.enums import ItemState, PreconisationState
from liamm.features.governance.models import AgendaItem, Attendance, Decision, Preconisation, Recusal, Sitting
from liamm.features.governance.policies import policy
from liamm.features.governance.queries.candidates import Candidate, candidates
from liamm.features.governance.queries.planning import most_items
from liamm.features.governance.seats import seats_of, shape_of, sitters
from liamm.kernel import clock
from liamm.kernel.access import Actor


@dataclass(frozen=True, slots=True)
class Preparation:
    """One page for one sitting; `handled` are the items that the reader does not stay out of."""

    sitting: Sitting
    agenda: Sequence[AgendaItem]
    ripe: Sequence[Candidate]
    unripe: Sequence[Candidate]
    waiting: Sequence[AgendaItem]
    subjects: Sequence[AgendaItem]
    answers: Sequence[Attendance]
    vacant: Sequence[str]
    unanswered: Sequence[Recusal]
    unread: Sequence[Decision]
    late: Sequence[Preconisation]
    convene_by: date | None
    file_by: date | None
    handled: frozenset[UUID]
    most: int | None = None
    """How many items the body takes in one sitting, where the charter says so."""

    @property
    def is_long(self) -> bool:
        """Whether the agenda holds more than the body takes."""
        return self.most is not None and len(self.agenda) > self.most

    @property
    def is_late(self) -> bool:
        """Whether the notice that the house gives itself is already too short."""
        return self.convene_by is not None and clock.today() > self.convene_by


def preparation(actor: Actor, sitting: Sitting) -> Preparation:
    """Everything that the team looks at before a sitting; the number of queries does not grow with it."""
    ripe, unripe = candidates(sitting.body)
    waiting = AgendaItem.objects.filter(body=sitting.body)
    convening = _convening(sitting)
    return Preparation(
        sitting=sitting,
        agenda=list(sitting.items.on_agenda().select_related("confirms", "returns_from")),
        ripe=ripe,
        unripe=unripe,
        waiting=list(waiting.filter(state=ItemState.WAITING).order_by("due_on", "created_at")),
        subjects=list(waiting.filter(state=ItemState.OFFERED).order_by("created_at")),
        answers=list(sitting.attendances.select_related("person").order_by("person__sort_name")),
        vacant=_vacant(sitting),
        unanswered=list(
            Recusal.objects.filter(item__sitting=sitting, state="proposed").select_related("person", "item")
        ),
        unread=list(Decision.objects.filter(body=sitting.body, published_at__isnull=True).select_related("origin")),
        late=list(
            Preconisation.objects.filter(
                state=PreconisationState.OPEN, term__lt=clock.today(), decision__published_at__isnull=False
            ).select_related("decision", "minder")
        ),
        convene_by=sitting.day - timedelta(days=convening.notice_days) if convening else None,
        file_by=sitting.day - timedelta(days=convening.file_days) if convening else None,
        handled=frozenset(policy.visible_to(actor, waiting).values_list("pk", flat=True)),
        most=most_items(sitting),
    )


def _convening(sitting: Sitting) -> Convening | None:
    shape = shape_of(sitting.body.key, sitting.day)
    return shape.convening if shape else None


def _vacant(sitting: Sitting) -> list[str]:
    held = {one.seat.key for one in sitters(sitting.body, sitting.day)}
    return [seat.name for seat in seats_of(sitting.body.key, sitting.day) if seat.key not in held]
