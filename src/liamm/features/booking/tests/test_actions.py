"""Booking, giving back, closing a room: by the rules, in words, with letters and facts."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.booking import actions, purposes, taking
from liamm.features.booking.enums import BookingState
from liamm.features.booking.models import Booking, Occupation, Room
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.rules.asking import Verdict
from liamm.features.booking.tests.factories import booked, contributing, local, opened
from liamm.features.charter.bindings.hours import public_holidays
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.model import uuid7

pytestmark = pytest.mark.django_db
MINUTES = timedelta(minutes=1)


def refused(person=None, **changes):
    with pytest.raises(BookingRefusedError) as caught:
        booked(person, **changes)
    return caught.value


class TestBooking:
    def test_a_room_with_its_buffers_its_letter_and_its_fact(self, letters):
        starts = opened()
        one = booked(starts=starts, needs="  Des feutres ")
        held = one.occupations.get()
        assert one.reference.startswith("SA-")
        assert (one.charter_version, one.audience, one.needs) == ("4.0", "community", "Des feutres")
        assert (held.during.lower, held.during.upper) == (starts - 15 * MINUTES, one.ends + 15 * MINUTES)
        assert Entry.objects.get(kind="booking.rooms_booked").payload["rooms"] == [1]
        (mail,) = letters()
        assert "Atelier de conception" in mail.subject
        assert "Le salon" in mail.body
        assert one.reference in mail.body

    def test_several_rooms_all_or_none(self):
        booked(rooms=(2,))
        said = refused(rooms=(1, 2, 3))
        assert "La cuisine" in str(said)
        assert Occupation.objects.count() == 1
        assert booked(rooms=(3, 1)).occupations.count() == 2

    def test_the_whole_floor_each_room_as_it_suits(self):
        assert booked(rooms=(1, 2, 3, 4, 5, 6), people=120).occupations.count() == 6

    def test_all_the_rules_at_once_with_their_articles(self):
        with clock.at(local(2026, 4, 20, 9)):
            said = refused(title="Réunion de service", starts=local(2026, 5, 1, 7))
        assert [line.citation.article for line in said.lines] == ["2.6", "2.6", "2.6"]
        assert "réunions" in said.sentence
        assert "c’est un atelier" in said.lines[0].nearest
        assert "jour férié, Fête du Travail :" in said.lines[1].sentence.replace("\xa0", " ")
        assert "à ces heures" in said.lines[2].sentence
        assert said.offers[0].words.replace("\xa0", " ") == "Le salon · jeudi 30 avril, de 7 h 30 à 9 h 30"
        assert said.offers[0].value == "rooms=1&layout=&day=2026-04-30&starts=07%3A30&ends=09%3A30"

    @pytest.mark.parametrize(
        ("changes", "words", "article"),
        [
            ({"use": "fete"}, "n’accueille pas cet usage", "2.6"),
            ({"hours": -1}, "avant le début", ""),
            ({"starts": local(2020, 1, 2, 9)}, "est passé", ""),
            ({"starts": local(2098, 1, 6, 9)}, "3 ans", ""),
            ({"hours": 15}, "plus long que la journée", "2.6"),
            ({"rooms": (5,), "layout": "u", "people": 4}, "ne se dispose pas en U", ""),
            ({"layout": "u", "people": 19}, "tient 18 personnes", ""),
            ({"rooms": (99,), "people": 1}, "ne se réserve pas", ""),
        ],
    )
    def test_each_rule_in_words(self, changes, words, article):
        said = refused(**changes)
        line = next(line for line in said.lines if words in line.sentence)
        assert (line.citation.article if line.citation else None) == article

    def test_nobody_books_without_the_rules_of_the_house(self):
        with pytest.raises(DomainError, match="règles de la maison") as said:
            booked(rules_accepted=False)
        assert said.value.citation
        assert said.value.field == "rules_accepted"
        assert not Booking.objects.exists()

    def test_a_weekday_and_a_room_taken(self):
        starts = opened()
        saturday = starts + timedelta(days=(6 - starts.isoweekday()) % 7)
        while saturday.date() in public_holidays(saturday.date()):
            saturday += timedelta(days=7)
        assert "ce jour de la semaine" in str(refused(starts=saturday))
        booked(starts=starts)
        said = refused(starts=starts + timedelta(hours=1), layout="cercle")
        assert "est prise" in said.sentence
        assert said.lines[0].citation.article == "2.5"
        assert {offer.kind for offer in said.offers} == {"Le même jour", "Plus court", "Un autre jour", "Un autre lieu"}

    @pytest.mark.parametrize(
        ("starts", "kind"),
        [
            (local(2026, 4, 28, 22), "Un autre lieu, à une autre heure"),
            (local(2026, 5, 1, 10), "Un autre lieu, un autre jour"),
        ],
    )
    def test_elsewhere_at_another_time_says_both(self, starts, kind):
        with clock.at(local(2026, 4, 20, 9)):
            said = refused(starts=starts, people=40, layout="cercle")
        assert [one.kind for one in said.offers] == [kind]

    def test_an_offer_says_its_layout_when_it_changes(self):
        offers = refused(layout="u", people=20).offers
        assert offers[0].kind == "Disposée autrement"
        assert offers[0].words.endswith("en îlots")
        offers = refused(rooms=(5,), layout="u", people=100).offers
        assert offers[0].words.endswith("disposée comme elle s’y prête")

    def test_nothing_said_nothing_chosen(self):
        for changes, field in (({"title": " "}, "title"), ({"rooms": ()}, "rooms")):
            with pytest.raises(DomainError) as caught:
                booked(**changes)
            assert caught.value.field == field

    def test_for_what_one_may_book_only(self, monkeypatch):
        thing = uuid7()
        monkeypatch.setattr(purposes, "manifests", lambda: [contributing(thing)])
        one = booked(purpose=("thing", thing))
        assert (one.purpose_kind, one.purpose_id) == ("thing", thing)
        for purpose in (("thing", uuid7()), ("nothing", thing)):
            with pytest.raises(DomainError, match="réserver pour cela"):
                booked(rooms=(2,), purpose=purpose)

    def test_a_person_who_is_not_of_the_community(self):
        with pytest.raises(Refused, match="membres de la communauté"):
            booked(PersonFactory())


class TestWhenTheRulesSawItFree:
    def test_the_database_answers_as_they_do(self, monkeypatch):
        starts = opened()
        booked(starts=starts)
        judge, seen = taking.judge, []

        def blind(*given):
            seen.append(given)
            return judge(*given) if len(seen) > 1 else Verdict()

        monkeypatch.setattr(taking, "judge", blind)
        said = refused(starts=starts)
        assert "est prise" in said.sentence
        assert said.offers
        assert Booking.objects.count() == 1

    def test_another_fault_is_not_a_refusal(self):
        with pytest.raises(IntegrityError, match="booking_for_people"):
            booked(people=0)

    def test_never_two_whoever_writes(self):
        held = booked().occupations.get()
        with pytest.raises(IntegrityError, match="never_two"), transaction.atomic():
            Occupation.objects.create(room_id=1, during=held.during, reason="Peinture")
        Occupation.objects.create(room_id=1, during=held.during, reason="Peinture", living=False)


class TestGivingBack:
    def test_by_whom_booked(self, letters):
        one = booked()
        cancelled = actions.cancel_booking(one.booked_by, one, reason=" Plus besoin. ")
        assert (cancelled.state, cancelled.cancelled_because) == (BookingState.CANCELLED, "Plus besoin.")
        assert booked(starts=one.starts)
        assert "Vous avez annulé" in letters()[1].body

    def test_by_the_team(self, letters):
        one = booked()
        actions.cancel_booking(TeamMemberFactory(), one, reason="Fuite d’eau.")
        assert "L’équipe a dû annuler" in letters()[1].body
        assert "Fuite d’eau." in letters()[1].body

    def test_of_somebody_who_left(self, letters):
        one = booked()
        Booking.objects.update(booked_by=None)
        assert actions.cancel_booking(TeamMemberFactory(), one, reason="Libre.").state == BookingState.CANCELLED
        assert len(letters()) == 1

    def test_not_by_others_not_twice_not_without_a_reason(self):
        one = booked()
        with pytest.raises(Refused):
            actions.cancel_booking(CommunityMemberFactory(), one, reason="x")
        with pytest.raises(DomainError, match="pourquoi"):
            actions.cancel_booking(one.booked_by, one, reason=" ")
        actions.cancel_booking(one.booked_by, one, reason="x")
        with pytest.raises(DomainError, match="déjà"):
            actions.cancel_booking(one.booked_by, one, reason="x")


class TestKeeping:
    def block(self, number=1, by=None, reason="Peinture", **changes):
        starts = changes.get("starts") or opened()
        ends = changes.get("ends") or starts + timedelta(hours=4)
        given = actions.BlockingDraft(starts=starts, ends=ends, reason=reason)
        return actions.block_room(by or TeamMemberFactory(), number, draft=given)

    def test_a_room_closed_for_a_time_then_opened(self):
        LabSpaceFactory()
        blocking = self.block()
        assert "est fermée à ce moment" in str(refused())
        actions.lift_blocking(TeamMemberFactory(), blocking)
        assert booked()
        with pytest.raises(DomainError, match="déjà levée"):
            actions.lift_blocking(TeamMemberFactory(), blocking)
        with pytest.raises(DomainError, match="déjà levée"):
            actions.lift_blocking(TeamMemberFactory(), Booking.objects.get().occupations.get())

    def test_nobody_is_thrown_out(self):
        one = booked()
        with pytest.raises(DomainError, match="personne dehors") as caught:
            self.block()
        assert caught.value.link == (one.reference, one.get_absolute_url())
        actions.cancel_booking(one.booked_by, one, reason="x")
        self.block()
        with pytest.raises(DomainError) as caught:
            self.block()
        assert caught.value.link is None

    def test_what_does_not_hold(self):
        for changes in (
            {"reason": " "},
            {"number": 99},
            {"ends": opened()},
            {"starts": local(2020, 1, 1, 9)},
            {"ends": local(2099, 1, 1, 9)},
        ):
            with pytest.raises(DomainError):
                self.block(**changes)
        with pytest.raises(Refused, match="tient la maison"):
            self.block(by=CommunityMemberFactory())

    def test_what_the_house_says_of_a_room(self):
        team = TeamMemberFactory()
        said = actions.RoomDraft(
            name="Le grand salon", equipment=("piano",), access="Par la cour.", setup_minutes=0, restore_minutes=30
        )
        room = actions.arrange_room(team, 1, draft=said)
        assert (room.name, room.equipment) == ("Le grand salon", ["piano"])
        one = booked()
        held = one.occupations.get().during
        assert (held.lower, held.upper) == (one.starts, one.ends + 30 * MINUTES)
        closed = actions.arrange_room(team, 1, draft=actions.RoomDraft(closed=True))
        assert "ne se réserve pas" in str(refused(rooms=(1,), starts=opened(20)))
        assert actions.arrange_room(team, 1, draft=actions.RoomDraft(closed=True)).closed_at == closed.closed_at
        actions.arrange_room(team, 1, draft=actions.RoomDraft())
        assert Room.objects.get().closed_at is None
        with pytest.raises(DomainError, match="trop long"):
            actions.arrange_room(team, 1, draft=actions.RoomDraft(setup_minutes=241))
        with pytest.raises(Refused):
            actions.arrange_room(CommunityMemberFactory(), 1, draft=actions.RoomDraft())
