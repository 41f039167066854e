"""Déroulés as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from liamm.features.accounts.models import Person
from liamm.features.workshops.changing import topic_of
from liamm.features.workshops.models import Block, Workshop, steps_in
from liamm.features.workshops.policies import Permission, policy
from liamm.features.workshops.rules.running import Now, say_now
from liamm.features.workshops.rules.timetable import Step, Timed, length_of, on_clock
from liamm.kernel import clock
from liamm.kernel.access import Actor, LinkHolder, load_visible, only
from liamm.kernel.live import live_url
from liamm.kernel.prepared import prepared

_SHOWN = 50
_NEAR = 3


@dataclass(frozen=True, slots=True)
class BlockShown:
    """A block on the clock, and where in the order one place up and one place down are (None: nowhere)."""

    block: Block
    timed: Timed[Block]
    up: int | None
    down: int | None


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step: its groups, each with its blocks; one group numbered 0 when everybody is together."""

    lines: Sequence[tuple[int, Sequence[BlockShown]]]
    starts: datetime
    ends: datetime

    @property
    def is_parallel(self) -> bool:
        """Whether groups work side by side."""
        return self.lines[0][0] > 0


@dataclass(frozen=True, slots=True)
class WorkshopPage:
    """A déroulé in words."""

    workshop: Workshop
    steps: Sequence[StepShown]
    ends: datetime
    length: timedelta
    may_change: bool
    may_prepare: bool

    @property
    def beyond(self) -> int:
        """By how many minutes it ends after the room is somebody else’s."""
        until = self.workshop.room_until
        return max(0, round((self.ends - until).total_seconds() / 60)) if until else 0

    @property
    def blocks(self) -> Iterable[BlockShown]:
        """All its blocks, in their order."""
        return (one for step in self.steps for _group, line in step.lines for one in line)

    @property
    def has_groups(self) -> bool:
        """Whether groups ever work side by side."""
        return any(step.is_parallel for step in self.steps)


@dataclass(frozen=True, slots=True)
class LivePage:
    """What the screens of the day show: what happens, until when, what follows; `live` tells of changes."""

    workshop: Workshop
    now: Now[Block] | None
    at: datetime
    live: str
    may_lead: bool

    @property
    def late(self) -> int:
        """By how many minutes it will end later than prepared; below 0, earlier; on another day, nothing is said."""
        starts = self.workshop.starts
        if starts is None or timezone.localtime(starts).date() != timezone.localtime(self.at).date():
            return 0
        return round(self.now.late.total_seconds() / 60) if self.now else 0

    @property
    def early(self) -> int:
        """By how many minutes it will end earlier."""
        return -self.late


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """A déroulé in a list."""

    workshop: Workshop
    blocks: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The déroulés one may open: those to come, those that were, and those one starts from."""

    coming: Sequence[WorkshopLine]
    past: Sequence[WorkshopLine]
    templates: Sequence[WorkshopLine]


def load_workshop(actor: Actor, reference: str) -> Workshop:
    """One déroulé that the actor may see.

    Raises Http404.
    """
    return load_visible(policy, actor, Workshop.objects.select_related("made_by", "space"), reference=reference)


def load_block(actor: Actor, reference: str, key: UUID) -> Block:
    """One block of a déroulé that the actor may see.

    Raises Http404.
    """
    workshop = load_workshop(actor, reference)
    block = only(workshop.blocks.filter(pk=key))
    block.workshop = workshop
    return block


def followed_by(token: str) -> tuple[LinkHolder, Workshop]:
    """The déroulé that a link opens, and who holds the link.

    Raises Http404.
    """
    workshop = only(Workshop.objects.filter(token=token, is_template=False))
    return LinkHolder(workshop.pk), workshop


def workshop_page(actor: Actor, workshop: Workshop) -> WorkshopPage:
    """All that the page of a déroulé shows (two queries); a template is told from midnight on: the time gone by."""
    steps = steps_in(workshop.blocks.all())
    starts = workshop.starts or timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    length = length_of(steps)
    return WorkshopPage(
        workshop=workshop,
        steps=list(_shown(steps, starts)),
        ends=starts + length,
        length=length,
        may_change=bool(policy.decide(actor, Permission.CHANGE, workshop)),
        may_prepare=bool(policy.decide(actor, Permission.PREPARE)),
    )


def _shown(steps: Sequence[Step[Block]], starts: datetime) -> Iterable[StepShown]:
    for place, (step, timed) in enumerate(zip(steps, on_clock(steps, starts), strict=True)):
        above = steps[place - 1] if place else None
        below = steps[place + 1] if place + 1 < len(steps) else None
        lines: dict[int, list[Timed[Block]]] = {}
        for one in timed:
            lines.setdefault(one.group, []).append(one)
        yield StepShown(
            lines=[(group, list(_line(line, above, below))) for group, line in lines.items()],
            starts=min(one.starts for one in timed),
            ends=min(one.starts for one in timed) + step.length,
        )


def _line(line: Sequence[Timed[Block]], above: Step[Block] | None, below: Step[Block] | None) -> Iterable[BlockShown]:
    before = min(piece.key.rank for piece in above.pieces) if above else None
    after = max(piece.key.rank for piece in below.pieces) if below else None
    for place, one in enumerate(line):
        up = line[place - 1].key.rank if place else before
        down = line[place + 1].key.rank if place + 1 < len(line) else after
        yield BlockShown(one.key, one, up, down)


def live_page(actor: Actor, workshop: Workshop) -> LivePage:
    """What the screens of the day show (two queries)."""
    now, course = clock.now(), workshop.course
    said = None
    if course is not None:
        said = say_now(course, steps_in(workshop.blocks.all()), now, workshop.starts or course.since)
    return LivePage(
        workshop=workshop,
        now=said,
        at=now,
        live=live_url(topic_of(workshop.pk)),
        may_lead=bool(policy.decide(actor, Permission.LEAD, workshop)),
    )


def shelf_of(actor: Actor) -> Shelf:
    """The déroulés that the actor may open (three queries)."""
    seen = policy.visible_to(actor, Workshop.objects.all())
    day = clock.now() - timedelta(days=1)
    dated = seen.filter(is_template=False)
    return Shelf(
        coming=_lines(dated.filter(starts__gte=day).order_by("starts", "pk")),
        past=_lines(dated.filter(starts__lt=day).order_by("-starts", "-pk")),
        templates=_lines(seen.filter(is_template=True).order_by("title", "pk")),
    )


def _lines(workshops: QuerySet[Workshop]) -> list[WorkshopLine]:
    counted = workshops.annotate(there=Count("blocks"))[:_SHOWN]
    return [WorkshopLine(one, one.there) for one in counted]


def next_ones(person: Person) -> Sequence[Workshop]:
    """The next déroulés that a person prepared, the one of today first."""
    return _starting(person, clock.now() - timedelta(hours=12))


@prepared
def _starting(person: Person, first: datetime) -> QuerySet[Workshop]:
    return Workshop.objects.by(person).filter(starts__gte=first).order_by("starts", "pk")[:_NEAR]


def templates_for(actor: Actor) -> Sequence[Workshop]:
    """The templates that the actor may start from."""
    return list(policy.visible_to(actor, Workshop.objects.templates()).order_by("title", "pk")[:_SHOWN])


def exported(person: Person) -> list[dict[str, object]]:
    """What a person prepared, handed over to them."""
    made = Workshop.objects.by(person).order_by("created_at")
    return [
        {
            "reference": one.reference,
            "title": one.title,
            "aim": one.aim,
            "starts": one.starts.isoformat() if one.starts else None,
            "blocks": [
                {"title": block.title, "minutes": block.minutes, "aim": block.aim, "method": block.method}
                for block in one.blocks.all()
            ],
        }
        for one in made.prefetch_related("blocks")
    ]
