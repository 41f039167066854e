"""Guests for the tests, asked and answering as people do."""

from datetime import timedelta

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.tests.factories import booked
from liamm.features.welcome.actions import Answer, Choice, CodeDraft, answer_invitation, invite_guests, set_code
from liamm.features.welcome.enums import Opens
from liamm.features.welcome.rules.addresses import Address
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder
from liamm.kernel.sealed import Secret

ANNA = "anna@exemple.example"


def invited(booking=None, *mails, name=""):
    """Those who are asked, to a booking or to one of their own."""
    booking = booking or booked()
    asked = [Address(mail, name) for mail in mails or (ANNA,)]
    return list(invite_guests(booking.booked_by, booking, addresses=asked).sent)


def answer(guest, comes=True, **said):
    return answer_invitation(LinkHolder(guest.pk), guest, answer=Answer(comes=comes, accepts_rules=comes, **said))


def coming(booking=None, *mails, name="", **said):
    """The first of those who are asked, having said yes."""
    guests = [answer(guest, **said) for guest in invited(booking, *mails, name=name)]
    return guests[0]


def code(booking=None, typed="48397261", opens=Opens.DOOR, days=(0, 60), by=None):
    """A code of a booking, or of a period around it."""
    today = clock.today()
    draft = CodeDraft(
        opens=opens,
        choice=Choice(typed=Secret(typed)),
        booking=booking,
        first=None if booking else today + timedelta(days=days[0]),
        last=None if booking else today + timedelta(days=days[1]),
    )
    return set_code(by or TeamMemberFactory(), draft=draft)


def during(booking, minutes=-60):
    """As if it were some minutes after a booking begins; an hour before, unless it is said otherwise."""
    return clock.at(booking.starts + timedelta(minutes=minutes))
