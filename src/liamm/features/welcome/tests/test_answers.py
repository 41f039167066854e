"""Guests answer from their calendar."""

import pytest

from liamm.features.welcome import actions
from liamm.features.welcome.enums import GuestState
from liamm.features.welcome.letters import ANSWERS
from liamm.features.welcome.models import Guest
from liamm.features.welcome.tests.factories import ANNA, code, coming, during, invited
from liamm.kernel.access import LinkHolder, Refused
from liamm.kernel.post.answering import take
from liamm.kernel.post.models import Message, Taken
from liamm.kernel.post.replies import reply_address
from liamm.kernel.tests.test_answering import read, written

pytestmark = pytest.mark.django_db
REPLY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Exemple//FR
METHOD:REPLY
BEGIN:VEVENT
UID:guest-1@liamm.example
DTSTAMP:20261001T080000Z
SEQUENCE:{sequence}
ATTENDEE;PARTSTAT={said}:mailto:{address}
END:VEVENT
END:VCALENDAR
"""


def hear(guest, said, sequence=0, **mail):
    calendar = REPLY.format(said=said, sequence=sequence, address=ANNA) if said else ""
    reply = reply_address(ANSWERS, guest.pk, guest.key)
    taken = take(reply, read(written(sender=ANNA, calendar=calendar, **mail), returned_to=ANNA))
    return taken, Guest.objects.get(pk=guest.pk)


def test_yes_then_no_and_what_was_said_of_needs_stays():
    guest = coming(access_need="Une rampe")
    taken, guest = hear(guest, "ACCEPTED")
    assert (taken, guest.state, guest.access_need) == (Taken.UNDERSTOOD, GuestState.COMING, "Une rampe")
    taken, guest = hear(guest, "DECLINED", message_id="<2@exemple.example>")
    assert (taken, guest.state, guest.access_need) == (Taken.UNDERSTOOD, GuestState.DECLINED, "")


def test_a_bare_yes_opens_once_the_rules_are_accepted():
    code()
    (guest,) = invited()
    _taken, guest = hear(guest, "ACCEPTED")
    assert (guest.state, guest.rules_version) == (GuestState.COMING, "")
    assert "accepter les règles" in Message.objects.get(kind="welcome.coming").text
    with during(guest.booking), pytest.raises(Refused):
        actions.see_access(LinkHolder(guest.pk), guest.booking)


@pytest.mark.parametrize(("said", "why"), [("TENTATIVE", "peut-être"), ("", "réponses d’un agenda")])
def test_what_is_not_understood_is_told(said, why):
    (guest,) = invited()
    taken, guest = hear(guest, said)
    assert (taken, guest.state) == (Taken.REFUSED, GuestState.ASKED)
    assert why in Message.objects.latest("created_at").text


def test_a_yes_to_what_is_another_by_now():
    (guest,) = invited()
    Guest.objects.update(sequence=2)
    taken, guest = hear(guest, "ACCEPTED", sequence=1)
    assert (taken, guest.state) == (Taken.REFUSED, GuestState.ASKED)
    assert hear(guest, "DECLINED", sequence=1, message_id="<2@exemple.example>")[0] == Taken.UNDERSTOOD
