"""Whoever lost a code says so by a button: the team is told, changes it, and whoever comes gets the new one."""

import pytest

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.tests.factories import booked
from liamm.features.booking.tests.test_pages import text
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.features.welcome import actions
from liamm.features.welcome.enums import Opens
from liamm.features.welcome.jobs import send_access_letters
from liamm.features.welcome.keyring import unsealed
from liamm.features.welcome.links import guest_path
from liamm.features.welcome.models import AccessCode, Sighting
from liamm.features.welcome.tests.factories import ANNA, code, coming, during
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.post.models import Message
from liamm.kernel.sealed import Secret

pytestmark = pytest.mark.django_db
FIRST, SECOND = "48397261", "73519680"
LOST = {"lost": "1"}


def told():
    return {one.address for one in Message.objects.filter(kind="welcome.code_lost")}


def test_a_guest_at_their_link(client, letters):
    team, guest = TeamMemberFactory(), coming()
    one = code(by=team)
    path = f"{guest_path(guest)}entrer/"
    with during(guest.booking):
        assert "pas encore donné" in text(client.post(path, LOST, follow=True))
        assert told() == set()
        assert "J’ai perdu le code" in text(client.post(path))
        assert "Le code reste celui-ci tant que" in text(client.post(path, LOST, follow=True))
        assert told() == {team.email}
        assert "C’est déjà dit" in text(client.post(path, LOST, follow=True))
        assert len(told()) == Message.objects.filter(kind="welcome.code_lost").count() == 1
        client.force_login(team)
        assert "dit perdu" in text(client.get(one.get_absolute_url()))
        assert "Un code perdu" in text(client.get("/maison/salles/aujourdhui/"))
        assert "l’a perdu" in text(client.get(f"{one.get_absolute_url()}remplacer/"))
        actions.replace_code(team, one, choice=actions.Choice(typed=Secret(SECOND)), because="Perdu")
        assert any(SECOND in mail.body for mail in letters() if ANNA in mail.to[0])
        assert "Un code perdu" not in text(client.get("/maison/salles/aujourdhui/"))


def test_who_booked_and_who_got_it_by_mail_alone(letters):
    booking = booked()
    code()
    guest = coming(booking, booking.booked_by.email)
    with during(booking):
        send_access_letters()
        letters()
        assert Sighting.objects.get().holder == guest.key
        assert len(actions.report_lost_codes(booking.booked_by, booking)) == 1
        with pytest.raises(DomainError, match="déjà dit"):
            actions.report_lost_codes(LinkHolder(guest.pk), booking)


def test_the_team_says_it_of_what_it_saw():
    booking, team = booked(), TeamMemberFactory()
    code(by=team)
    with during(booking):
        actions.see_access(team, booking)
        assert actions.report_lost_codes(team, booking)


def test_of_two_codes_the_team_gets_one_letter_that_leads_to_each():
    booking, team = booked(), TeamMemberFactory()
    both = [code(by=team), code(typed=SECOND, opens=Opens.CAR_PARK, by=team)]
    with during(booking):
        actions.see_access(team, booking)
        assert len(actions.report_lost_codes(team, booking)) == 2
    letter = Message.objects.get(kind="welcome.code_lost")
    assert "ses codes" in letter.text
    assert "Les remplacer ensemble" in letter.text
    assert all(f"{one.get_absolute_url()}remplacer/" in letter.text for one in both)


def changes():
    return Message.objects.filter(kind="welcome.access_changed")


def test_two_changed_in_one_gesture_are_told_in_one_letter(client, letters):
    team, other, guest = TeamMemberFactory(), TeamMemberFactory(), coming()
    both = [code(by=team), code(typed=SECOND, opens=Opens.CAR_PARK, by=team)]
    path = f"{guest_path(guest)}entrer/"
    client.force_login(team)
    with during(guest.booking):
        client.post(path)
        client.post(path, LOST)
        letters()
        page = f"{both[0].get_absolute_url()}remplacer/"
        shown = text(client.get(page))
        assert f'value="{both[1].pk}"' in shown
        assert "checked" in shown
        given = {"because": "Perdus", "code": "60718293", "digits": "9", "also": [str(both[1].pk)]}
        assert client.post(page, given).status_code == 302
        assert [one.address for one in changes()] == [ANNA]
        (mail,) = [mail for mail in letters() if "Ce qui ouvre a changé" in mail.subject.replace(chr(160), " ")]
        both[1].refresh_from_db()
        assert "60718293" in mail.body
        assert unsealed(both[1].replaced_by).reveal() in mail.body
        assert len(unsealed(both[1].replaced_by).reveal()) == len(SECOND)
        assert SECOND not in mail.body
        told = Message.objects.get(kind="welcome.code_changed")
        assert told.address == other.email
        assert "celui du parking" in told.text
        assert "Le parking" not in text(client.get(f"{both[0].get_absolute_url()}remplacer/"))


def test_two_changed_one_after_the_other_are_told_in_the_letter_that_still_waits(letters):
    team, guest = TeamMemberFactory(), coming()
    both = [code(by=team), code(typed=SECOND, opens=Opens.CAR_PARK, by=team)]
    with during(guest.booking):
        actions.see_access(LinkHolder(guest.pk), guest.booking)
        for one, typed in zip(both, ("60718293", "91827364"), strict=True):
            actions.replace_code(team, one, choice=actions.Choice(typed=Secret(typed)), because="Perdu")
        assert changes().count() == 1
        (mail,) = [mail for mail in letters() if "Ce qui ouvre a changé" in mail.subject.replace(chr(160), " ")]
        assert "60718293" in mail.body
        assert "91827364" in mail.body
        one = AccessCode.objects.living().get(opens=Opens.DOOR)
        actions.replace_code(team, one, choice=actions.Choice(typed=Secret("50617283")), because="Perdu")
        assert changes().count() == 2


def test_nobody_else_and_not_after():
    booking = booked()
    code()
    with during(booking), pytest.raises(Refused):
        actions.report_lost_codes(CommunityMemberFactory(), booking)
    with (
        clock.at(booking.starts - (booking.ends - booking.starts) * 50),
        pytest.raises(DomainError, match="pas encore"),
    ):
        actions.report_lost_codes(booking.booked_by, booking)


def test_the_two_pages_of_a_day_lead_to_each_other(client):
    booking = booked()
    day = booking.starts.date().isoformat()
    client.force_login(TeamMemberFactory())
    assert f"/maison/accueil/?jour={day}" in client.get(f"/maison/salles/jour/{day}/").content.decode()
    assert f"/maison/salles/jour/{day}/" in client.get(f"/maison/accueil/?jour={day}").content.decode()
