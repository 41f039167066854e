"""Whoever is sure to come to an event in the house finds how to get in: in time, by their link, and nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.tests.factories import opened
from liamm.features.booking.tests.test_pages import text
from liamm.features.events.actions import accept_offer, cancel_registration, move_date, register
from liamm.features.events.enums import RegistrationState, Taken
from liamm.features.events.links import own_path, registration_behind
from liamm.features.events.tests.factories import announced, coming, registered, slot
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.features.welcome import actions as welcome
from liamm.features.welcome.enums import Opens, Seen
from liamm.features.welcome.jobs import send_access_letters
from liamm.features.welcome.links import entry_path
from liamm.features.welcome.models import Sighting
from liamm.features.welcome.tests.factories import code, during
from liamm.features.welcome.tests.test_code_pages import PDF
from liamm.features.welcome.tests.test_desk import on
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder, Refused
from liamm.kernel.expected import expected_at
from liamm.kernel.post.models import Message, MessageState

pytestmark = pytest.mark.django_db
CODE = "48397261"


def in_house(*sessions, **changes):
    return announced(*(sessions or (slot(place="", rooms=(1,), people=5),)), **changes)


def bookings_of(event):
    return [one.booking for one in event.sessions.select_related("booking").order_by("starts")]


def door(registration, booking, plan=""):
    path = entry_path(registration.pk, booking.pk)
    return path.replace("/entrer/", f"/plan/{plan}/") if plan else path


def mails_about(booking):
    return {one.recipient for one in Message.objects.filter(topic=f"access:{booking.pk}")}


def read_by(address, mails):
    return [mail.body for mail in mails if address in mail.to[0]]


class TestAtTheLink:
    def test_the_code_and_the_plan_between_the_two_moments(self, client):
        code()
        welcome.draw_way(TeamMemberFactory(), Opens.DOOR, draft=welcome.WayDraft(words="Par la cour"))
        event = in_house(capacity=1)
        (booking,) = bookings_of(event)
        one = registered(event)
        assert "se montreront ici" in text(client.get(own_path(one)))
        assert CODE not in text(client.post(door(one, booking), follow=True))
        assert not Sighting.objects.exists()
        with during(booking):
            unasked = text(client.get(own_path(one)))
            assert "Montrer le code et le plan" in unasked
            assert CODE not in unasked
            assert client.get(door(one, booking)).status_code == 302
            assert not Sighting.objects.exists()
            answer = client.post(door(one, booking))
            assert CODE in text(answer)
            assert "Par la cour" in text(answer)
            assert "/evenements/inscription/" in answer.content.decode()
            assert answer["Cache-Control"] == "private, no-store"
            seen = Sighting.objects.get()
            assert (seen.holder, seen.way, seen.booking) == (f"registration:{one.pk}", Seen.PAGE, booking)
            client.force_login(TeamMemberFactory())
            assert "Personne 1" in text(client.get(seen.code.get_absolute_url()))
        client.logout()
        with clock.at(booking.ends + timedelta(days=2)):
            assert "Pour entrer" not in text(client.get(own_path(one)))
            assert CODE not in text(client.post(door(one, booking), follow=True))

    def test_never_to_who_waits_or_gave_the_place_back(self, client):
        code()
        event = in_house(capacity=1)
        (booking,) = bookings_of(event)
        one, waiting = registered(event), registered(event, 2)
        assert waiting.state == RegistrationState.WAITING
        with during(booking):
            for refused in (waiting, cancel_registration(LinkHolder(one.pk), one)):
                assert "Pour entrer" not in text(client.get(own_path(refused)))
                assert client.post(door(refused, booking)).status_code == 403
                with pytest.raises(Refused):
                    welcome.see_access(LinkHolder(refused.pk), booking)
        assert not Sighting.objects.exists()

    def test_each_date_has_its_own_and_no_other(self, client):
        event = in_house(
            slot(place="", rooms=(1,), people=5),
            slot(14, place="", rooms=(2,), people=5),
            slot(21, place="Brest"),
            attends=Taken.EACH,
        )
        first, second, _elsewhere = bookings_of(event)
        code()
        seating = event.seatings.get(session__booking=second)
        one = register(AnonymousUser(), seating, draft=coming(7)).registration
        assert [who.key for who in expected_at([second.pk])[second.pk]][1:] == [f"registration:{one.pk}"]
        assert len(expected_at([first.pk])[first.pk]) == 1
        with during(second):
            assert CODE in text(client.post(door(one, second)))
            assert client.post(door(one, first)).status_code == 403
            assert registration_behind(client.get(door(one, second)).headers["Location"].split("/")[-2]) == one
            for forged in ("forgé", door(one, second).split("/")[-3][:-1]):
                assert client.post(f"/maison/accueil/entree/{forged}/entrer/").status_code == 404

    def test_a_plan_that_is_drawn(self, client):
        plan = SimpleUploadedFile("plan.pdf", PDF, content_type="application/pdf")
        welcome.draw_way(TeamMemberFactory(), Opens.DOOR, draft=welcome.WayDraft(file=plan))
        event = in_house(capacity=1)
        (booking,) = bookings_of(event)
        one, waiting = registered(event), registered(event, 2)
        assert client.get(door(one, booking, "door")).status_code == 404
        with during(booking):
            assert b"".join(client.get(door(one, booking, "door")).streaming_content) == PDF
            assert client.get(door(one, booking, "car_park")).status_code == 404
            assert client.get(door(waiting, booking, "door")).status_code == 403

    def test_who_booked_and_registers_finds_it_at_their_own_link_too(self, client):
        code()
        event = in_house()
        (booking,) = bookings_of(event)
        host = event.organiser
        one = registered(event, mail=host.email, seats=1)
        assert len(expected_at([booking.pk])[booking.pk]) == 1
        with during(booking):
            assert CODE in text(client.post(door(one, booking)))

    def test_it_costs_the_same_for_many_dates(self, client):
        few = registered(in_house())
        dates = (slot(days, place="", rooms=(2,), people=5) for days in (14, 21, 28))
        many = registered(in_house(*dates), 2)
        costs = []
        for one in (few, few, many):
            with CaptureQueriesContext(connection) as read:
                assert "Pour entrer" in text(client.get(own_path(one)))
            costs.append(len(read))
        assert costs[1] == costs[2]


class TestByMail:
    def test_once_to_who_comes_and_after_to_who_confirms_late(self, letters):
        code()
        event = in_house(capacity=1)
        (booking,) = bookings_of(event)
        one, waiting = registered(event), registered(event, 2)
        host = f"person:{event.organiser.pk}"
        with during(booking):
            send_access_letters()
            assert mails_about(booking) == {host, f"registration:{one.pk}"}
            cancel_registration(LinkHolder(one.pk), one)
            assert any(CODE in body for body in read_by(event.organiser.email, letters()))
            assert not any(CODE in body for body in read_by(one.mail, letters()))
            assert Message.objects.get(topic=f"access:{booking.pk}", recipient=f"registration:{one.pk}").state != (
                MessageState.SENT
            )
            waiting.refresh_from_db()
            accept_offer(LinkHolder(waiting.pk), waiting)
            send_access_letters()
            assert mails_about(booking) == {host, f"registration:{one.pk}", f"registration:{waiting.pk}"}
            bodies = read_by(waiting.mail, letters())
            assert any(CODE in body for body in bodies)
            assert any("inscription" in body for body in bodies)
        assert Sighting.objects.filter(holder=f"registration:{waiting.pk}", way=Seen.MAIL).exists()

    def test_told_anew_when_the_date_moves(self):
        code()
        event = in_house(slot(7, place="", rooms=(1,), people=5))
        (booking,) = bookings_of(event)
        one = registered(event)
        with during(booking):
            send_access_letters()
        session = event.sessions.get()
        move_date(event.organiser, session, date=slot(starts=opened(9), place="", rooms=(1,), people=5))
        (moved,) = bookings_of(event)
        with during(moved):
            send_access_letters()
        told = Message.objects.filter(kind="welcome.access", recipient=f"registration:{one.pk}")
        assert told.count() == 2


class TestAtTheDesk:
    def test_those_who_registered_are_counted_named_and_cared_for(self, client, django_assert_num_queries):
        event = in_house(slot(place="", rooms=(1,), people=9), capacity=4, most_together=4)
        (booking,) = bookings_of(event)
        registered(event, seats=3, names=("Anna", "Bob", "Célia"), access_need="Une boucle magnétique")
        client.force_login(TeamMemberFactory())
        client.get(on(booking))
        with django_assert_num_queries(14):
            shown = text(client.get(on(booking)))
        for said in ("4 personnes attendues", "Personne 1", "× 3", "Une boucle magnétique"):
            assert said in shown
        registered(event, 2)
        registered(event, 3)
        with django_assert_num_queries(14):
            shown = text(client.get(on(booking)))
        assert "5 personnes attendues" in shown
        assert "Personne 3" not in shown

    def test_a_member_who_registered_enters_by_their_account(self, client):
        code()
        event = in_house()
        (booking,) = bookings_of(event)
        member = CommunityMemberFactory()
        registered(event, actor=member, mail=member.email)
        client.force_login(member)
        with during(booking):
            assert CODE in text(client.post(f"/maison/accueil/{booking.reference}/entrer/"))
