"""Asking people to come for a booking, saying a word to them, and taking an invitation back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import person_of
from liamm.features.booking.models import Booking
from liamm.features.welcome.enums import GuestState
from liamm.features.welcome.facts import GuestsInvited, GuestTakenBack, NoticeWritten
from liamm.features.welcome.holding import hold_booking, hold_guest, refuse_over
from liamm.features.welcome.letters import GuestInvited, GuestTakenBackLetter, guest_recipient
from liamm.features.welcome.models import Guest, Notice
from liamm.features.welcome.policies import Permission, policy
from liamm.features.welcome.rules.addresses import Address
from liamm.features.welcome.whereabouts import mark_of
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import HOUSE_USAGE, DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post

MOST_GUESTS = 300


@dataclass(frozen=True, slots=True)
class Invited:
    """What came of an invitation: whom it was sent to, and who had one already."""

    sent: tuple[Guest, ...]
    already: tuple[Guest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """What whoever booked tells their guests."""

    words: str = ""
    bring: str = ""


@action
def invite_guests(actor: Actor, booking: Booking, *, addresses: Sequence[Address]) -> Invited:
    """Ask people to come; each gets a letter of their own, and who was asked before gets none again.

    Somebody whose invitation had been taken back is asked anew. Raises DomainError when the booking is over or
    cancelled, when nobody is named, or when they are too many.
    """
    require(policy, actor, Permission.INVITE, booking)

    booking = hold_booking(booking)
    refuse_over(booking)
    if not addresses:
        raise DomainError(_("Écrivez au moins une adresse."), field="addresses")
    known = {guest.email: guest for guest in booking.guests.known().select_for_update(of=("self",), no_key=True)}
    asked = {one.mail: one for one in addresses}
    if len(known.keys() | asked.keys()) > MOST_GUESTS:
        raise DomainError(
            _("On invite au plus %(most)s personnes à une réservation.") % {"most": MOST_GUESTS},
            citation=HOUSE_USAGE,
            field="addresses",
        )
    new = [one for one in asked.values() if _may_be_asked(known.get(one.mail))]

    mark = mark_of(booking)
    sent = tuple(_ask(actor, booking, known.get(one.mail), one, mark) for one in new)
    for guest in sent:
        post(GuestInvited(guest=guest), guest_recipient(guest))
    record(actor, GuestsInvited(subject_id=booking.pk, guests=tuple(guest.pk for guest in sent)))
    return Invited(sent, tuple(known[mail] for mail in asked if mail not in {guest.email for guest in sent}))


def _may_be_asked(guest: Guest | None) -> bool:
    return guest is None or guest.state == GuestState.TAKEN_BACK


def _ask(actor: Actor, booking: Booking, guest: Guest | None, asked: Address, mark: str) -> Guest:
    person = person_of(asked.mail)
    if guest is None:
        guest = Guest(email=asked.mail)
    else:
        guest.sequence += 1
    guest.booking = booking
    guest.name = asked.name or guest.name
    guest.language = person.language if person else guest.language
    guest.invited_by = actor if isinstance(actor, Person) else None
    guest.state, guest.answered_at, guest.told = GuestState.ASKED, None, mark
    guest.save()
    return guest


@action
def take_back_guest(actor: Actor, guest: Guest) -> Guest:
    """Expect somebody no longer; they are told, and their link opens nothing but those words.

    Raises DomainError when the booking is over, or when it is taken back already.
    """
    require(policy, actor, Permission.INVITE, guest.booking)

    guest = hold_guest(guest)
    refuse_over(guest.booking)
    if guest.state == GuestState.TAKEN_BACK:
        raise DomainError(_("Cette invitation est déjà reprise."))

    said_no = guest.state == GuestState.DECLINED
    guest.state, guest.access_need = GuestState.TAKEN_BACK, ""
    guest.sequence += 1
    guest.save(update_fields=["state", "access_need", "sequence"])

    if not said_no:
        post(GuestTakenBackLetter(guest=guest), guest_recipient(guest))
    record(actor, GuestTakenBack(subject_id=guest.booking_id, guest=guest.pk))
    return guest


@action
def write_notice(actor: Actor, booking: Booking, *, draft: NoticeDraft) -> Notice:
    """Say a word to the guests of a booking: it stands on their page, in the letters to come and on the sheet.

    Raises DomainError when the booking is over or cancelled.
    """
    require(policy, actor, Permission.INVITE, booking)

    booking = hold_booking(booking)
    refuse_over(booking)

    said = {"words": draft.words.strip(), "bring": draft.bring.strip()}
    notice, _made = Notice.objects.update_or_create(booking=booking, defaults=said)

    record(actor, NoticeWritten(subject_id=booking.pk))
    return notice
