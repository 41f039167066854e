"""A guest says whether they come, what they need, and may say otherwise until the end."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from liamm.features.accounts.queries import recipient
from liamm.features.charter import bindings
from liamm.features.welcome.enums import GuestState
from liamm.features.welcome.facts import GuestAnswered
from liamm.features.welcome.holding import hold_guest, refuse_over
from liamm.features.welcome.letters import FirstVisit, GuestChangedMind, GuestComing, guest_recipient
from liamm.features.welcome.models import Guest
from liamm.features.welcome.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether one comes; to come, one accepts the rules of the place.

    A calendar says yes or no and nothing else (`bare`): what was said of needs stays, and the rules are still to be
    accepted before plan and codes are given.
    """

    comes: bool
    bare: bool = False
    accepts_rules: bool = False
    access_need: str = ""
    first_visit: bool = False


@action
def answer_invitation(actor: Actor, guest: Guest, *, answer: Answer) -> Guest:
    """Say yes or no; said twice, it is noted once and one letter leaves.

    Raises DomainError when the moment is past or cancelled, when the invitation was taken back, or when the rules of
    the place are not accepted.
    """
    require(policy, actor, Permission.ANSWER, guest)

    guest = hold_guest(guest)
    refuse_over(guest.booking)
    if guest.state == GuestState.TAKEN_BACK:
        raise DomainError(_("Cette invitation a été reprise."), nearest=_("Parlez-en avec qui vous avait invité."))
    if answer.comes and not (answer.bare or answer.accepts_rules or guest.rules_version):
        raise DomainError(
            _("Pour venir, acceptez les règles du lieu."),
            citation=bindings.house_rules(guest.booking.charter_version).cite(),
            field="accepts_rules",
        )

    was, first = guest.state, guest.first_visit
    _note(guest, answer)

    if answer.comes and was != GuestState.COMING:
        post(GuestComing(guest=guest), guest_recipient(guest))
    if guest.first_visit and not first:
        post(FirstVisit(guest=guest), guest_recipient(guest))
    if not answer.comes and was == GuestState.COMING and guest.booking.booked_by:
        post(GuestChangedMind(guest=guest), recipient(guest.booking.booked_by))
    record(actor, GuestAnswered(subject_id=guest.booking_id, guest=guest.pk, state=guest.state))
    return guest


def _note(guest: Guest, answer: Answer) -> None:
    guest.state = GuestState.COMING if answer.comes else GuestState.DECLINED
    guest.answered_at = clock.now()
    if not answer.comes:
        guest.access_need, guest.first_visit = "", False
    elif not answer.bare:
        guest.rules_version = guest.booking.charter_version
        guest.access_need, guest.first_visit = answer.access_need.strip(), answer.first_visit
    guest.save()
