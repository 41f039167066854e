"""Guests for the tests, asked and answering as people do."""

from liamm.features.booking.tests.factories import booked
from liamm.features.welcome.actions import Answer, answer_invitation, invite_guests
from liamm.features.welcome.rules.addresses import Address
from liamm.kernel.access import LinkHolder

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
