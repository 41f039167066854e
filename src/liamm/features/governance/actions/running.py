"""Leading a sitting: opening it, who is there, which item is on, the notes of the debate, closing it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings import promised
from liamm.features.governance.enums import ItemState, SittingState
from liamm.features.governance.facts import (
    ItemTaken,
    NotesTaken,
    SittingClosed,
    SittingOpened,
)
from liamm.features.governance.keeping import put_back
from liamm.features.governance.models import AgendaItem, Sitting, SittingMove
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.refusing import refuse_opening
from liamm.features.governance.rooming import seek_room
from liamm.features.governance.seating import settle_room
from liamm.features.governance.seats import Sitter, sitters
from liamm.features.governance.stirring import stir
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningDraft:
    """Who leads, who writes and who is there when a sitting begins; and why, on another day than planned."""

    chair: Person
    secretary: Person | None = None
    present: Collection[UUID] = ()
    reason: str = ""


@action
def open_sitting(actor: Actor, sitting: Sitting, *, draft: OpeningDraft) -> Sitting:
    """Begin a sitting under the charter of the day.

    Raises DomainError when it began already, its chair or secretary may not be, a seat is held twice, or it was
    planned on another day and nobody says why, or on one too far.
    """
    require(policy, actor, Permission.OPEN_SITTING, sitting)
    sitting = _locked(sitting)
    refuse_opening(sitting)
    today = clock.today()
    seated = sitters(sitting.body, today)
    _refuse_chair(draft.chair, seated)
    _refuse_secretary(draft.secretary, seated)
    sitting.chair, sitting.secretary = draft.chair, draft.secretary
    sitting.state, sitting.opened_at = SittingState.OPEN, clock.now()
    sitting.charter_version = bindings.held(today).number
    moved = _hold_today(sitting, draft.reason)
    arrived = () if moved else _arrived(sitting)
    sitting.save(update_fields=["chair", "secretary", "state", "opened_at", "charter_version", "starts", "ends"])
    if moved:
        seek_room(sitting)
    present = settle_room(sitting, {*draft.present, draft.chair.pk, *arrived}, seated)
    record(
        actor,
        SittingOpened(
            subject_id=sitting.pk,
            chair=draft.chair.pk,
            secretary=draft.secretary.pk if draft.secretary else None,
            charter_version=sitting.charter_version,
            present=present,
            planned=moved.was if moved else None,
            move=moved.pk if moved else None,
        ),
    )
    stir(sitting.pk)
    return sitting


def _hold_today(sitting: Sitting, reason: str) -> SittingMove | None:
    """A sitting that opens on another day than planned is one of the day it opened, and says why; None on its day."""
    if sitting.day == clock.today():
        return None
    if not reason.strip():
        raise DomainError(
            _("Dites pourquoi la séance s’ouvre un autre jour que prévu : sa page le montrera."), field="reason"
        )
    lasts, was = sitting.ends - sitting.starts, sitting.starts
    sitting.starts = clock.now()
    sitting.ends = sitting.starts + lasts
    return SittingMove.objects.create(sitting=sitting, was=was, became=sitting.starts, reason=reason.strip())


def _arrived(sitting: Sitting) -> set[UUID]:
    """Those who said that they are there while the sitting was not open yet."""
    return set(sitting.attendances.filter(present=True).values_list("person_id", flat=True))


def _refuse_chair(chair: Person, seated: Collection[Sitter]) -> None:
    if all(one.person.pk != chair.pk for one in seated):
        raise DomainError(
            _("La présidence de séance siège dans l’instance."), field="chair", citation=promised("chair_sits")
        )


def _refuse_secretary(secretary: Person | None, seated: Collection[Sitter]) -> None:
    if secretary is None or secretary.on_team or any(one.person.pk == secretary.pk for one in seated):
        return
    raise DomainError(
        _("Le secrétariat est tenu par un membre de l’instance ou de l’équipe."),
        field="secretary",
        citation=promised("chair_sits"),
    )


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
    item = AgendaItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
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
    return Sitting.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=sitting.pk)


def _open(sitting: Sitting) -> Sitting:
    sitting = _locked(sitting)
    if sitting.state != SittingState.OPEN:
        raise DomainError(_("Cette séance n’est pas ouverte."))
    return sitting
