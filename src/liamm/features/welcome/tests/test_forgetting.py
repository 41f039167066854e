"""What is let go of by itself, and what a person takes away or has erased."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.charter import bindings
from liamm.features.welcome import actions
from liamm.features.welcome.jobs import forget_those_who_came
from liamm.features.welcome.manifest import manifest
from liamm.features.welcome.models import Guest
from liamm.features.welcome.tests.factories import ANNA, coming, invited
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db
(DATA,) = manifest.persons


def after(guest, key, more=0):
    days = bindings.retention(clock.today()).value.days(key)
    return clock.at(guest.booking.ends + timedelta(days=days, minutes=more))


def test_the_need_soon_then_who_it_was():
    guest = coming(name="Anna", access_need="Une rampe")
    for forget in (actions.forget_need, actions.forget_guest):
        with pytest.raises(DomainError, match="délai"):
            forget(SYSTEM, guest)
        with pytest.raises(Refused):
            forget(guest.booking.booked_by, guest)
    with after(guest, "access_need", more=1):
        forget_those_who_came()
    guest.refresh_from_db()
    assert (guest.access_need, guest.email) == ("", ANNA)
    with after(guest, "registration", more=1):
        forget_those_who_came()
    guest.refresh_from_db()
    assert (guest.email, guest.name, str(guest)) == ("", "", "une personne invitée")
    assert not Message.objects.filter(recipient=guest.key).exists()
    assert guest.is_coming


def test_taken_away_and_erased():
    person = PersonFactory()
    EmailAddress.objects.create(user=person, email=ANNA, verified=True)
    guest = coming(access_need="Une rampe")
    mine = invited(guest.booking, "bob@exemple.example")[0]
    Guest.objects.filter(pk=mine.pk).update(invited_by=person)
    (said,) = DATA.export(person)["invitations"]
    assert (said["address"], said["access_need"], said["answer"]) == (ANNA, "Une rampe", "coming")
    DATA.erase(person)
    guest.refresh_from_db()
    mine.refresh_from_db()
    assert (guest.email, guest.access_need, mine.invited_by) == ("", "", None)
    assert DATA.export(person) == {"invitations": [], "introductions": [], "codes_read": []}
