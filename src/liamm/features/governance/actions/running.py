"""Leading a sitting: opening it, who is there, which item is on, the notes of the debate, closing it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.governance.enums import ItemState, SittingState
from liamm.features.governance.facts import (
    ChairHanded,
    ItemTaken,
    NotesTaken,
    PresenceNoted,
    SittingClosed,
    SittingOpened,
)
from liamm.features.governance.keeping import put_back
from liamm.features.governance.models import AgendaItem, Attendance, Sitting
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.seats import Sitter, sitters
from liamm.features.governance.stirring import stir
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningDraft:
    """Who leads, who writes and who is there when a sitting begins."""

    chair: Person
    secretary: Person | None = None
    present: Collection[UUID] = ()


@action
def open_sitting(actor: Actor, sitting: Sitting, *, draft: OpeningDraft) -> Sitting:
    """Begin a sitting under the charter of the day.

    Raises DomainError when it began already, or its chair or secretary may not be.
    """
    require(policy, actor, Permission.OPEN_SITTING, sitting)
    sitting = _locked(sitting)
    if sitting.state not in {SittingState.PLANNED, SittingState.CONVENED}:
        raise DomainError(_("Cette séance a déjà commencé, ou n’est plus à tenir."))
    today = clock.today()
    seated = sitters(sitting.body, today)
    _refuse_chair(draft.chair, seated)
    _refuse_secretary(draft.secretary, seated)
    sitting.chair, sitting.secretary = draft.chair, draft.secretary
    sitting.state, sitting.opened_at = SittingState.OPEN, clock.now()
    sitting.charter_version = bindings.held(today).number
    _hold_today(sitting)
    sitting.save(update_fields=["chair", "secretary", "state", "opened_at", "charter_version", "starts", "ends"])
    there = {*draft.present, draft.chair.pk}
    present = sum(_note(sitting, one, here=True) for one in seated if one.person.pk in there)
    record(
        actor,
        SittingOpened(
            subject_id=sitting.pk,
            chair=draft.chair.pk,
            secretary=draft.secretary.pk if draft.secretary else None,
            charter_version=sitting.charter_version,
            present=present,
        ),
    )
    stir(sitting.pk)
    return sitting


def _hold_today(sitting: Sitting) -> None:
    """A sitting that opens on another day than planned is one of the day it opened: its page never says otherwise."""
    if sitting.day != clock.today():
        lasts = sitting.ends - sitting.starts
        sitting.starts = clock.now()
        sitting.ends = sitting.starts + lasts


def _refuse_chair(chair: Person, seated: Collection[Sitter]) -> None:
    if all(one.person.pk != chair.pk for one in seated):
        raise DomainError(_("La présidence de séance siège dans l’instance."), field="chair")


def _refuse_secretary(secretary: Person | None, seated: Collection[Sitter]) -> None:
    if secretary is None or secretary.on_team or any(one.person.pk == secretary.pk for one in seated):
        return
    raise DomainError(_("Le secrétariat est tenu par un membre de l’instance ou de l’équipe."), field="secretary")


def _note(sitting: Sitting, one: Sitter, *, here: bool) -> int:
    """Write down whether someone is there; 1 when this is new."""
    attendance, _made = Attendance.objects.get_or_create(
        sitting=sitting, person=one.person, defaults={"seat": one.seat.key, "stands_in": one.stands_in}
    )
    if attendance.present == here:
        return 0
    attendance.present = here
    attendance.save(update_fields=["present"])
    return 1


@action
def note_presence(actor: Actor, sitting: Sitting, *, person: Person, here: bool) -> Sitting:
    """Someone came in, or left.

    Raises DomainError when the sitting is not open, or the person holds no seat.
    """
    require(policy, actor, Permission.RUN, sitting)
    sitting = _open(sitting)
    one = next((each for each in sitters(sitting.body, clock.today()) if each.person.pk == person.pk), None)
    if one is None:
        raise DomainError(_("Cette personne ne tient pas de siège dans l’instance."), field="person")
    _note(sitting, one, here=here)
    record(actor, PresenceNoted(subject_id=sitting.pk, person=person.pk, present=here))
    stir(sitting.pk)
    return sitting


@action
def hand_chair(actor: Actor, sitting: Sitting, *, chair: Person) -> Sitting:
    """Let another present member lead from now on: when the chair leaves, or stays out of an item.

    Raises DomainError when the sitting is not open, or the person is not there.
    """
    require(policy, actor, Permission.OPEN_SITTING, sitting)
    sitting = _open(sitting)
    if not Attendance.objects.filter(sitting=sitting, person=chair, present=True).exists():
        raise DomainError(_("La présidence se confie à un membre présent."), field="chair")
    sitting.chair = chair
    sitting.save(update_fields=["chair"])
    record(actor, ChairHanded(subject_id=sitting.pk, chair=chair.pk))
    stir(sitting.pk)
    return sitting


@action
def take_item(actor: Actor, item: AgendaItem) -> Sitting:
    """Turn to an item: every open page shows it.

    Raises DomainError when it is not on the agenda of an open sitting.
    """
    require(policy, actor, Permission.DECIDE, item)
    if item.sitting is None or item.state != ItemState.PLACED:
        raise DomainError(_("Ce point n’est plus à l’ordre du jour."))
    sitting = _open(item.sitting)
    sitting.current = item
    sitting.save(update_fields=["current"])
    record(actor, ItemTaken(subject_id=sitting.pk, item=item.pk))
    stir(sitting.pk)
    return sitting


@action
def take_notes(actor: Actor, item: AgendaItem, *, notes: str, before: str) -> AgendaItem:
    """Keep the notes of the debate, for the members and the team only.

    Raises DomainError when someone wrote meanwhile (`before` is what the writer had read).
    """
    require(policy, actor, Permission.DECIDE, item)
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.notes.strip() != before.strip():
        raise DomainError(
            _("Quelqu’un a écrit des notes entre-temps."),
            nearest=_("Les siennes sont ci-dessous, les vôtres sont gardées : réunissez-les."),
            field="notes",
        )
    item.notes = notes
    item.save(update_fields=["notes"])
    record(actor, NotesTaken(subject_id=item.pk))
    return item


@action
def close_sitting(actor: Actor, sitting: Sitting) -> Sitting:
    """End a sitting; what was not decided waits for the next one.

    Raises DomainError when it is not open.
    """
    require(policy, actor, Permission.RUN, sitting)
    sitting = _open(sitting)
    back = put_back(sitting)
    sitting.state, sitting.closed_at, sitting.current = SittingState.CLOSED, clock.now(), None
    sitting.save(update_fields=["state", "closed_at", "current"])
    decided = sitting.items.filter(state=ItemState.DECIDED).count()
    record(actor, SittingClosed(subject_id=sitting.pk, decided=decided, put_back=back))
    stir(sitting.pk)
    return sitting


def _locked(sitting: Sitting) -> Sitting:
    return Sitting.objects.select_for_update(of=("self",)).select_related("body").get(pk=sitting.pk)


def _open(sitting: Sitting) -> Sitting:
    sitting = _locked(sitting)
    if sitting.state != SittingState.OPEN:
        raise DomainError(_("Cette séance n’est pas ouverte."))
    return sitting
