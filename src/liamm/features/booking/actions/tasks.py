"""What there is to do in the house: seen by anyone, taken by whoever likes, given back without blame, done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient
from liamm.features.booking.enums import TaskKind, TaskState
from liamm.features.booking.facts import TaskAdded, TaskChanged, TaskEnded, TaskGivenBack, TaskTaken
from liamm.features.booking.house import known_on
from liamm.features.booking.letters import TaskEndedLetter
from liamm.features.booking.models import HouseTask, TaskHand
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.upkeep import TaskDraft, room_said, write_task
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def add_task(actor: Actor, *, draft: TaskDraft) -> HouseTask:
    """Say what one saw that there is to do.

    Raises DomainError when it says nothing, names a room that is not, or a day that is past.
    """
    require(policy, actor, Permission.ADD_TASK)

    _refuse_unsaid(draft)
    task = write_task(draft, seen_by=actor if isinstance(actor, Person) else None)

    record(actor, TaskAdded(subject_id=task.pk, room=task.room_id, task_kind=task.kind))
    return task


@action
def change_task(actor: Actor, task: HouseTask, *, draft: TaskDraft) -> HouseTask:
    """Say otherwise what there is to do; whoever took it keeps it.

    Raises DomainError when it is not to be done any more, or for what adding it would refuse.
    """
    require(policy, actor, Permission.SHAPE_TASK, task)

    task = _open(task)
    if task.follows:
        raise DomainError(
            _("Cette installation suit la réservation."), nearest=_("Changez la réservation : elle changera avec elle.")
        )
    _refuse_unsaid(draft, task)
    room = room_said(draft.room)
    if task.taken.count() > draft.hands:
        raise DomainError(
            _("Plus de personnes que cela s’en occupent déjà."),
            nearest=_("Laissez au moins autant de mains qu’il y en a."),
            field="hands",
        )
    task.what, task.words, task.kind = draft.what.strip(), draft.words.strip(), TaskKind(draft.kind)
    task.room, task.until, task.hands = room, draft.until, draft.hands
    task.save()

    record(actor, TaskChanged(subject_id=task.pk))
    return task


@action
def take_task(actor: Actor, task: HouseTask) -> HouseTask:
    """Take it: nobody is given it.

    Raises DomainError when it is done, when one took it already, or when all the hands are there.
    """
    require(policy, actor, Permission.TAKE_TASK, task)

    task, person = _open(task), cast("Person", actor)
    taken = set(task.taken.values_list("person_id", flat=True))
    if person.pk in taken:
        raise DomainError(_("Vous vous en occupez déjà. Merci."))
    if len(taken) >= task.hands:
        raise DomainError(
            _("Quelqu’un s’en occupe déjà."),
            nearest=_("D’autres choses attendent un coup de main dans la maison."),
        )
    TaskHand.objects.create(task=task, person=person)

    record(actor, TaskTaken(subject_id=task.pk))
    return task


@action
def give_task_back(actor: Actor, task: HouseTask) -> HouseTask:
    """Give it back, without having to say why.

    Raises DomainError when it is done, or when one had not taken it.
    """
    require(policy, actor, Permission.TAKE_TASK, task)

    task = _open(task)
    deleted, _rows = task.taken.filter(person=cast("Person", actor)).delete()
    if not deleted:
        raise DomainError(_("Vous ne vous en occupiez pas."))

    record(actor, TaskGivenBack(subject_id=task.pk))
    return task


@action
def finish_task(actor: Actor, task: HouseTask, *, said: str = "") -> HouseTask:
    """Say that it is done; whoever saw it, and the others who took it, are told.

    Raises DomainError when it is done already.
    """
    require(policy, actor, Permission.FINISH_TASK, task)
    return _end(actor, task, TaskState.DONE, said)


@action
def drop_task(actor: Actor, task: HouseTask, *, reason: str) -> HouseTask:
    """Say that it need not be done any more, and why; whoever saw it, and those who took it, are told.

    Raises DomainError when it is done already, or when no reason is given.
    """
    require(policy, actor, Permission.SHAPE_TASK, task)
    if not reason.strip():
        raise DomainError(_("Dites en un mot pourquoi : qui s’en occupait le lira."), field="said")
    return _end(actor, task, TaskState.DROPPED, reason)


def _end(actor: Actor, task: HouseTask, state: TaskState, said: str) -> HouseTask:
    task = _open(task)
    task.state, task.said, task.ended_at = state, said.strip(), clock.now()
    task.save()
    for person, taken in _concerned(task):
        if person.pk != actor.pk:
            post(TaskEndedLetter(task=task, taken=taken), recipient(person))
    record(actor, TaskEnded(subject_id=task.pk, state=state))
    return task


def _concerned(task: HouseTask) -> Iterable[tuple[Person, bool]]:
    """Those who took it, and who saw it when they did not; once each."""
    takers = list(task.takers.all())
    yield from ((person, True) for person in takers)
    if task.asked_by and task.asked_by not in takers:
        yield task.asked_by, False


def _open(task: HouseTask) -> HouseTask:
    """The task, held until the end of the transaction, when it is still to do."""
    task = HouseTask.objects.select_for_update(of=("self",), no_key=True).select_related("asked_by").get(pk=task.pk)
    if not task.is_open:
        raise DomainError(_("Ce n’est plus à faire : « %(state)s ».") % {"state": task.get_state_display()})
    return task


def _refuse_unsaid(draft: TaskDraft, was: HouseTask | None = None) -> None:
    if not draft.what.strip():
        raise DomainError(_("Dites en quelques mots ce qu’il y a à faire."), field="what")
    was_there = was is not None and was.room_id == draft.room
    if draft.room is not None and not was_there and draft.room not in known_on().by_number:
        raise DomainError(_("La maison n’a pas cette salle."), field="room")
    if draft.until and draft.until < clock.today() and (was is None or was.until != draft.until):
        raise DomainError(_("Ce jour est déjà passé."), field="until")
