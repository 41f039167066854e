"""What waits for a person in governance: a sitting, an answer, a text to read, something they mind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from liamm.features.accounts.models import Person
from liamm.features.governance.enums import Answer, PreconisationState, RecusalState
from liamm.features.governance.models import (
    Attendance,
    Decision,
    Preconisation,
    Recusal,
    SecondReading,
    Sitting,
    TextRemark,
    Wording,
)
from liamm.features.governance.policies import policy
from liamm.features.governance.queries.sittings import next_sitting_of
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.prepared import prepared


@dataclass(frozen=True, slots=True)
class Mine:
    """What concerns one person, and ends."""

    following: Sitting | None = None
    unanswered: Sequence[Attendance] = ()
    recusals: Sequence[Recusal] = ()
    minded: Sequence[Preconisation] = ()
    to_read: Sequence[Decision] = ()

    @property
    def is_something(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.following or self.unanswered or self.recusals or self.minded or self.to_read)


_SITTING = ("sitting__slug", "sitting__starts", "sitting__body__name")


def mine(actor: Actor) -> Mine:
    """What waits for the actor; a constant number of queries."""
    if not isinstance(actor, Person):
        return Mine()
    return Mine(
        following=next_sitting_of(actor),
        unanswered=_unanswered(actor),
        recusals=_recusals(actor),
        minded=_minded(actor),
        to_read=_to_read(actor) if actor.on_team else (),
    )


@prepared
def _unanswered(person: Person) -> QuerySet[Attendance]:
    asked = Attendance.objects.filter(person=person, answer=Answer.UNKNOWN, sitting__starts__gt=clock.now())
    return asked.select_related("sitting__body").only(*_SITTING)[:5]


@prepared
def _recusals(person: Person) -> QuerySet[Recusal]:
    asked = Recusal.objects.filter(person=person, state=RecusalState.PROPOSED)
    return asked.select_related("item").only("item__title")[:5]


@prepared
def _minded(person: Person) -> QuerySet[Preconisation]:
    minded = Preconisation.objects.filter(minder=person, state=PreconisationState.OPEN)
    return minded.filter(decision__published_at__isnull=False).only("text", "term")[:5]


@prepared
def _to_read(person: Person) -> QuerySet[Decision]:
    """Public texts that wait for someone else than their writers, for the team."""
    waiting = Decision.objects.filter(published_at__isnull=True).exclude(public_text="")
    written = Wording.objects.filter(person=person, decision=OuterRef("pk"))
    read = SecondReading.objects.filter(person=person, decision=OuterRef("pk"), version=OuterRef("text_version"))
    handed_back = TextRemark.objects.filter(decision=OuterRef("pk"), version=OuterRef("text_version"))
    mine = policy.visible_to(person, waiting).filter(~Exists(written), ~Exists(read), ~Exists(handed_back))
    return mine.only("reference", "public_title")[:5]
