"""Waiting for a room that is taken: one gets in line, is offered it once it is free, and leaves the line."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient
from liamm.features.booking.asked import unpacked
from liamm.features.booking.enums import BookingState, WaitingState
from liamm.features.booking.facts import RoomOffered, RoomsBooked, WaitingBegun, WaitingEnded
from liamm.features.booking.house import Known
from liamm.features.booking.letters import RoomOfferedLetter, WaitingBegunLetter, WaitingOverLetter
from liamm.features.booking.limiting import lock_takers
from liamm.features.booking.models import Waiting
from liamm.features.booking.occupying import lock_rooms
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.refusing import refusal
from liamm.features.booking.rules.deciding import HELD
from liamm.features.booking.rules.waiting import answer_term, left_of
from liamm.features.booking.taking import BookingDraft, new_booking, refuse_unsaid, weigh, write
from liamm.features.booking.waiting import (
    alone,
    before,
    known_then,
    new_line,
    place_of,
    rooms_said,
    taker_of,
    what_is_free,
)
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.post.letters import post

_STATE = WaitingState


@action
def wait_for_rooms(actor: Actor, *, draft: BookingDraft, any_one: bool = False) -> Waiting:
    """Get in line for rooms that are taken, together or for `any_one` of them; asked twice, one is in line once.

    Of rooms of which one would do, those that would not alone are left out.

    Raises DomainError when they are free, none would do alone, or the house keeps no line; BookingRefusedError when
    more stands against it.
    """
    require(policy, actor, Permission.BOOK)

    refuse_unsaid(actor, draft)
    lock_rooms(draft.rooms)  # whoever frees one of them meanwhile finds this line, or this finds it free
    known = known_then(draft.starts)
    if known.taking.value.waiting is None:
        raise DomainError(_("La maison ne tient pas de file d’attente."), citation=known.taking.cite())
    person = cast("Person", actor)
    if any_one:
        draft = replace(draft, rooms=_one_of(draft, known, person))
    else:
        _refuse_all(draft, known, person)

    waiting = Waiting.objects.open().filter(**place_of(draft, person, any_one=any_one)).first()
    if waiting is None:
        waiting = new_line(draft, person, any_one=any_one)
        waiting.reference = next_reference("AT")
        waiting.save()
        letter = WaitingBegunLetter(waiting=waiting, rooms=rooms_said(waiting, known), before=before(waiting))
        post(letter, recipient(person))
    fact = WaitingBegun(
        subject_id=waiting.pk,
        rooms=tuple(waiting.rooms),
        any_one=waiting.any_one,
        starts=waiting.starts,
        ends=waiting.ends,
    )
    record(actor, fact)
    return waiting


def _refuse_all(draft: BookingDraft, known: Known, person: Person) -> None:
    """Stop who would wait for what is free, or for what no waiting would give.

    Raises DomainError, BookingRefusedError.
    """
    verdict = weigh(draft, known, person)
    if verdict.holds:
        raise _is_free()
    if not {one.rule for one in verdict.broken} <= HELD:
        raise refusal(draft.ask, verdict, known)


def _one_of(draft: BookingDraft, known: Known, person: Person) -> tuple[int, ...]:
    """The rooms of which each would do alone, once nobody is there.

    Raises DomainError when one is free already, or none would do.
    """
    found = alone(draft, known, person)
    if found.free:
        raise _is_free()
    if not found.held:
        raise DomainError(
            _("Aucune de ces salles ne suffit à elle seule."),
            nearest=_("Attendez-les toutes ensemble, ou choisissez-en d’autres."),
        )
    return tuple(found.held)


def _is_free() -> DomainError:
    return DomainError(_("La salle vient de se libérer."), nearest=_("Réservez-la : elle est à vous."))


@action
def offer_room(actor: Actor, waiting: Waiting) -> Waiting:
    """Hold for the first in line what they wait for, and ask them whether they still want it.

    Raises DomainError when they wait no longer, or it is not free.
    """
    require(policy, actor, Permission.KEEP_TERMS)

    lock_takers([taker_of(waiting)], [waiting.starts])
    lock_rooms(waiting.rooms)
    waiting = _in_line(waiting)
    draft = what_is_free(waiting)
    if draft is None:
        raise DomainError(_("Ce n’est pas libre."))
    known = known_then(draft.starts)
    rule = known.taking.value.waiting
    answer = timedelta(hours=rule.hours_to_answer if rule else 1)

    booking = new_booking(waiting.person)
    booking.state = BookingState.OPTION
    until = booking.option_until = answer_term(clock.now(), draft.starts, answer=answer)
    booking = write(booking, draft, known)
    waiting.state, waiting.offered = _STATE.OFFERED, booking
    waiting.save(update_fields=["state", "offered"])

    post(
        RoomOfferedLetter(booking=booking, rooms=known.names(draft.rooms), several=len(draft.rooms) > 1),
        recipient(waiting.person),
    )
    fact = RoomsBooked(
        subject_id=booking.pk,
        rooms=tuple(sorted(draft.rooms)),
        use=draft.use,
        starts=draft.starts,
        ends=draft.ends,
        option_until=until,
    )
    record(actor, fact)
    record(actor, RoomOffered(subject_id=waiting.pk, booking=booking.pk, until=until))
    return waiting


@action
def leave_line(actor: Actor, waiting: Waiting) -> Waiting:
    """Wait no longer.

    Raises DomainError when one is offered the room already (it is given back instead), or it is over.
    """
    require(policy, actor, Permission.LEAVE_LINE, waiting)

    waiting = _in_line(waiting)
    waiting.state = _STATE.LEFT
    waiting.save(update_fields=["state"])

    record(actor, WaitingEnded(subject_id=waiting.pk, state=waiting.state))
    return waiting


@action
def end_offer(actor: Actor, waiting: Waiting, *, state: WaitingState) -> Waiting:
    """What was offered was taken, left unanswered, or given back: the line goes on without them."""
    require(policy, actor, Permission.KEEP_TERMS)

    waiting = Waiting.objects.select_for_update(of=("self",), no_key=True).get(pk=waiting.pk)
    waiting.state = state
    waiting.save(update_fields=["state"])

    record(actor, WaitingEnded(subject_id=waiting.pk, state=waiting.state))
    return waiting


@action
def end_line(actor: Actor, waiting: Waiting) -> Waiting:
    """Nothing is left of what was waited for: whoever waited is told.

    Raises DomainError when something still is, or they wait no longer.
    """
    require(policy, actor, Permission.KEEP_TERMS)

    waiting = _in_line(waiting)
    if left_of(unpacked(waiting.asked).ask, clock.now()):
        raise DomainError(_("Le terme n’est pas passé."))
    waiting.state = _STATE.OVER
    waiting.save(update_fields=["state"])

    rooms = rooms_said(waiting, known_then(waiting.starts))
    post(WaitingOverLetter(waiting=waiting, rooms=rooms), recipient(waiting.person))
    record(actor, WaitingEnded(subject_id=waiting.pk, state=waiting.state))
    return waiting


def _in_line(waiting: Waiting) -> Waiting:
    """The one who waits, held until the end of the transaction.

    Raises DomainError when they wait no longer.
    """
    waiting = Waiting.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=waiting.pk)
    if waiting.state != _STATE.WAITING:
        raise DomainError(_("Ce n’est plus dans la file : « %(state)s ».") % {"state": waiting.get_state_display()})
    return waiting
