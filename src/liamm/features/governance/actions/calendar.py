"""Giving sittings their days, moving them and cancelling them, always with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.queries import recipient
from liamm.features.governance.calendar import Due
from liamm.features.governance.enums import Answer, SittingState
from liamm.features.governance.facts import SittingCancelled, SittingMoved, SittingPlanned
from liamm.features.governance.keeping import TAKING, put_back
from liamm.features.governance.letters import SittingCancelledLetter, SittingMovedLetter
from liamm.features.governance.models import Body, Sitting, SittingMove
from liamm.features.governance.opening_hours import refuse_shut
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.rooming import leave_room, seek_room, take_room
from liamm.features.governance.stirring import stir
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post
from liamm.ui.dates import say_time


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDraft:
    """A sitting outside the cadence: when, how long, where and why."""

    starts: datetime
    minutes: int
    place: str = ""
    reason: str


@action
def plan_sitting(actor: Actor, body: Body, *, due: Due) -> Sitting:
    """Give a body the sitting that its cadence asks for, and keep its room if it is free; asked twice, there is one.

    Raises DomainError when that day has its sitting already.
    """
    require(policy, actor, Permission.PREPARE)
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    if Sitting.objects.filter(body=body, due=due.due).exists():
        raise DomainError(_("Cette séance est déjà prévue."))
    sitting = Sitting.objects.create(
        body=body,
        due=due.due,
        slug=_free_slug(body, due.starts),
        starts=due.starts,
        ends=due.ends,
        place=due.place,
    )
    seek_room(sitting)
    record(actor, SittingPlanned(subject_id=sitting.pk, body=body.pk, starts=due.starts, due=due.due))
    return sitting


@action
def call_sitting(actor: Actor, body: Body, *, draft: CallDraft) -> Sitting:
    """Call a body outside its cadence, with the reason.

    Raises DomainError without a reason, in the past, too far ahead, while the house is closed, or where somebody is.
    """
    require(policy, actor, Permission.PREPARE)
    _refuse_unsaid(draft.reason)
    ends = draft.starts + timedelta(minutes=draft.minutes)
    _refuse_moment(draft.starts, ends, draft.place)
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    sitting = Sitting.objects.create(
        body=body,
        slug=_free_slug(body, draft.starts),
        starts=draft.starts,
        ends=ends,
        place=draft.place.strip(),
        reason=draft.reason.strip(),
    )
    take_room(sitting)
    record(actor, SittingPlanned(subject_id=sitting.pk, body=body.pk, starts=draft.starts))
    return sitting


@action
def move_sitting(actor: Actor, sitting: Sitting, *, starts: datetime, reason: str) -> Sitting:
    """Move a sitting; whoever was convened is told and asked again.

    Raises DomainError without a reason, when it began or is over, in the past, too far ahead, while the house is
    closed, or where somebody is.
    """
    require(policy, actor, Permission.PREPARE, sitting)
    sitting = _locked(sitting)
    _refuse_begun(sitting)
    _refuse_unsaid(reason)
    was, length = sitting.starts, sitting.ends - sitting.starts
    _refuse_moment(starts, starts + length, sitting.place)
    _refuse_taken(starts, starts + length, sitting)
    sitting.starts, sitting.ends = starts, starts + length
    sitting.save(update_fields=["starts", "ends"])
    take_room(sitting)
    SittingMove.objects.create(sitting=sitting, was=was, became=starts, reason=reason.strip())
    for attendance in sitting.attendances.select_related("person"):
        attendance.answer, attendance.answered_at, attendance.present = Answer.UNKNOWN, None, False
        attendance.save(update_fields=["answer", "answered_at", "present"])
        letter = SittingMovedLetter(sitting=sitting, attendance=attendance, items=(), reason=reason.strip())
        post(letter, recipient(attendance.person))
    record(actor, SittingMoved(subject_id=sitting.pk, was=was, became=starts))
    return sitting


@action
def cancel_sitting(actor: Actor, sitting: Sitting, *, reason: str) -> Sitting:
    """Cancel a sitting; its items wait for the next one, and whoever was convened is told.

    Raises DomainError without a reason, or when it began or is over.
    """
    require(policy, actor, Permission.PREPARE, sitting)
    sitting = _locked(sitting)
    _refuse_begun(sitting)
    _refuse_unsaid(reason)
    back = put_back(sitting)
    sitting.state, sitting.reason = SittingState.CANCELLED, reason.strip()
    sitting.save(update_fields=["state", "reason"])
    leave_room(sitting)
    for attendance in sitting.attendances.select_related("person"):
        post(SittingCancelledLetter(sitting=sitting), recipient(attendance.person))
    record(actor, SittingCancelled(subject_id=sitting.pk, items_put_back=back))
    stir(sitting.pk)
    return sitting


def _locked(sitting: Sitting) -> Sitting:
    return (
        Sitting.objects.select_for_update(of=("self",), no_key=True).select_related("body", "held").get(pk=sitting.pk)
    )


def _refuse_begun(sitting: Sitting) -> None:
    if sitting.state not in {SittingState.PLANNED, SittingState.CONVENED}:
        raise DomainError(_("Cette séance a commencé, ou n’est plus à tenir : sa date ne change plus."))


def _refuse_unsaid(reason: str) -> None:
    if not reason.strip():
        raise DomainError(_("Dites la raison : elle est lue par celles et ceux qui devaient venir."), field="reason")


def _refuse_moment(starts: datetime, ends: datetime, place: str) -> None:
    if starts <= clock.now():
        raise DomainError(_("Cette date est passée."), field="starts")
    refuse_shut(starts, ends, place)


def _refuse_taken(starts: datetime, ends: datetime, moved: Sitting) -> None:
    """Stop a move to where, and while, another sitting is to be held; one at a time, whoever asks."""
    place = moved.place
    if not place.strip():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"place:{place.strip().casefold()}"])
    others = Sitting.objects.filter(state__in=TAKING, place__iexact=place.strip(), starts__lt=ends, ends__gt=starts)
    other = others.exclude(pk=moved.pk).select_related("body").order_by("starts").first()
    if other is not None:
        raise DomainError(
            _("Le %(body)s siège déjà à cet endroit, de %(first)s à %(last)s.")
            % {"body": other.body.name, "first": _hour(other.starts), "last": _hour(other.ends)},
            nearest=_("Une autre heure de ce jour, ou un autre lieu."),
            field="starts",
        )


def _hour(moment: datetime) -> str:
    return say_time(timezone.localtime(moment).time())


def _free_slug(body: Body, starts: datetime) -> str:
    day = timezone.localtime(starts).date()
    wanted = [f"{body.key}-{day:%Y-%m}", f"{body.key}-{day:%Y-%m-%d}"]
    wanted += [f"{body.key}-{day:%Y-%m-%d}-{number}" for number in range(2, 20)]
    taken = set(Sitting.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    return next(slug for slug in wanted if slug not in taken)
