"""Twice at the same moment, for real: one invitation, one answer, one letter."""

import pytest

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.tests.factories import booked
from liamm.features.welcome import actions
from liamm.features.welcome.models import AccessCode, Guest
from liamm.features.welcome.rules.addresses import Address
from liamm.features.welcome.tests.factories import ANNA, answer, code, coming, during, invited
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder
from liamm.kernel.post.models import Message
from liamm.kernel.sealed import Secret
from liamm.kernel.tests.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 6


def test_a_guest_answers_many_times_at_once():
    (guest,) = invited()
    at_once([lambda: answer(guest) for _ in range(MANY)])
    assert Message.objects.filter(kind="welcome.coming").count() == 1
    assert Guest.objects.get().is_coming


def test_two_hosts_invite_the_same():
    booking = booked()
    asked = [Address(ANNA)]
    hosts = [booking.booked_by, *(TeamMemberFactory() for _ in range(MANY - 1))]
    said = at_once([lambda host=host: actions.invite_guests(host, booking, addresses=asked) for host in hosts])
    assert sorted(len(one.sent) for one in said) == [0] * (MANY - 1) + [1]
    assert Message.objects.filter(address=ANNA).count() == Guest.objects.count() == 1


def test_two_of_the_team_change_a_code_at_once():
    one, team = code(), [TeamMemberFactory() for _ in range(MANY)]
    choice = actions.Choice(digits=8)
    said = at_once([lambda who=who: actions.replace_code(who, one, choice=choice, because="Perdu") for who in team])
    assert sum(isinstance(each, AccessCode) for each in said) == 1
    assert sum("déjà remplacé" in str(each) for each in said) == MANY - 1
    assert AccessCode.objects.living().count() == 1


def test_two_of_the_team_set_a_code_at_once():
    team = [TeamMemberFactory() for _ in range(MANY)]
    said = at_once([lambda n=n, who=who: code(typed=f"48397{n}", by=who) for n, who in enumerate(team)])
    assert sum(isinstance(each, AccessCode) for each in said) == 1
    assert AccessCode.objects.count() == 1


def test_a_code_is_shown_while_it_is_changed():
    """Whoever reads the former one is among those who get the new one, whichever comes first."""
    one, guest = code(), coming()
    choice = actions.Choice(typed=Secret("73519680"))
    with during(guest.booking):
        moment = clock.now()

    def at_that_time(act):
        def run():
            with clock.at(moment):
                return act()

        return run

    access, _new = at_once(
        [
            at_that_time(lambda: actions.see_access(LinkHolder(guest.pk), guest.booking)),
            at_that_time(lambda: actions.replace_code(TeamMemberFactory(), one, choice=choice, because="Perdu")),
        ]
    )
    read_the_former = access.lines[0][1] != Secret("73519680")
    assert Message.objects.filter(kind="welcome.access_changed", address=ANNA).exists() is read_the_former
