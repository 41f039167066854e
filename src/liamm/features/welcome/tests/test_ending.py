"""A code lives as long as its booking and no longer: who knew it is told, and the keypad is not forgotten."""

from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.actions import cancel_booking, change_booking, release_booking
from liamm.features.booking.tests.factories import booked, draft
from liamm.features.booking.tests.test_pages import text
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.features.welcome import actions
from liamm.features.welcome.jobs import close_codes, send_access_letters
from liamm.features.welcome.keyring import unsealed
from liamm.features.welcome.models import AccessCode
from liamm.features.welcome.tests.factories import ANNA, code, coming, during
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.post import late
from liamm.kernel.post.models import Message
from liamm.kernel.sealed import Secret

pytestmark = pytest.mark.django_db
OWN, CODES = "660218", "/maison/accueil/codes/"


@pytest.fixture
def recalled(monkeypatch, django_capture_on_commit_callbacks):
    """The Message-IDs of which no copy is kept, once an act is done."""
    found = set()
    monkeypatch.setattr(late, "_keepers", [found.update])

    def after(act):
        found.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return set(found)

    return after


def known(letters):
    """A booking with a code of its own, which a guest and whoever booked were sent."""
    TeamMemberFactory()
    guest = coming()
    own = code(guest.booking, typed=OWN)
    with during(guest.booking):
        send_access_letters()
        letters()
    return guest.booking, own


def sent(kind):
    return Message.objects.filter(kind=f"welcome.{kind}")


def cancelled(booking):
    cancel_booking(booking.booked_by, booking, reason="Reporté")


def ids_sent():
    return set(sent("access").values_list("message_id", flat=True))


class TestDying:
    def test_with_its_cancelled_booking_at_once(self, letters, recalled):
        booking, own = known(letters)
        with during(booking):
            assert recalled(lambda: cancelled(booking)) == ids_sent()
        own.refresh_from_db()
        assert (own.is_living, own.lingers) == (False, True)
        assert set(sent("access_ended").values_list("address", flat=True)) == {ANNA, booking.booked_by.email}
        assert "n’a pas lieu" in sent("access_ended").first().text
        assert sent("code_to_take_off").exists()
        assert OWN not in str(list(Message.objects.values()))

    def test_with_the_one_where_nobody_came(self):
        booking = booked()
        own = code(booking, typed=OWN)
        with clock.at(booking.ends - timedelta(minutes=5)):
            release_booking(SYSTEM, booking)
        own.refresh_from_db()
        assert own.lingers
        assert not sent("access_ended").exists()

    def test_a_code_of_the_house_serves_the_others(self, letters, recalled):
        shared, guest = code(), coming()
        with during(guest.booking):
            send_access_letters()
            letters()
            assert recalled(lambda: cancelled(guest.booking)) == ids_sent()
        shared.refresh_from_db()
        assert (shared.is_living, shared.lingers) == (True, False)

    def test_nothing_is_said_where_nothing_was(self):
        booking = booked()
        cancelled(booking)
        assert not sent("code_to_take_off").exists()

    def test_copies_of_one_that_is_replaced_are_let_go_of(self, letters, recalled):
        shared, guest = code(), coming()
        with during(guest.booking):
            send_access_letters()
            letters()
            choice = actions.Choice(typed=Secret("7351968"))
            act = actions.replace_code
            assert recalled(lambda: act(TeamMemberFactory(), shared, choice=choice, because="Perdu")) == ids_sent()
            assert sent("access_changed").exists()


class TestMoving:
    def test_it_follows_and_is_sent_in_its_new_time(self, letters, recalled):
        booking, own = known(letters)
        later = draft(starts=booking.starts + timedelta(days=7))
        gone = recalled(lambda: change_booking(booking.booked_by, booking, draft=later, seen=booking.sequence))
        assert gone == ids_sent()
        own.refresh_from_db()
        assert own.is_living
        assert sent("code_moved").exists()
        with pytest.raises(DomainError, match="pas encore"), during(booking):
            actions.see_access(booking.booked_by, booking)
        booking.refresh_from_db()
        with during(booking):
            send_access_letters()
            assert any(OWN in mail.body for mail in letters()[-2:])

    def test_the_team_is_not_told_of_what_changes_nothing_for_it(self, letters):
        booking, _own = known(letters)
        change_booking(booking.booked_by, booking, draft=draft(people=9), seen=booking.sequence)
        assert not sent("code_moved").exists()

    def test_what_is_sure_already_is_not_sent_twice(self, letters):
        booking, _own = known(letters)
        with during(booking):
            change_booking(booking.booked_by, booking, draft=draft(people=9), seen=booking.sequence)
            send_access_letters()
        assert sent("access").count() == 2


class TestTakingOff:
    def ended(self):
        booking = booked()
        own = code(booking, typed=OWN)
        cancelled(booking)
        own.refresh_from_db()
        return own

    def test_read_until_somebody_says_that_it_is_off(self):
        own, team = self.ended(), TeamMemberFactory()
        assert actions.open_code(team, own) == Secret(OWN)
        with pytest.raises(DomainError, match="sert déjà"):
            code(booked(rooms=(2,)), typed=OWN)
        actions.take_off_code(team, own)
        own.refresh_from_db()
        assert (own.sealed, own.lingers) == ("", False)
        with pytest.raises(DomainError, match="déjà retiré"):
            actions.take_off_code(team, own)
        with pytest.raises(DomainError, match="son temps est passé"):
            actions.open_code(team, own)

    def test_not_while_it_serves_nor_by_others(self):
        own = code(booked(), typed=OWN)
        with pytest.raises(DomainError, match="sert encore"):
            actions.take_off_code(TeamMemberFactory(), own)
        with pytest.raises(Refused):
            actions.take_off_code(CommunityMemberFactory(), own)

    def test_its_digits_are_kept_no_longer_than_its_time(self):
        own = self.ended()
        close_codes()
        own.refresh_from_db()
        assert unsealed(own) == Secret(OWN)
        with clock.at(own.booking.ends):
            close_codes()
        own.refresh_from_db()
        assert (own.sealed, own.lingers) == ("", True)

    def test_on_its_pages(self, client):
        own = self.ended()
        client.force_login(TeamMemberFactory())
        days = {"first": clock.today().isoformat(), "last": clock.in_days(30).date().isoformat()}
        sheet = text(client.post(f"{CODES}clavier/", days))
        assert sheet.index("À retirer du clavier") < sheet.index(OWN)
        assert "1 code est à retirer" in text(client.get("/maison/accueil/"))
        assert "À retirer du clavier" in text(client.get(CODES))
        assert "n’a pas lieu" in text(client.get(own.get_absolute_url()))
        off = f"{own.get_absolute_url()}retirer/"
        assert client.get(off).status_code == 405
        assert "n’ouvre vraiment plus rien" in text(client.post(off, follow=True))
        assert "déjà retiré" in text(client.post(off, follow=True))
        assert "À retirer" not in text(client.get(CODES))
        assert not AccessCode.objects.lingering().exists()
