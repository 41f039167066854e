"""People asked by mail to come: once each, without account, told of what moves."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.booking.actions import cancel_booking, change_booking
from liamm.features.booking.enums import BookingState
from liamm.features.booking.tests.factories import booked, draft
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.features.welcome import actions
from liamm.features.welcome.actions import inviting
from liamm.features.welcome.enums import GuestState
from liamm.features.welcome.models import Guest
from liamm.features.welcome.rules.addresses import Address
from liamm.features.welcome.tests.factories import ANNA, answer, coming, invited
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.letters import stop
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db
BOB = "bob@exemple.example"


def subjects(address):
    found = Message.objects.filter(address=address).order_by("created_at", "pk")
    return [one.subject.split("\u202f:")[0].split("\xa0:")[0] for one in found]


class TestInviting:
    def test_each_gets_a_letter_that_says_all(self, letters):
        booking = booked(title="Lire les courriers")
        actions.write_notice(booking.booked_by, booking, draft=actions.NoticeDraft(words="À bientôt", bring="Un stylo"))
        invited(booking, ANNA, BOB, name="Anna Le Goff")
        mail = next(one for one in letters() if ANNA in one.to[0])
        for said in ("Lire les courriers", "Le salon", "état initial", "À bientôt", "Un stylo", "/maison/accueil/"):
            assert said in mail.body
        assert str(booking.booked_by) in mail.body
        assert "List-Unsubscribe" in mail.extra_headers
        assert ANNA not in str(list(Entry.objects.values()))

    def test_nobody_is_asked_twice_and_that_is_said(self):
        booking = booked()
        (guest,) = invited(booking, ANNA)
        asked = [Address(ANNA), Address(BOB)]
        said = actions.invite_guests(TeamMemberFactory(), booking, addresses=asked)
        assert [one.email for one in said.sent] == [BOB]
        assert list(said.already) == [guest]
        assert len(subjects(ANNA)) == 1

    def test_asked_anew_once_it_was_taken_back(self):
        (guest,) = invited()
        booking = guest.booking
        actions.take_back_guest(booking.booked_by, guest)
        with pytest.raises(DomainError, match="déjà reprise"):
            actions.take_back_guest(booking.booked_by, guest)
        with pytest.raises(DomainError, match="a été reprise"):
            answer(guest)
        invited(booking)
        assert Guest.objects.get().state == GuestState.ASKED
        assert subjects(ANNA) == ["Invitation", "Invitation reprise", "Invitation"]

    def test_nobody_named_too_many_or_too_late(self, monkeypatch):
        booking = booked()
        with pytest.raises(DomainError, match="au moins une"):
            actions.invite_guests(booking.booked_by, booking, addresses=[])
        monkeypatch.setattr(inviting, "MOST_GUESTS", 1)
        with pytest.raises(DomainError, match="au plus 1"):
            invited(booking, ANNA, BOB)
        with clock.at(booking.ends), pytest.raises(DomainError, match="passé"):
            invited(booking)
        cancel_booking(booking.booked_by, booking, reason="x")
        with pytest.raises(DomainError, match="annulée"):
            actions.write_notice(booking.booked_by, booking, draft=actions.NoticeDraft())

    def test_only_who_booked_and_the_team(self):
        booking = booked()
        with pytest.raises(Refused):
            actions.invite_guests(CommunityMemberFactory(), booking, addresses=[Address(ANNA)])

    def test_the_letter_is_in_the_language_of_an_account(self):
        PersonFactory(email=ANNA, language="en")
        invited()
        assert Message.objects.get(address=ANNA).subject.startswith("Invitation: ")


class TestInTheCalendar:
    def test_one_entry_whose_sequence_rises(self):
        booking = booked(title="Lire les courriers")
        guest = coming(booking)
        moved = draft(starts=booking.starts, rooms=(2,))
        booking = change_booking(booking.booked_by, booking, draft=moved, seen=booking.sequence)
        actions.take_back_guest(booking.booked_by, guest)
        invited(booking)
        sent = Message.objects.filter(recipient=guest.key).order_by("created_at", "pk")
        assert [one.method for one in sent] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL", "REQUEST"]
        said = [re.search(r"SEQUENCE:(\d)", one.calendar)[1] for one in sent]
        assert said == ["0", "0", "1", "2", "3"]
        assert len({re.search(r"UID:(\S+)", one.calendar)[1] for one in sent}) == 1
        assert "PARTSTAT=ACCEPTED" in sent[1].calendar
        assert "La cuisine" in sent[2].calendar

    def test_not_what_is_in_option(self):
        booking = booked()
        booking.state = BookingState.OPTION
        booking.option_until = booking.starts
        booking.save()
        with pytest.raises(DomainError, match="en option"):
            invited(booking)


class TestAnswering:
    def test_yes_needs_the_rules_and_is_confirmed_once(self):
        (guest,) = invited()
        with pytest.raises(DomainError, match="règles du lieu") as caught:
            actions.answer_invitation(LinkHolder(guest.pk), guest, answer=actions.Answer(comes=True))
        assert caught.value.citation.article == "2.5"
        for _again in range(2):
            guest = answer(guest, access_need=" Une rampe ", first_visit=True)
        assert (guest.state, guest.access_need, guest.first_visit) == (GuestState.COMING, "Une rampe", True)
        assert guest.rules_version == guest.booking.charter_version
        assert subjects(ANNA).count("On vous attend") == 1

    def test_a_mind_that_changes_is_told_to_who_invited(self):
        guest = coming(access_need="Une rampe")
        guest = answer(guest, comes=False)
        assert (guest.state, guest.access_need) == (GuestState.DECLINED, "")
        assert subjects(guest.booking.booked_by.email)[-1] == "anna@exemple.example ne viendra pas"
        guest = actions.answer_invitation(LinkHolder(guest.pk), guest, answer=actions.Answer(comes=True))
        assert guest.state == GuestState.COMING

    def test_a_first_no_makes_no_noise(self):
        (guest,) = invited()
        answer(guest, comes=False)
        assert "ne viendra pas" not in str(subjects(guest.booking.booked_by.email))
        actions.take_back_guest(guest.booking.booked_by, guest)
        assert "Invitation reprise" not in subjects(ANNA)

    def test_only_the_guest_by_link_or_account_and_not_after(self):
        (guest,) = invited()
        for actor in (AnonymousUser(), PersonFactory(), guest.booking.booked_by, SYSTEM):
            with pytest.raises(Refused):
                actions.answer_invitation(actor, guest, answer=actions.Answer(comes=False))
        with clock.at(guest.booking.ends), pytest.raises(DomainError, match="passé"):
            answer(guest)


class TestTelling:
    def test_a_booking_that_moves(self):
        booking = booked()
        guest = coming(booking, ANNA)
        (other,) = invited(booking, BOB)
        stop(other.key, other.key)
        moved = draft(starts=booking.starts, rooms=(2,))
        booking = change_booking(booking.booked_by, booking, draft=moved, seen=booking.sequence)
        assert subjects(ANNA)[-1] == "Changement de lieu ou d’heure"
        assert "La cuisine" in Message.objects.filter(address=ANNA).latest("created_at").text
        assert subjects(BOB) == ["Invitation"]
        said = draft(starts=booking.starts, rooms=(2,), title="Dit autrement")
        change_booking(booking.booked_by, booking, draft=said, seen=booking.sequence)
        assert subjects(ANNA).count("Changement de lieu ou d’heure") == 1
        assert guest.is_coming

    def test_a_booking_that_is_cancelled(self):
        booking = booked()
        coming(booking, ANNA)
        invited(booking, BOB)
        cancel_booking(booking.booked_by, booking, reason="La salle fuit.")
        for address in (ANNA, BOB):
            assert subjects(address)[-1] == "Annulé"
        assert "La salle fuit." in Message.objects.filter(address=ANNA).latest("created_at").text

    def test_nobody_to_tell(self):
        booking = booked()
        cancel_booking(booking.booked_by, booking, reason="x")
        assert not Entry.objects.filter(kind="welcome.guests_told").exists()
