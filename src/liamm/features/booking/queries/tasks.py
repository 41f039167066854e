"""What there is to do in the house, as its pages show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch, QuerySet

from liamm.features.accounts.models import Person
from liamm.features.booking.enums import TaskState
from liamm.features.booking.house import Known, known_on
from liamm.features.booking.models import HousePhoto, HouseTask, TaskHand
from liamm.features.booking.policies import Permission, policy
from liamm.kernel.access import Actor, only
from liamm.kernel.prepared import prepared

_DONE_SHOWN = 10


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One thing to do: where, who takes care of it, how many hands are still wanted."""

    task: HouseTask
    room: str
    takers: Sequence[Person]
    mine: bool

    @property
    def wanted(self) -> int:
        """How many hands are still wanted."""
        return max(0, self.task.hands - len(self.takers)) if self.task.is_open else 0


@dataclass(frozen=True, slots=True)
class TasksPage:
    """What is to be done: what waits for hands first, then what is in hand; what was done lately."""

    waiting: Sequence[TaskLine]
    in_hand: Sequence[TaskLine]
    done: Sequence[TaskLine]


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One thing to do, and what one may do about it."""

    line: TaskLine
    photos: Sequence[HousePhoto]
    may_take: bool
    may_finish: bool
    may_shape: bool
    may_change: bool


def tasks_page(actor: Actor) -> TasksPage:
    """All that there is to do, and the last that were done (five queries)."""
    known = known_on()
    lines = open_tasks(actor, known)
    done = policy.visible_to(actor, HouseTask.objects.filter(state=TaskState.DONE)).order_by("-ended_at", "-pk")[
        :_DONE_SHOWN
    ]
    return TasksPage(
        waiting=[line for line in lines if line.wanted],
        in_hand=[line for line in lines if not line.wanted],
        done=_lines(actor, _with_hands(done), known),
    )


def open_tasks(actor: Actor, known: Known) -> list[TaskLine]:
    """What there is to do, the most pressing first (two queries)."""
    return _lines(actor, _ordered(policy.visible_to(actor, HouseTask.objects.open())), known)


def load_task(actor: Actor, reference: str) -> HouseTask:
    """One thing to do that the actor may see.

    Raises Http404.
    """
    seen = policy.visible_to(actor, HouseTask.objects.filter(reference=reference))
    return only(seen.select_related("asked_by", "booking"))


def task_page(actor: Actor, task: HouseTask) -> TaskPage:
    """All that the page of one thing to do shows."""
    hands = list(task.taken.select_related("person").order_by("pk"))
    line = _line(actor, task, [hand.person for hand in hands], known_on())
    shapes = task.is_open and bool(policy.decide(actor, Permission.SHAPE_TASK, task))
    return TaskPage(
        line=line,
        photos=list(task.photos.order_by("pk")),
        may_take=bool(line.wanted) and not line.mine and bool(policy.decide(actor, Permission.TAKE_TASK, task)),
        may_finish=task.is_open and bool(policy.decide(actor, Permission.FINISH_TASK, task)),
        may_shape=shapes,
        may_change=shapes and not task.follows,
    )


def tasks_of(person: Person) -> list[HouseTask]:
    """What a person took and has not done yet (one query)."""
    return list(_taken(person))


@prepared
def _taken(person: Person) -> QuerySet[HouseTask]:
    return HouseTask.objects.open().taken_by(person).order_by(F("until").asc(nulls_last=True), "pk")


def task_sent_as(submission: str) -> HouseTask | None:
    """What a sending of the form made already, if it did."""
    return HouseTask.objects.filter(submission=submission).first()


def _ordered(tasks: QuerySet[HouseTask]) -> QuerySet[HouseTask]:
    return _with_hands(tasks.order_by(F("until").asc(nulls_last=True), "pk"))


def _with_hands(tasks: QuerySet[HouseTask]) -> QuerySet[HouseTask]:
    hands = TaskHand.objects.select_related("person").order_by("pk")
    return tasks.prefetch_related(Prefetch("taken", hands))


def _lines(actor: Actor, tasks: Iterable[HouseTask], known: Known) -> list[TaskLine]:
    return [_line(actor, task, [hand.person for hand in task.taken.all()], known) for task in tasks]


def _line(actor: Actor, task: HouseTask, takers: Sequence[Person], known: Known) -> TaskLine:
    me: Any = actor.pk
    room = known.name(task.room_id) if task.room_id else ""
    return TaskLine(task, room, takers, mine=any(one.pk == me for one in takers))
