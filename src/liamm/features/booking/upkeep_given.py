"""What the care of the house gives to the whole: what there is to do, and what waits for whoever keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from liamm.features.booking.enums import OpeningState, RestoringState
from liamm.features.booking.house import known_on
from liamm.features.booking.models import Displacement, Opening, Restoring, Waiting
from liamm.features.booking.policies import policy
from liamm.features.booking.queries import open_tasks
from liamm.features.booking.rules.restoring import title_of
from liamm.kernel.access import Actor
from liamm.kernel.extension import DeskLine, DeskSection, DeskSource, Task, TaskSource
from liamm.ui.times import say_moment


def _tasks(actor: Actor) -> Sequence[Task]:
    return [
        Task(
            key=line.task.reference,
            title=line.task.what,
            url=line.task.get_absolute_url(),
            place=line.room,
            until=line.task.until,
            hands=line.task.hands,
            taken=len(line.takers),
            mine=line.mine,
        )
        for line in open_tasks(actor, known_on())
    ]


def _places(actor: Actor, day: date) -> Sequence[DeskLine]:
    """The places that are asked for and wait for an answer, whatever the day."""
    del day
    asked = policy.visible_to(actor, Displacement.objects.open()).select_related("guest").order_by("deadline", "pk")
    return [
        DeskLine(
            title=one.guest.title,
            url=one.get_absolute_url(),
            line=f"{one.get_state_display()} · {say_moment(one.latest if one.state != 'asked' else one.deadline)}",
        )
        for one in asked
    ]


def _reopened(actor: Actor, day: date) -> Sequence[DeskLine]:
    """The rooms on which those after reported something, until a word is said."""
    del actor, day
    rows = Restoring.objects.filter(state=RestoringState.REOPENED).select_related("booking").order_by("until", "pk")
    return [DeskLine(one.booking.title, one.booking.get_absolute_url(), say_moment(one.until)) for one in rows]


def _openings(actor: Actor, day: date) -> Sequence[DeskLine]:
    """The exceptional openings that wait for an answer, whatever the day."""
    del actor, day
    asked = Opening.objects.coming().filter(state=OpeningState.ASKED).order_by("starts", "pk")
    return [DeskLine(title_of(one.reason), one.get_absolute_url(), say_moment(one.starts)) for one in asked]


def _lines(actor: Actor, day: date) -> Sequence[DeskLine]:
    """Those who wait for a room on the day."""
    del actor
    rows = Waiting.objects.open().filter(starts__date=day).order_by("starts", "pk")
    return [DeskLine(one.asked["title"], one.get_absolute_url(), say_moment(one.starts)) for one in rows]


desk = (
    DeskSource(_("Ouvertures exceptionnelles demandées"), DeskSection.ANSWER, _openings),
    DeskSource(_("Qui attend une salle ce jour-là"), DeskSection.ANSWER, _lines),
    DeskSource(_("Salles que l’on se demande"), DeskSection.ANSWER, _places),
    DeskSource(_("Salles à revoir avec qui y était"), DeskSection.ANSWER, _reopened),
)
tasks = (TaskSource("house_task", _("À faire dans la maison"), _tasks),)
