"""Calling the members, and what they answer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.queries import recipient
from liamm.features.charter import bindings
from liamm.features.governance.enums import Answer, SittingState
from liamm.features.governance.facts import PresenceAnswered, SittingConvened
from liamm.features.governance.letters import ConvenedLetter, StandInLetter
from liamm.features.governance.models import Attendance, Sitting
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.refusing import refuse_over
from liamm.features.governance.seats import shape_of, sitters
from liamm.features.governance.stirring import stir
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post

_AWAY = frozenset({Answer.REPLACED, Answer.ABSENT})


@action
def convene_sitting(actor: Actor, sitting: Sitting) -> Sitting:
    """Call those who hold the seats, with the file and a link to answer in one click.

    Raises DomainError when it was done already, or nobody holds a seat.
    """
    require(policy, actor, Permission.PREPARE, sitting)
    sitting = Sitting.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=sitting.pk)
    if sitting.state != SittingState.PLANNED:
        raise DomainError(_("Cette séance est déjà convoquée, ou n’est plus à tenir."))
    seated = [one for one in sitters(sitting.body, sitting.day) if not one.stands_in]
    if not seated:
        raise DomainError(
            _("Personne ne tient de siège au %(body)s ce jour-là.") % {"body": sitting.body.name},
            citation=bindings.bodies(sitting.day).cite(shape_of(sitting.body.key, sitting.day)),
            nearest=_("Inscrivez d’abord les mandats."),
        )
    items = tuple(sitting.items.on_agenda())
    for one in seated:
        attendance, _made = Attendance.objects.get_or_create(
            sitting=sitting, person=one.person, defaults={"seat": one.seat.key}
        )
        post(ConvenedLetter(sitting=sitting, attendance=attendance, items=items), recipient(one.person))
    sitting.state, sitting.convened_at = SittingState.CONVENED, clock.now()
    sitting.save(update_fields=["state", "convened_at"])
    record(actor, SittingConvened(subject_id=sitting.pk, members=len(seated), items=len(items)))
    stir(sitting.pk)
    return sitting


@action
def answer_presence(actor: Actor, attendance: Attendance, *, answer: Answer) -> Attendance:
    """Say whether one comes; whoever stands in is called when the holder of the seat does not.

    A member who was not called answers as well: what they hold is then not kept yet.

    Raises DomainError once the sitting is over.
    """
    require(policy, actor, Permission.ANSWER_PRESENCE, attendance)
    kept, _made = Attendance.objects.get_or_create(
        sitting=attendance.sitting,
        person=attendance.person,
        defaults={"seat": attendance.seat, "stands_in": attendance.stands_in},
    )
    attendance = (
        Attendance.objects.select_for_update(of=("self",), no_key=True).select_related("sitting__body").get(pk=kept.pk)
    )
    sitting = attendance.sitting
    refuse_over(sitting)
    changed = attendance.answer != answer
    attendance.answer, attendance.answered_at = answer, clock.now()
    attendance.save(update_fields=["answer", "answered_at"])
    if changed and answer in _AWAY and not attendance.stands_in:
        _call_stand_ins(sitting, attendance.seat)
    record(actor, PresenceAnswered(subject_id=sitting.pk, person=attendance.person_id, answer=str(answer)))
    stir(sitting.pk)
    return attendance


def _call_stand_ins(sitting: Sitting, seat: str) -> None:
    for one in sitters(sitting.body, sitting.day):
        if not one.stands_in or one.seat.key != seat:
            continue
        attendance, made = Attendance.objects.get_or_create(
            sitting=sitting, person=one.person, defaults={"seat": seat, "stands_in": True}
        )
        if made:
            post(StandInLetter(sitting=sitting, attendance=attendance, items=()), recipient(one.person))
