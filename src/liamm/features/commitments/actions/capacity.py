"""Saying what the lab can give, what a thing asks of it, and holding it once a decision was taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.commitments.facts import CapacitySet, LoadAsked, LoadDropped, LoadHeld, LoadReleased
from liamm.features.commitments.models import CapacityMonth, LoadMonth
from liamm.features.commitments.policies import Permission, policy
from liamm.features.commitments.rules.capacity import NOTHING, LoadLine, first_day, merged
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.thread.chain import Node
from liamm.ui.tongues import in_french

MOST_DAYS = Decimal(999)


@action
def set_capacity(actor: Actor, month: date, *, skill: str, days: Decimal) -> CapacityMonth:
    """Say how many days of a skill the lab can give in a month; saying it again replaces it."""
    require(policy, actor, Permission.SET_CAPACITY, month)
    _refuse_unknown([skill])
    _refuse_absurd(days)
    row, _created = CapacityMonth.objects.update_or_create(month=first_day(month), skill=skill, defaults={"days": days})
    record(actor, CapacitySet(subject_id=row.pk, month=row.month, skill=skill, days=str(days)))
    return row


@action
def ask_load(actor: Actor, subject: Node, *, lines: Sequence[LoadLine]) -> list[LoadMonth]:
    """Say what a thing would ask of the lab, month by month and skill by skill; saying it again replaces it."""
    require(policy, actor, Permission.ASK_LOAD, subject)
    _lock(subject.id)
    if LoadMonth.objects.filter(subject_id=subject.id, held=True).exists():
        raise DomainError(
            _("Une décision a déjà engagé ce temps : il ne change plus."),
            nearest=_("Une nouvelle décision peut le rendre ou l’augmenter."),
        )
    _refuse_unknown(line.skill for line in lines)
    for line in lines:
        _refuse_absurd(line.days)
    wanted = merged(lines)
    LoadMonth.objects.filter(subject_id=subject.id).delete()
    rows = LoadMonth.objects.bulk_create(
        LoadMonth(subject_kind=subject.kind, subject_id=subject.id, month=line.month, skill=line.skill, days=line.days)
        for line in wanted
    )
    record(actor, LoadAsked(subject_id=subject.id, of=subject.kind, days=_sum(rows)))
    return rows


@action
def hold_load(actor: Actor, subject: Node) -> list[LoadMonth]:
    """Promise what a thing asks, because a decision retained it; holding twice changes nothing."""
    require(policy, actor, Permission.HOLD_LOAD, subject)
    rows = _turn(subject, held=True)
    record(actor, LoadHeld(subject_id=subject.id, of=subject.kind, days=_sum(rows)))
    return rows


@action
def release_load(actor: Actor, subject: Node) -> list[LoadMonth]:
    """Free what a thing held, because it was undone or ended: what it asks stays written."""
    require(policy, actor, Permission.HOLD_LOAD, subject)
    rows = _turn(subject, held=False)
    record(actor, LoadReleased(subject_id=subject.id, of=subject.kind, days=_sum(rows)))
    return rows


@action
def drop_load(actor: Actor, subject: Node) -> None:
    """Forget what a thing asked, because it asks nothing any more: withdrawn, given back or not retained."""
    require(policy, actor, Permission.HOLD_LOAD, subject)
    _lock(subject.id)
    rows = list(LoadMonth.objects.filter(subject_id=subject.id))
    LoadMonth.objects.filter(subject_id=subject.id).delete()
    record(actor, LoadDropped(subject_id=subject.id, of=subject.kind, days=_sum(rows)))


def _turn(subject: Node, *, held: bool) -> list[LoadMonth]:
    _lock(subject.id)
    LoadMonth.objects.filter(subject_id=subject.id).update(held=held)
    return list(LoadMonth.objects.filter(subject_id=subject.id).order_by("month", "skill"))


def _lock(subject_id: UUID) -> None:
    """One at a time for one thing, even when it asks nothing yet and has no row to lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"load:{subject_id}"])


def _refuse_unknown(wanted: Iterable[str]) -> None:
    skills = bindings.skills(clock.today())
    known = {skill.key: skill.name for skill in skills.value.skills}
    if not set(wanted) <= set(known):
        raise DomainError(
            _("Le laboratoire ne compte pas sa charge dans ce savoir-faire."),
            citation=skills.cite(),
            nearest=_("Les savoir-faire comptés : %(names)s.")
            % {"names": ", ".join(in_french(name) for name in known.values())},
            field="skill",
        )


def _refuse_absurd(days: Decimal) -> None:
    if not (days.is_finite() and NOTHING <= days <= MOST_DAYS and days == round(days, 2)):
        raise DomainError(
            _("Ce nombre de jours ne se laisse pas compter."),
            nearest=_("Écrivez un nombre de jours entre 0 et 999, au centième près."),
            field="days",
        )


def _sum(rows: Sequence[LoadMonth]) -> str:
    return str(sum((row.days for row in rows), NOTHING))
