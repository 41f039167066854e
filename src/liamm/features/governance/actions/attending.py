"""Who is there while a sitting is held: coming in, leaving, and who leads from now on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter.bindings import promised
from liamm.features.governance.enums import SittingState
from liamm.features.governance.facts import ChairHanded, PresenceNoted
from liamm.features.governance.models import Attendance, Sitting
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.policies.permissions import stays_out
from liamm.features.governance.seating import take_seat
from liamm.features.governance.seats import sitters
from liamm.features.governance.stirring import stir
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@action
def note_presence(actor: Actor, sitting: Sitting, *, person: Person, here: bool) -> Sitting:
    """Someone came in, or left; on the day of the sitting a member says it of oneself before it opens.

    Raises DomainError when the sitting is not open, the person holds no seat, or the seat is held already.
    """
    oneself = isinstance(actor, Person) and actor.pk == person.pk
    require(policy, actor, Permission.ARRIVE if oneself else Permission.NOTE_PRESENCE, sitting)
    sitting = _locked(sitting)
    awaited = oneself and not sitting.is_over and sitting.day == clock.today()
    if sitting.state != SittingState.OPEN and not awaited:
        raise DomainError(_("Cette séance n’est pas ouverte."))
    if here:
        take_seat(sitting, person, sitters(sitting.body, clock.today()))
    else:
        Attendance.objects.filter(sitting=sitting, person=person).update(present=False)
    record(actor, PresenceNoted(subject_id=sitting.pk, person=person.pk, present=here))
    stir(sitting.pk)
    return sitting


@action
def hand_chair(actor: Actor, sitting: Sitting, *, chair: Person) -> Sitting:
    """Let another present member lead from now on: when the chair leaves, or stays out of an item.

    Raises DomainError when the sitting is not open, or the person is not there, sits no more or stays out of the item.
    """
    require(policy, actor, Permission.HAND_CHAIR, sitting)
    sitting = _locked(sitting)
    if sitting.state != SittingState.OPEN:
        raise DomainError(_("Cette séance n’est pas ouverte."))
    if not Attendance.objects.filter(sitting=sitting, person=chair, present=True).exists():
        raise DomainError(
            _("La présidence se confie à un membre présent."), field="chair", citation=promised("chair_sits")
        )
    if all(one.person.pk != chair.pk for one in sitters(sitting.body, clock.today())):
        raise DomainError(
            _("La présidence de séance siège dans l’instance."), field="chair", citation=promised("chair_sits")
        )
    if sitting.current is not None and sitting.current.is_living and stays_out(chair, sitting.current_id):
        raise DomainError(
            _("%(name)s est en dehors du point en cours : la présidence va à quelqu’un d’autre.") % {"name": chair},
            field="chair",
            citation=promised("stays_out"),
        )
    sitting.chair = chair
    sitting.save(update_fields=["chair"])
    record(actor, ChairHanded(subject_id=sitting.pk, chair=chair.pk))
    stir(sitting.pk)
    return sitting


def _locked(sitting: Sitting) -> Sitting:
    return (
        Sitting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("body", "current")
        .get(pk=sitting.pk)
    )
