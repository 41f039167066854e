"""The clock of a déroulé on the day: begun, moved on, given minutes, stopped; every screen follows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.workshops.changing import hold, keep
from liamm.features.workshops.enums import Beat
from liamm.features.workshops.facts import BeatGiven
from liamm.features.workshops.models import Block, Workshop, steps_in
from liamm.features.workshops.policies import Permission, policy
from liamm.features.workshops.rules.running import Course, begin, give, go_back, go_on
from liamm.features.workshops.rules.timetable import Step
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record

GIVEN = 5
"""The minutes that one touch gives or takes."""


@action
def give_beat(actor: Actor, workshop: Workshop, *, beat: Beat, seen: int | None) -> Workshop:
    """Say what comes: begin, go on, back, some minutes more or less, stop; `seen` is the step on the screen.

    Raises DomainError when somebody else has moved on meanwhile, or when there is nothing to begin.
    """
    require(policy, actor, Permission.LEAD, workshop)

    workshop = hold(workshop)
    if workshop.step != seen:
        raise DomainError(_("Quelqu’un d’autre a déjà fait avancer l’horloge."))
    course = _after(beat, workshop.course, steps_in(workshop.blocks.all()))
    workshop.step = course.step if course else None
    workshop.since = course.since if course else None
    workshop.extra = course.extra if course else 0
    keep(workshop)
    record(actor, BeatGiven(subject_id=workshop.pk, beat=beat, step=workshop.step))
    return workshop


def _after(beat: Beat, course: Course | None, steps: list[Step[Block]]) -> Course | None:
    now = clock.now()
    if course is None:
        if not steps:
            raise DomainError(_("Ce déroulé n’a pas encore de temps."), nearest=_("Ajoutez-en un d’abord."))
        return begin(now) if beat is Beat.BEGIN else None
    match beat:
        case Beat.NEXT:
            return go_on(course, steps, now)
        case Beat.BACK:
            return go_back(course, steps, now)
        case Beat.MORE | Beat.LESS:
            return give(course, steps, GIVEN if beat is Beat.MORE else -GIVEN)
        case Beat.STOP:
            return None
        case _:  # begun already
            return course
