"""Codes with a life: set, shown in time to whoever is sure to come, changed when lost, let go of after."""

from datetime import datetime, time, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from liamm.features.accounts.tests.factories import HeadFactory, TeamMemberFactory
from liamm.features.booking.actions import cancel_booking
from liamm.features.booking.tests.factories import booked, opened
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.features.welcome import actions
from liamm.features.welcome.enums import Opens, Seen
from liamm.features.welcome.jobs import close_codes, forget_those_who_came, send_access_letters
from liamm.features.welcome.keyring import unsealed
from liamm.features.welcome.models import AccessCode, Sighting
from liamm.features.welcome.tests.factories import ANNA, answer, code, coming, during, invited
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.post.models import Message, MessageState
from liamm.kernel.sealed import Secret

pytestmark = pytest.mark.django_db
FIRST, SECOND = "48397261", "7351968"


def shown(access):
    return {term.replace("\xa0", " "): secret.reveal() for term, secret in access.lines}


def changed(one, typed=SECOND, because="Un carnet oublié dans le train", by=None):
    choice = actions.Choice(typed=Secret(typed))
    return actions.replace_code(by or TeamMemberFactory(), one, choice=choice, because=because)


class TestSetting:
    def test_typed_or_drawn_and_sealed(self):
        typed, drawn = (
            code(typed=" 4839 7261 "),
            actions.set_code(
                TeamMemberFactory(),
                draft=actions.CodeDraft(
                    opens=Opens.CAR_PARK, choice=actions.Choice(digits=5), first=clock.today(), last=clock.today()
                ),
            ),
        )
        assert unsealed(typed) == Secret(FIRST)
        assert len(unsealed(drawn).reveal()) == 5
        assert FIRST not in str(AccessCode.objects.values().first())
        assert (drawn.ends - drawn.starts) == timedelta(days=1)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("1234", "se suivent"),
            ("7777", "trop peu de signes"),
            ("2024", "une année"),
            ("12", "4 à 12 signes"),
            ("482482", "se répète"),
            ("2580", "que l’on essaie d’abord"),
            (FIRST, "sert déjà"),
        ],
    )
    def test_never_one_that_is_guessed_or_in_use(self, typed, said):
        code(typed=FIRST)
        with pytest.raises(DomainError, match=said) as caught:
            code(booked(), typed=typed)
        assert caught.value.field == "code"

    def test_one_holds_at_a_time(self):
        first = code(days=(0, 10))
        with pytest.raises(DomainError, match="vaut déjà") as caught:
            code(typed=SECOND, days=(10, 20))
        assert caught.value.link[1] == first.get_absolute_url()
        code(typed=SECOND, days=(11, 20))
        code(typed="905134", days=(0, 20), opens=Opens.CAR_PARK)
        booking = booked()
        code(booking, typed="660218")
        with pytest.raises(DomainError, match="a déjà son code"):
            code(booking, typed="914407")
        with pytest.raises(IntegrityError), transaction.atomic():
            AccessCode.objects.create(opens=Opens.DOOR, starts=first.starts, ends=first.ends, sealed="x")

    def test_for_a_time_that_comes(self):
        for days in ((3, 1), (-3, -1)):
            with pytest.raises(DomainError, match="vient avant"):
                code(days=days)
        draft = actions.CodeDraft(opens=Opens.DOOR, choice=actions.Choice())
        with pytest.raises(DomainError, match="de quel jour"):
            actions.set_code(TeamMemberFactory(), draft=draft)
        booking = booked()
        with clock.at(booking.ends), pytest.raises(DomainError, match="passé"):
            code(booking)

    def test_by_the_team_and_nobody_else(self):
        one = code(by=HeadFactory())
        for actor in (CommunityMemberFactory(), AnonymousUser(), SYSTEM):
            with pytest.raises(Refused):
                actions.open_code(actor, one)
        assert actions.open_code(TeamMemberFactory(), one) == Secret(FIRST)
        assert one.sightings.get().way == Seen.PAGE


class TestShowing:
    def test_to_whoever_is_sure_to_come_in_the_window(self):
        code()
        code(typed="905134", opens=Opens.CAR_PARK)
        guest = coming()
        with pytest.raises(DomainError, match="pas encore") as caught:
            actions.see_access(LinkHolder(guest.pk), guest.booking)
        assert caught.value.citation.article == "2.6"
        with during(guest.booking):
            access = actions.see_access(LinkHolder(guest.pk), guest.booking)
            assert shown(access) == {"Code de la porte :": FIRST, "Code du parking :": "905134"}
            assert set(Sighting.objects.values_list("holder", flat=True)) == {guest.key}
            assert shown(actions.see_access(guest.booking.booked_by, guest.booking))
            team = TeamMemberFactory()
            assert shown(actions.see_access(team, guest.booking))
            assert Sighting.objects.filter(holder=f"person:{team.pk}").exists()
        with clock.at(guest.booking.ends), pytest.raises(DomainError, match="plus"):
            actions.see_access(LinkHolder(guest.pk), guest.booking)

    def test_to_nobody_else(self):
        code()
        guest = coming()
        (asked,) = invited(guest.booking, "bob@exemple.example")
        with during(guest.booking):
            for actor in (LinkHolder(asked.pk), CommunityMemberFactory(), AnonymousUser(), SYSTEM):
                with pytest.raises(Refused):
                    actions.see_access(actor, guest.booking)
            guest = answer(guest, comes=False)
            with pytest.raises(Refused):
                actions.see_access(LinkHolder(guest.pk), guest.booking)
        assert not Sighting.objects.exists()

    def test_the_code_of_the_booking_comes_first(self):
        code()
        guest = coming()
        code(guest.booking, typed="660218")
        with during(guest.booking):
            assert shown(actions.see_access(LinkHolder(guest.pk), guest.booking)) == {"Code de la porte :": "660218"}

    def test_two_periods_are_told_apart(self):
        booking = booked(starts=opened(7, hour=9))
        day = (booking.starts.date() - clock.today()).days
        code(days=(0, day))
        with during(booking):
            assert shown(actions.see_access(booking.booked_by, booking)) == {"Code de la porte :": FIRST}

    def test_a_key_that_was_lost_shows_nothing(self, settings):
        one = code()
        guest = coming()
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", []
        with during(guest.booking):
            assert actions.see_access(LinkHolder(guest.pk), guest.booking).lines == ()
        assert actions.open_code(TeamMemberFactory(), one) is None


class TestSending:
    def test_once_when_the_window_opens_and_to_who_confirms_after(self, letters):
        code()
        guest = coming()
        (other,) = invited(guest.booking, "bob@exemple.example")
        send_access_letters()
        assert not Message.objects.filter(kind="welcome.access").exists()
        with during(guest.booking):
            send_access_letters()
            send_access_letters()
            mails = [mail for mail in letters() if mail.subject.startswith("Pour entrer")]
            assert sorted(FIRST in mail.body for mail in mails) == [True, True]
            answer(other)
            send_access_letters()
            mails = [mail for mail in letters() if mail.subject.startswith("Pour entrer")]
        assert [mail.to for mail in mails][-1] == ["bob@exemple.example"]
        assert len(mails) == 3
        assert all(FIRST not in mail.subject for mail in mails)
        assert FIRST not in str(list(Message.objects.values()))
        assert set(Sighting.objects.values_list("way", flat=True)) == {Seen.MAIL}

    def test_the_evening_before_at_six(self):
        code()
        booking = booked(starts=opened(hour=10))
        day = timezone.localtime(booking.starts).date() - timedelta(days=1)
        at = timezone.make_aware(datetime.combine(day, time(18)))
        for moment, sent in ((at - timedelta(minutes=1), False), (at, True)):
            with clock.at(moment):
                send_access_letters()
                assert Message.objects.filter(kind="welcome.access").exists() is sent

    def test_nothing_to_say_waits_until_there_is(self):
        guest = coming()
        with during(guest.booking):
            send_access_letters()
            assert not Message.objects.filter(kind="welcome.access").exists()
            code()
            send_access_letters()
            assert Message.objects.filter(kind="welcome.access").count() == 2

    def test_a_letter_that_waits_never_says_what_is_over(self, letters):
        one = code()
        guest = coming()
        with during(guest.booking):
            send_access_letters()
            changed(one)
            sent = [mail for mail in letters() if mail.subject.startswith("Pour entrer")]
            assert all(SECOND in mail.body and FIRST not in mail.body for mail in sent)
        late = coming(booked(rooms=(2,)), "late@exemple.example")
        with during(late.booking):
            send_access_letters()
        with clock.at(late.booking.ends + timedelta(minutes=1)):
            letters()
        waited = Message.objects.filter(topic=f"access:{late.booking.pk}")
        assert {one.state for one in waited} == {MessageState.VOID}

    def test_who_changed_their_mind_gets_none(self, letters):
        code()
        guest = coming()
        with during(guest.booking):
            send_access_letters()
            answer(guest, comes=False)
            assert not [mail for mail in letters() if mail.to == [ANNA] and "Pour entrer" in mail.subject]

    def test_of_a_booking_that_does_not_take_place(self):
        code()
        guest = coming()
        with during(guest.booking):
            cancel_booking(guest.booking.booked_by, guest.booking, reason="x")
            send_access_letters()
        assert not Message.objects.filter(kind="welcome.access").exists()
        with pytest.raises(DomainError, match="pas confirmée"):
            actions.see_access(guest.booking.booked_by, guest.booking)


class TestLosing:
    def test_whoever_knew_it_and_comes_gets_the_new_one(self, letters):
        one, team = code(), TeamMemberFactory()
        guest = coming()
        later = coming(booked(starts=opened(30), rooms=(2,)), "later@exemple.example")
        with during(guest.booking):
            actions.see_access(LinkHolder(guest.pk), guest.booking)
            new = changed(one)
            mails = [mail for mail in letters() if mail.subject.startswith(("Le code", "Ce qui ouvre"))]
            told = {mail.to[0].rpartition("<")[2].rstrip(">"): mail.body for mail in mails}
            assert SECOND in told[ANNA]
            assert SECOND not in told[team.email]
            assert "carnet oublié" in told[team.email]
            assert "later@exemple.example" not in told
            assert shown(actions.see_access(LinkHolder(guest.pk), guest.booking)) == {"Code de la porte :": SECOND}
        one.refresh_from_db()
        assert (one.lingers, one.replaced_by, new.starts >= one.starts, new.ends) == (True, new, True, one.ends)
        assert later.is_coming

    def test_whoever_knew_it_and_left_gets_nothing(self, letters):
        one, guest = code(), coming()
        with during(guest.booking):
            actions.see_access(LinkHolder(guest.pk), guest.booking)
        with clock.at(guest.booking.ends + timedelta(hours=1)):
            changed(one)
        assert not Message.objects.filter(kind="welcome.access_changed", address=ANNA).exists()

    def test_once_and_with_its_reason(self):
        one = code()
        with pytest.raises(DomainError, match="pourquoi"):
            changed(one, because=" ")
        new = changed(one)
        with pytest.raises(DomainError, match="déjà remplacé") as caught:
            changed(one, typed="914407")
        assert caught.value.link[1] == new.get_absolute_url()
        assert actions.open_code(TeamMemberFactory(), one) == Secret(FIRST)
        actions.take_off_code(TeamMemberFactory(), one)
        with pytest.raises(DomainError, match="déjà remplacé"):
            actions.open_code(TeamMemberFactory(), one)

    def test_that_of_a_booking_whose_window_is_not_open(self):
        booking = booked()
        one = code(booking)
        actions.open_code(TeamMemberFactory(), one)
        new = changed(one)
        assert (new.booking, new.starts) == (booking, None)
        assert not Message.objects.filter(kind="welcome.access_changed").exists()


class TestEnding:
    def test_it_is_let_go_of_when_its_time_is_over(self):
        booking = booked()
        own, shared = code(booking, typed="660218"), code(days=(0, 8))
        with pytest.raises(DomainError, match="sert encore"):
            actions.close_code(SYSTEM, own)
        with pytest.raises(DomainError, match="sert encore"):
            actions.forget_code(SYSTEM, own)
        with during(booking):
            close_codes()
            assert AccessCode.objects.living().count() == 2
        with clock.at(booking.ends):
            close_codes()
            assert list(AccessCode.objects.living()) == [shared]
            with pytest.raises(DomainError, match="son temps est passé"):
                actions.close_code(SYSTEM, own)
        with clock.at(shared.ends):
            close_codes()
        assert set(AccessCode.objects.values_list("sealed", flat=True)) == {""}

    def test_that_of_a_cancelled_booking(self):
        booking = booked()
        code(booking)
        cancel_booking(booking.booked_by, booking, reason="x")
        assert not AccessCode.objects.living().exists()

    def test_who_knew_it_is_forgotten_in_its_time(self):
        one = code(days=(0, 1))
        actions.open_code(TeamMemberFactory(), one)
        with clock.at(one.ends):
            close_codes()
        with clock.at(one.ends + timedelta(days=100)):
            forget_those_who_came()
            assert Sighting.objects.exists()
        with clock.at(one.ends + timedelta(days=200)):
            forget_those_who_came()
            assert not Sighting.objects.exists()
