"""Loading the demonstration: all of it or nothing, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import F
from django.utils import translation

from liamm.features.accounts.models import Person
from liamm.kernel.actions import as_one
from liamm.kernel.ledger.record import heard_at_the_end
from liamm.kernel.post.jobs import KEPT
from liamm.kernel.post.models import Message, MessageState
from liamm.site.demo.scenes import (
    bodies,
    clarifications,
    coming,
    deciding,
    events,
    following,
    house,
    people,
    problems,
    requests,
    rooms,
    signals,
    training,
    upkeep,
    welcome,
    workshops,
)
from liamm.site.demo.stage import Stage

SCENES: Sequence[Callable[[Stage], None]] = (
    people.tell,
    signals.tell,
    problems.tell,
    clarifications.tell,
    requests.tell,
    bodies.tell,
    house.tell,
    deciding.tell,
    rooms.tell,
    coming.tell,
    welcome.tell,
    events.tell,
    following.tell,
    upkeep.tell,
    training.tell,
    workshops.tell,
)


def is_empty() -> bool:
    """Whether nobody has an account yet."""
    return not Person.objects.exists()


def load() -> Stage:
    """Tell the whole story; a process killed in the middle leaves the database as empty as it was."""
    stage = Stage()
    with as_one(), heard_at_the_end(), translation.override("fr"):
        for tell in SCENES:
            tell(stage)
        stage.play()
        _let_old_letters_have_left(stage)
    return stage


def _let_old_letters_have_left(stage: Stage) -> None:
    """Letters of the past left on their day; the last month is kept to be read in the local mailbox."""
    old = Message.objects.filter(state=MessageState.QUEUED, due_at__lt=stage.now - KEPT)
    old.update(state=MessageState.SENT, sent_at=F("due_at"), attempts=1)
