"""Dates that move with their rooms, places, questions, what is handed out, words to who comes, forgetting."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from liamm.features.accounts.tests.factories import OrganisationFactory
from liamm.features.booking.actions import BookingDraft, cancel_booking, change_booking
from liamm.features.booking.models import Booking
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.tests.factories import booked, opened
from liamm.features.events.actions import (
    EventDraft,
    MaterialDraft,
    QuestionDraft,
    accept_offer,
    add_dates,
    ask_question,
    call_off_date,
    cancel_event,
    change_event,
    close_registrations,
    copy_event,
    drop_question,
    follow_rooms,
    forget_need,
    forget_registration,
    hand_out,
    hold_event,
    lapse_offer,
    lose_rooms,
    move_date,
    note_export,
    open_event,
    plan_event,
    register,
    remind,
    set_places,
    write_registered,
)
from liamm.features.events.enums import QuestionKind
from liamm.features.events.export import as_csv
from liamm.features.events.jobs import forget_what_is_old, remind_all
from liamm.features.events.links import own_path
from liamm.features.events.models import Registration
from liamm.features.events.queries import registered_page
from liamm.features.events.tests.factories import announced, coming, planned, registered, slot, words
from liamm.features.projects.tests.factories import carrier_of, running
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder
from liamm.kernel.actions import DomainError
from liamm.kernel.post.models import Message
from liamm.kernel.thread.chain import Node, nodes_around

pytestmark = pytest.mark.django_db


def letters(kind):
    return Message.objects.filter(kind=f"events.{kind}")


class TestDates:
    def test_a_date_moves_with_its_rooms_and_who_comes_is_told(self):
        event = announced(slot(place="", rooms=(1,), people=10))
        one = registered(event)
        session, later = event.sessions.get(), opened(14)
        move_date(event.organiser, session, date=slot(starts=later, place="", rooms=(2,), people=8))
        booking = Booking.objects.get()
        assert (booking.starts, booking.state) == (later, "confirmed")
        session.refresh_from_db()
        assert (session.rooms, session.sequence) == ([2], 1)
        said = letters("moved").get()
        assert said.address == one.mail
        assert "METHOD:REQUEST" in said.calendar
        assert "SEQUENCE:1" in said.calendar
        assert "C’était" in said.text
        move_date(event.organiser, session, date=slot(starts=later, place="À Brest"))
        booking.refresh_from_db()
        session.refresh_from_db()
        assert (booking.state, session.booking, session.rooms) == ("cancelled", None, [])
        move_date(event.organiser, session, date=slot(starts=later, place="", rooms=(3,), people=4))
        session.refresh_from_db()
        assert session.booking.state == "confirmed"
        assert letters("moved").count() == 3
        assert not letters("rooms_lost").exists()

    def test_rooms_that_are_not_to_be_had_leave_all_as_it_was(self):
        event = announced(slot(place="", rooms=(1,), people=10))
        session, other = event.sessions.get(), booked(rooms=(2,), starts=opened(14))
        with pytest.raises(BookingRefusedError):
            move_date(event.organiser, session, date=slot(starts=other.starts, place="", rooms=(2,), people=8))
        session.refresh_from_db()
        assert session.rooms == [1]
        with pytest.raises(DomainError, match="pas les deux"):
            move_date(event.organiser, session, date=slot(rooms=(2,)))
        with pytest.raises(DomainError, match="passé"):
            move_date(event.organiser, session, date=slot(starts=clock.in_days(-2)))
        with pytest.raises(DomainError, match="avant le début"):
            move_date(event.organiser, session, date=slot(hours=-1))

    def test_what_the_house_does_with_the_rooms_is_followed(self):
        event = announced(slot(place="", rooms=(1,), people=10))
        registered(event)
        booking = Booking.objects.get()
        later = opened(14)
        draft = BookingDraft(
            use=booking.use, title="x", rooms=(2,), people=4, starts=later, ends=later + timedelta(hours=1)
        )
        change_booking(event.organiser, booking, draft=draft, seen=0)
        session = event.sessions.get()
        assert (session.starts, session.rooms) == (later, [2])
        assert letters("moved").count() == 1
        booking.refresh_from_db()
        cancel_booking(event.organiser, booking, reason="Dégât des eaux")
        session.refresh_from_db()
        assert (session.rooms, session.booking) == ([], None)
        assert letters("rooms_lost").get().address == event.organiser.email

    def test_a_date_without_rooms_follows_none(self):
        event = announced()
        with pytest.raises(DomainError, match="pas de salle"):
            follow_rooms(event.organiser, event.sessions.get(), rooms=[1])

    def test_rooms_are_lost_even_where_nobody_organises(self):
        event = announced(slot(place="", rooms=(1,), people=10))
        team, event.organiser = event.organiser, None
        event.save()
        lose_rooms(team, event.sessions.get())
        session = event.sessions.get()
        assert (session.rooms, session.booking) == ([], None)
        assert not letters("rooms_lost").exists()

    def test_one_date_is_called_off_not_the_only_one(self):
        event = announced(slot(7), slot(14, place="", rooms=(1,), people=5), attends="each", capacity=1)
        kept, off = event.sessions.all()
        with clock.at(clock.now()):
            for seating in event.seatings.select_related("event"):
                for number in (1, 2):
                    one = coming(number, mail=f"{number}{seating.pk.hex[-4:]}@exemple.example")
                    register(event.organiser, seating, draft=one)
        call_off_date(event.organiser, off)
        assert Booking.objects.get().state == "cancelled"
        assert letters("moved").count() == 2
        assert "METHOD:CANCEL" in letters("moved").filter(calendar__contains="METHOD").first().calendar
        assert off.seating.registrations.living().count() == 0
        assert kept.seating.registrations.living().count() == 2
        with pytest.raises(DomainError, match="seule date"):
            call_off_date(event.organiser, kept)
        with pytest.raises(DomainError, match="n’aura pas lieu"):
            call_off_date(event.organiser, off)

    def test_more_dates_have_their_places(self):
        event = announced(slot(7), attends="each", capacity=4)
        add_dates(event.organiser, event, dates=[slot(14), slot(21)])
        assert [(one.capacity, one.is_open) for one in event.seatings.all()] == [(4, True)] * 3
        with pytest.raises(DomainError, match="au moins une date"):
            add_dates(event.organiser, event, dates=[])

    def test_an_event_of_a_project_has_the_priority_of_the_project(self):
        LabSpaceFactory()
        project = running(carriers=[(CommunityMemberFactory(), OrganisationFactory())])
        carrier = carrier_of(project)
        event = plan_event(
            carrier,
            draft=EventDraft(words=words(), sessions=[slot(place="", rooms=(1,), people=5)], space=project.space),
        )
        booking = Booking.objects.get()
        assert (booking.purpose_kind, booking.purpose_id) == ("project", project.pk)
        around = nodes_around(Node("event", event.pk))
        assert {Node("project", project.pk), Node("booking", booking.pk)} <= set(around)
        move_date(carrier, event.sessions.get(), date=slot(14, place="", rooms=(2,), people=5))
        booking.refresh_from_db()
        assert booking.purpose_kind == "project"

    def test_cancelling_frees_rooms_that_somebody_else_booked(self):
        event = announced(slot(place="", rooms=(1,), people=10))
        other = planned().organiser
        event.organiser = None
        event.save()
        cancel_event(other, event, reason="Trop peu de monde")
        assert Booking.objects.get().state == "cancelled"
        assert not letters("rooms_lost").exists()
        with pytest.raises(DomainError, match="ne change plus"):
            open_event(other, event)


class TestSteps:
    def test_what_is_over_is_not_announced(self):
        event = planned()
        with clock.at(event.sessions.get().ends), pytest.raises(DomainError, match="Aucune date"):
            open_event(event.organiser, event)

    def test_registrations_that_are_not_open_are_not_closed(self):
        event = planned()
        with pytest.raises(DomainError, match="ne sont pas ouvertes"):
            close_registrations(event.organiser, event)

    def test_the_last_day_to_apply_that_was_announced_to_all_is_kept(self, client):
        last = clock.in_days(3)
        event = announced(admission="selection", capacity=2, closes_at=last)
        with pytest.raises(DomainError, match="annoncé à tous") as refused:
            close_registrations(event.organiser, event)
        assert "annulez-la" in refused.value.nearest
        with pytest.raises(DomainError, match="ne s’avance pas"):
            change_event(event.organiser, event, words=words(admission="selection", closes_at=clock.in_days(2)))
        later = clock.in_days(4)
        event = change_event(event.organiser, event, words=words(admission="selection", closes_at=later))
        assert event.closes_at == later
        with clock.at(later):
            assert close_registrations(event.organiser, event).state == "closed"
        assert "Jusqu’au" not in client.get(event.get_absolute_url()).content.decode()
        usual = announced(closes_at=last)
        assert close_registrations(usual.organiser, usual).state == "closed"

    def test_nothing_is_cancelled_without_saying_why(self):
        event = announced()
        with pytest.raises(DomainError, match="Dites pourquoi"):
            cancel_event(event.organiser, event, reason=" ")
        event.refresh_from_db()
        assert event.state == "open"


class TestPlaces:
    def test_places_are_set_before_anything_is_announced(self):
        event = planned(capacity=1)
        set_places(event.organiser, event.seatings.select_related("event").get(), capacity=5)
        assert event.seatings.get().capacity == 5

    def test_new_places_go_to_who_waits(self):
        event = announced(capacity=1)
        registered(event, 1)
        second = registered(event, 2)
        seating = event.seatings.select_related("event").get()
        set_places(event.organiser, seating, capacity=2)
        second.refresh_from_db()
        assert second.state == "offered"
        accept_offer(LinkHolder(second.pk), second)
        with pytest.raises(DomainError, match="déjà données à 2"):
            set_places(event.organiser, seating, capacity=1)
        set_places(event.organiser, seating, capacity=None)
        assert registered(event, 3).state == "confirmed"
        with pytest.raises(DomainError, match="tient encore"):
            lapse_offer(SYSTEM, second)

    def test_the_way_to_register_does_not_change_once_somebody_has(self):
        event = announced(capacity=3)
        change_event(event.organiser, event, words=words(attends="each"))
        assert event.seatings.get().session
        registered(event, 1)
        with pytest.raises(DomainError, match="ne change plus"):
            change_event(event.organiser, event, words=words(attends="whole"))
        with pytest.raises(DomainError, match="n’a pas cette sorte"):
            change_event(event.organiser, event, words=words(kind="bal", attends="each"))
        with pytest.raises(DomainError, match="au plus 12"):
            change_event(event.organiser, event, words=words(most_together=50, attends="each"))
        with pytest.raises(DomainError, match="titre"):
            change_event(event.organiser, event, words=words(title=" ", attends="each"))


class TestQuestionsAndMaterials:
    def test_questions(self):
        event = announced()
        with pytest.raises(DomainError, match="deux choix"):
            ask_question(event.organiser, event, draft=QuestionDraft(text="Repas ?", kind=QuestionKind.CHOICE))
        question = ask_question(event.organiser, event, draft=QuestionDraft(text="D’où venez-vous ?", required=True))
        with pytest.raises(DomainError, match="D’où venez-vous"):
            registered(event, 1)
        one = registered(event, 1, answers={str(question.pk): "=Brest"})
        said = as_csv(registered_page(event.organiser, event.reference))
        assert "'=Brest" in said
        assert one.mail in said
        drop_question(event.organiser, question)
        one.refresh_from_db()
        assert one.answers == {}
        for number in range(10):
            ask_question(event.organiser, event, draft=QuestionDraft(text=str(number)))
        with pytest.raises(DomainError, match="beaucoup"):
            ask_question(event.organiser, event, draft=QuestionDraft(text="encore"))

    def test_materials_are_for_who_comes(self, client):
        event = announced()
        one = registered(event)
        with pytest.raises(DomainError, match="lien ou un fichier"):
            hand_out(event.organiser, event, draft=MaterialDraft(label="Rien"))
        file = SimpleUploadedFile("notes.txt", "Ce qu’on a vu".encode())
        given = hand_out(event.organiser, event, draft=MaterialDraft(label="Les notes", file=file))
        hand_out(event.organiser, event, draft=MaterialDraft(label="Le site", link="https://exemple.example/"))
        address = f"{event.get_absolute_url()}supports/{given.pk}/"
        assert client.get(address).status_code == 403
        assert "Les notes" in client.get(own_path(one)).content.decode()
        mine = client.get(f"{own_path(one)}supports/{given.pk}/")
        assert b"".join(mine.streaming_content).startswith(b"Ce qu")
        client.force_login(event.organiser)
        assert client.get(address).status_code == 200
        client.post(f"{address}retirer/")
        assert client.get(f"{own_path(one)}supports/{given.pk}/").status_code == 404


class TestWords:
    def test_a_word_to_each_apart(self):
        event = announced(capacity=1)
        with pytest.raises(DomainError, match="Personne"):
            write_registered(event.organiser, event, about="Venez tôt", text="Café à 9 h.")
        one, two = registered(event, 1), registered(event, 2)
        assert write_registered(event.organiser, event, about="Venez tôt", text="Café à 9 h.") == 1
        assert write_registered(event.organiser, event, about="Venez tôt", text="Café à 9 h.", waiting=True) == 2
        assert two.mail not in letters("word").filter(address=one.mail).first().text
        with pytest.raises(DomainError, match="quelques mots"):
            write_registered(event.organiser, event, about="x", text=" ")
        note_export(event.organiser, event)

    def test_the_same_once_more(self):
        event = announced(capacity=9, speakers=["Anna"])
        ask_question(event.organiser, event, draft=QuestionDraft(text="Repas ?"))
        registered(event)
        copy = copy_event(event.organiser, event, date=slot(30))
        assert (copy.state, copy.title, copy.speakers) == ("draft", event.title, ["Anna"])
        assert copy.seatings.get().capacity == 9
        assert copy.questions.get().text == "Repas ?"
        assert not copy.registrations.exists()


class TestInTime:
    def test_one_is_reminded_the_day_before_once(self):
        event = announced(slot(10))
        one = registered(event)
        remind_all()
        assert not letters("reminder").exists()
        with clock.at(event.sessions.get().starts - timedelta(hours=20)):
            remind_all()
            remind_all()
        assert letters("reminder").get().address == one.mail
        with pytest.raises(DomainError, match="rien à rappeler"):
            remind(SYSTEM, one)

    def test_needs_go_after_a_week_and_names_after_three_months(self):
        event = announced()
        one = registered(event, access_need="Boucle magnétique")
        ends = event.sessions.get().ends
        for early in (forget_need, forget_registration):
            with pytest.raises(DomainError, match="délai"):
                early(SYSTEM, one)
        with clock.at(ends + timedelta(days=8)):
            hold_event(SYSTEM, event)
            forget_what_is_old()
        one.refresh_from_db()
        assert (one.access_need, one.name) == ("", "Personne 1")
        with clock.at(ends + timedelta(days=91)):
            forget_what_is_old()
        one.refresh_from_db()
        assert (one.name, one.mail, one.state) == ("", "", "confirmed")
        assert one.attendees.get().name == ""
        assert not Message.objects.filter(topic=f"registration:{one.pk}").exists()
        assert Registration.objects.count() == 1

    def test_what_is_not_over_is_not_held(self):
        event = announced()
        with pytest.raises(DomainError, match="terminé"):
            hold_event(SYSTEM, event)
