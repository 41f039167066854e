"""What is arranged for a booking, as things to do in the house that follow it: none is doubled, none is left behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient
from liamm.features.booking.arranging import Wanted, Way, to_arrange
from liamm.features.booking.enums import TaskKind, TaskState
from liamm.features.booking.facts import TaskAdded, TaskChanged, TaskEnded
from liamm.features.booking.letters import ArrangingMovedLetter, TaskEndedLetter
from liamm.features.booking.models import Booking, HouseTask, TaskHand
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.upkeep import room_said
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.post.letters import post


@action
def follow_booking(actor: Actor, booking: Booking) -> Booking:
    """Have what is arranged for a booking say where and when it is by now; who took it goes along, and is told.

    What is done, or taken off by somebody, stays so. Raises DomainError when nothing is otherwise.
    """
    require(policy, actor, Permission.KEEP_TERMS)

    booking = Booking.objects.select_for_update(of=("self",), no_key=True).get(pk=booking.pk)
    wanted = to_arrange([timezone.localdate(booking.starts)]).get(booking.pk, {})
    rows = (
        HouseTask.objects.of_arranging()
        .select_for_update(of=("self",), no_key=True)
        .filter(booking=booking)
        .order_by("pk")
    )
    tasks: dict[Way, HouseTask] = {(task.room_id or 0, task.layout): task for task in rows}
    gone = [task for way, task in tasks.items() if task.is_open and way not in wanted]
    begun = [_begin(actor, booking, way, one, tasks.get(way)) for way, one in wanted.items() if _is_new(tasks.get(way))]
    otherwise = [task for way, task in tasks.items() if _say_again(task, wanted.get(way))]
    if not (gone or begun or otherwise):
        raise DomainError(_("Rien n’a changé."))
    for task in otherwise:
        record(actor, TaskChanged(subject_id=task.pk))
        _tell_moved(task, task.takers.all())
    for task in gone:
        _lapse(actor, booking, task, begun)
    return booking


def _is_new(task: HouseTask | None) -> bool:
    return task is None or task.state == TaskState.LAPSED


def _begin(actor: Actor, booking: Booking, way: Way, wanted: Wanted, was: HouseTask | None) -> HouseTask:
    """A thing to do, or one that had no reason to be any more and has again."""
    room, layout = way
    task = was or HouseTask(
        reference=next_reference("AF"),
        kind=TaskKind.FURNITURE,
        booking=booking,
        room=room_said(room),
        layout=layout,
    )
    task.what, task.until, task.hands = wanted.what, wanted.until, wanted.hands
    task.state, task.ended_at, task.said = TaskState.OPEN, None, ""
    task.save()
    record(actor, TaskAdded(subject_id=task.pk, room=task.room_id, task_kind=task.kind))
    return task


def _say_again(task: HouseTask, wanted: Wanted | None) -> bool:
    """Say the hour, the day and the hands of what is still to do; whether they are other than they were."""
    if wanted is None or not task.is_open or wanted.is_said_by(task):
        return False
    task.what, task.until = wanted.what, wanted.until
    task.hands = max(wanted.hands, task.taken.count())
    task.save()
    return True


def _lapse(actor: Actor, booking: Booking, task: HouseTask, begun: Sequence[HouseTask]) -> None:
    """End what is not to be done any more; who took it goes to what is begun instead, as many as it wants."""
    over = booking.is_standing and booking.starts <= clock.now()
    task.state, task.ended_at = TaskState.LAPSED, clock.now()
    task.said = "" if over else _("La réservation a changé, ou a été annulée.")
    task.save()
    takers = list(task.takers.order_by("pk"))
    task.taken.all().delete()
    record(actor, TaskEnded(subject_id=task.pk, state=task.state))
    instead = begun[0] if begun else None
    along = takers[: instead.hands - instead.taken.count()] if instead else []
    if instead and along:
        TaskHand.objects.bulk_create([TaskHand(task=instead, person=one) for one in along], ignore_conflicts=True)
        _tell_moved(instead, along)
    for person in takers[len(along) :] if not over else []:
        post(TaskEndedLetter(task=task, taken=True), recipient(person))


def _tell_moved(task: HouseTask, takers: Iterable[Person]) -> None:
    for person in takers:
        post(ArrangingMovedLetter(task=task), recipient(person))
