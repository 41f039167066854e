"""Rooms given back and found: asked at both ends of a booking, said once, and nothing left unsaid for ever."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from liamm.features.accounts.queries import recipient
from liamm.features.booking.enums import BookingState, FindingState, RestoringState, TaskKind
from liamm.features.booking.facts import (
    FindingsAsked,
    RestoringAsked,
    RestoringLapsed,
    RoomFound,
    RoomsGivenBack,
    TaskAdded,
)
from liamm.features.booking.house import Known, known_under
from liamm.features.booking.keepers import keepers
from liamm.features.booking.letters import (
    FindingAskedLetter,
    RestoringAskedLetter,
    RoomReportedLetter,
    TaskSeenLetter,
)
from liamm.features.booking.models import Booking, Finding, HouseTask, RestoredRoom, Restoring
from liamm.features.booking.occupying import during
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.rules.restoring import closes_at, is_attested, title_of
from liamm.features.booking.upkeep import (
    FindingDraft,
    RestoringDraft,
    TaskDraft,
    before_in,
    held_rooms,
    keep_photos,
    write_task,
)
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post

_STATE = RestoringState


@action
def ask_restoring(actor: Actor, booking: Booking) -> Restoring:
    """Ask whoever booked, once it is over, to give the rooms back; it closes by itself a day later.

    Raises DomainError when it is not over, or was asked or said already.
    """
    require(policy, actor, Permission.GIVE_BACK, booking)

    booking = _held(booking)
    if booking.ends > clock.now() or Restoring.objects.filter(booking=booking).exists():
        raise DomainError(_("Il n’y a rien à demander de plus pour cette réservation."))

    restoring = Restoring.objects.create(booking=booking, until=closes_at(booking.ends, booking.ends))

    if booking.booked_by and restoring.until > clock.now():
        post(RestoringAskedLetter(booking=booking, rooms=_names(booking)), recipient(booking.booked_by))
    record(actor, RestoringAsked(subject_id=booking.pk, until=restoring.until))
    return restoring


@action
def give_rooms_back(actor: Actor, booking: Booking, *, draft: RestoringDraft) -> Restoring:
    """Say how the rooms are left, once: what is not done and what is broken become things to do in the house.

    Said before the end, that is when it ends: what is left of it is free for others, once the rooms are restored.
    Raises DomainError before the booking begins, or when it is said, or closed by itself, already.
    """
    require(policy, actor, Permission.GIVE_BACK, booking)

    booking = _held(booking)
    now = clock.now()
    if booking.starts > now:
        raise DomainError(_("Cela n’a pas encore commencé."))
    until = closes_at(booking.ends, now)
    restoring, _made = Restoring.objects.select_for_update(no_key=True).get_or_create(
        booking=booking, defaults={"until": until}
    )
    if not restoring.is_open:
        raise DomainError(_("C’est déjà dit : « %(state)s ». Merci.") % {"state": restoring.get_state_display()})

    left = _write_rooms(restoring, draft)
    damaged = bool(draft.damage.strip())
    if damaged:
        _add(actor, TaskDraft(what=title_of(draft.damage), words=draft.damage, photos=draft.photos), restoring)
    else:
        keep_photos(draft.photos, restoring=restoring)
    restoring.words = "\n".join(said for said in (restoring.words, draft.words.strip()) if said)
    restoring.state, restoring.closed_at = _STATE.SAID, now
    restoring.save()

    instead_of = _end_now(booking)
    fact = RoomsGivenBack(subject_id=booking.pk, left=left, damaged=damaged, instead_of=instead_of)
    record(actor, fact)
    return restoring


@action
def lapse_restoring(actor: Actor, restoring: Restoring) -> Restoring:
    """Close what nobody spoke of for a day.

    Raises DomainError when its day is not over, or when it is closed already.
    """
    require(policy, actor, Permission.GIVE_BACK, restoring.booking)

    restoring = (
        Restoring.objects.select_for_update(of=("self",), no_key=True).select_related("booking").get(pk=restoring.pk)
    )
    if not restoring.is_open or restoring.until > clock.now():
        raise DomainError(_("Cela ne se ferme pas encore de soi-même, ou c’est fait."))

    restoring.state, restoring.closed_at = _STATE.LAPSED, clock.now()
    restoring.save()

    record(actor, RestoringLapsed(subject_id=restoring.booking_id))
    return restoring


@action
def ask_findings(actor: Actor, booking: Booking) -> list[Finding]:
    """Ask whoever comes in how they find the rooms in which others were before.

    Raises DomainError when it has not begun, is over, was asked already, or when nobody was there before.
    """
    require(policy, actor, Permission.SAY_FOUND, booking)

    booking = _held(booking)
    now = clock.now()
    before = before_in(booking, held_rooms(booking)) if booking.starts <= now < booking.ends else {}
    if not before or booking.findings.exists():
        raise DomainError(_("Il n’y a rien à demander de plus pour cette réservation."))

    findings = Finding.objects.bulk_create(
        Finding(booking=booking, room_id=room, before=one) for room, one in sorted(before.items())
    )

    if booking.booked_by:
        rooms = known_under(booking.charter_version).names(sorted(before))
        post(FindingAskedLetter(booking=booking, rooms=rooms), recipient(booking.booked_by))
    record(actor, FindingsAsked(subject_id=booking.pk, rooms=tuple(sorted(before))))
    return findings


@action
def say_found(actor: Actor, finding: Finding, *, draft: FindingDraft) -> Finding:
    """Say how one finds a room, once: what is reported becomes a thing to do, and those before are kindly told.

    Raises DomainError when it is said already, or when nothing is reported.
    """
    require(policy, actor, Permission.SAY_FOUND, finding.booking)

    finding = _held_finding(finding)
    if finding.state != FindingState.ASKED:
        raise DomainError(_("C’est déjà dit : « %(state)s ». Merci.") % {"state": finding.get_state_display()})
    if not draft.fine and not draft.words.strip():
        raise DomainError(_("Dites en un mot ce qui ne va pas."), field="words")

    finding.state = FindingState.FINE if draft.fine else FindingState.REPORTED
    finding.words, finding.answered_at = "" if draft.fine else draft.words.strip(), clock.now()
    finding.save()
    if draft.fine:
        _attest(finding.before)
    else:
        _report(actor, finding, draft)

    fact = RoomFound(subject_id=finding.booking_id, room=finding.room_id, fine=draft.fine, before=finding.before_id)
    record(actor, fact)
    return finding


def _end_now(booking: Booking) -> datetime | None:
    """End it here when its hours are not over, and keep of its rooms the time to restore them only; when it ended."""
    was, now = booking.ends, clock.now().replace(microsecond=0)
    if not booking.starts < now < was:
        return None
    booking.ends, booking.apart = now, booking.series_id is not None
    booking.sequence += 1
    booking.save(update_fields=["ends", "apart", "sequence"])
    for one in booking.occupations.filter(living=True):
        one.during = during(one.during.lower, one.during.upper - (was - now))
        one.save(update_fields=["during"])
    return was


def _held(booking: Booking) -> Booking:
    """The booking, held until the end of the transaction, when it stands."""
    rows = Booking.objects.select_for_update(of=("self",), no_key=True).select_related("booked_by")
    booking = rows.get(pk=booking.pk)
    if booking.state != BookingState.CONFIRMED:
        raise DomainError(_("Cette réservation ne tient plus."))
    return booking


def _held_finding(finding: Finding) -> Finding:
    """Who was there before, then the finding, held until the end of the transaction."""
    bookings = Booking.objects.select_for_update(of=("self",), no_key=True).select_related("booked_by")
    before = bookings.get(pk=finding.before_id) if finding.before_id else None
    finding = (
        Finding.objects.select_for_update(of=("self",), no_key=True)
        .select_related("booking__booked_by")
        .get(pk=finding.pk)
    )
    finding.before = before
    return finding


def _known(booking: Booking) -> Known:
    return known_under(booking.charter_version)


def _names(booking: Booking) -> str:
    return _known(booking).names(held_rooms(booking))


def _write_rooms(restoring: Restoring, draft: RestoringDraft) -> int:
    """What is done in each room, said once; what is left becomes tidying up. How many lines are left."""
    if draft.done is None or restoring.rooms.exists():
        return 0
    booking, known, lines = restoring.booking, _known(restoring.booking), []
    for number in held_rooms(booking):
        room = known.by_number.get(number)
        checklist = room.checklist if room else ()
        done = [line for place, line in enumerate(checklist) if place in draft.done.get(number, ())]
        left = [line for line in checklist if line not in done]
        RestoredRoom.objects.create(restoring=restoring, room_id=number, done=done, left=left)
        if left:
            what = _("Finir de ranger : %(room)s") % {"room": known.name(number)}
            words = "\n".join(left)
            task = write_task(
                TaskDraft(what=what, kind=TaskKind.TIDYING, words=words, room=number),
                seen_by=booking.booked_by,
                booking=booking,
            )
            record(SYSTEM, TaskAdded(subject_id=task.pk, room=number, task_kind=task.kind))
        lines += left
    return len(lines)


def _add(actor: Actor, draft: TaskDraft, restoring: Restoring) -> HouseTask:
    """Something is broken: it is to be done, in the room when there is only one, and who keeps the house is told."""
    booking = restoring.booking
    rooms = held_rooms(booking)
    draft = TaskDraft(
        what=draft.what, words=draft.words, photos=draft.photos, room=rooms[0] if len(rooms) == 1 else None
    )
    task = write_task(draft, seen_by=booking.booked_by, booking=booking, restoring=restoring)
    _tell_keepers(task, _names(booking))
    record(actor, TaskAdded(subject_id=task.pk, room=task.room_id, task_kind=task.kind))
    return task


def _report(actor: Actor, finding: Finding, draft: FindingDraft) -> None:
    """What is reported is to be done; those before are told without being accused, and so is who keeps the house."""
    booking, before = finding.booking, finding.before
    asked = TaskDraft(what=title_of(draft.words), words=draft.words, room=finding.room_id, photos=draft.photos)
    task = write_task(asked, seen_by=booking.booked_by, booking=booking)
    name = _known(booking).name(finding.room_id)
    _tell_keepers(task, name)
    record(actor, TaskAdded(subject_id=task.pk, room=task.room_id, task_kind=task.kind))
    if before is None:
        return
    restoring = _restoring_of(before)
    restoring.state, restoring.closed_at = _STATE.REOPENED, None
    restoring.until = closes_at(before.ends, clock.now())
    restoring.save()
    if before.booked_by:
        post(RoomReportedLetter(booking=before, rooms=name, words=finding.words), recipient(before.booked_by))


def _restoring_of(before: Booking) -> Restoring:
    rows = Restoring.objects.select_for_update(of=("self",), no_key=True)
    until = closes_at(before.ends, before.ends)
    return rows.get_or_create(booking=before, defaults={"until": until})[0]


def _attest(before: Booking | None) -> None:
    """Those after found every room in its state: that is how it closes, if nothing was reported."""
    if before is None:
        return
    restoring = _restoring_of(before)
    fine = before.found_after.filter(state=FindingState.FINE).values_list("room_id", flat=True)
    if restoring.state != _STATE.REOPENED and is_attested(held_rooms(before), fine):
        restoring.state, restoring.closed_at = _STATE.ATTESTED, restoring.closed_at or clock.now()
        restoring.save()


def _tell_keepers(task: HouseTask, room: str) -> None:
    for person in keepers(clock.today()):
        post(TaskSeenLetter(task=task, room=room), recipient(person))
