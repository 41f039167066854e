"""Somebody who comes without being on the list: added and there in one gesture, never twice, never too many."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.attendance.actions import count_people, receive
from liamm.features.attendance.models import Arrival, Headcount
from liamm.features.attendance.queries import counted_said, door_page, expected, restitution_page
from liamm.features.attendance.tests.factories import arrive, day
from liamm.features.attendance.tests.test_day import door, text
from liamm.features.events.actions import DoorDraft, cancel_registration, register, welcome
from liamm.features.events.models import Attendee, EventSession, Registration, Seating
from liamm.features.events.tests.factories import announced, coming, planned, registered, slot
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message
from liamm.kernel.stale import StaleError, mark
from liamm.kernel.tests.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(request):
    """The moment at which the date of an event begins."""

    def at(session):
        held = clock.at(session.starts)
        held.__enter__()
        request.addfinalizer(lambda: held.__exit__(None, None, None))
        return session

    return at


def add(session, name="Gwenaëlle Ar Mor", **changes):
    session = EventSession.objects.select_related("event").get(pk=session.pk)
    return receive(session.event.organiser, session, draft=DoorDraft(name=name, **changes))


def here(session):
    rows = Arrival.objects.filter(session=session, here=True).select_related("attendee__registration")
    return sorted(one.attendee.name for one in rows)


def places(session):
    found = Seating.objects.get(event=session.event)
    return found.taken, found.capacity


class TestAdding:
    def test_on_the_list_and_there_in_one_gesture(self, now):
        session, _people = day(1, capacity=5)
        now(session)
        done = add(session, " Gwenaëlle  Ar Mor ", mail="Gwen@Exemple.example", organisation="Mairie")
        assert not done.again
        assert here(session) == ["Gwenaëlle Ar Mor"]
        assert places(session) == (2, 5)
        made = Registration.objects.get(mail="gwen@exemple.example")
        assert (made.state, made.organisation, made.person) == ("confirmed", "Mairie", None)
        letter = Message.objects.get(kind="events.door")
        assert "sur la liste" in letter.subject
        assert Entry.objects.filter(kind="events.added_at_the_door", payload__again=False).count() == 1

    def test_without_an_address_nothing_is_written(self, now):
        session, _people = day(0)
        add(now(session))
        assert here(session) == ["Gwenaëlle Ar Mor"]
        assert not Message.objects.filter(kind="events.door").exists()

    def test_who_is_on_the_list_is_found_there(self, now):
        session, (first, *_others) = day(2)
        now(session)
        for changes in ({}, {"mail": first.registration.mail}):
            assert add(session, "PERSONNE  1", **changes).again
        assert add(session, "Autre façon de le dire", mail=first.registration.mail).attendee == first
        assert here(session) == ["Personne 1"]
        assert Registration.objects.count() == 2
        assert not add(session, "Personne 1", mail="homonyme@exemple.example").again
        assert here(session) == ["Personne 1", "Personne 1"]

    def test_one_of_a_group(self, now):
        event = announced(most_together=3)
        group = registered(event, 1, seats=3, names=["Anna", "Brieg"])
        session = now(event.sessions.select_related("event").get())
        assert add(session, "Corentin", mail=group.mail).again
        assert add(session, "brieg", mail=group.mail).again
        assert here(session) == ["Brieg", "Corentin"]
        with pytest.raises(DomainError, match="Anna, Brieg, Corentin") as refused:
            add(session, "Dom", mail=group.mail)
        assert refused.value.field == "mail"
        assert Registration.objects.count() == 1

    @pytest.mark.parametrize("offered", [True, False])
    def test_who_waits_has_a_place_and_is_not_there_twice(self, now, offered):
        event = announced(capacity=1)
        first, waiting = registered(event, 1), registered(event, 2)
        if offered:
            cancel_registration(LinkHolder(first.pk), first)
        session = now(event.sessions.select_related("event").get())
        add(session, waiting.name, mail=waiting.mail, knowingly=not offered)
        waiting.refresh_from_db()
        assert waiting.state == "confirmed"
        assert places(session) == ((1, 1) if offered else (2, 2))

    def test_when_it_is_full_it_is_said_and_done_knowingly(self, now):
        session, _people = day(2, capacity=2)
        now(session)
        with pytest.raises(DomainError, match=r"Toutes les places sont données\s: 2 sur 2"):
            add(session)
        assert places(session) == (2, 2)
        add(session, knowingly=True)
        assert places(session) == (3, 3)

    def test_what_the_rooms_hold_is_never_passed(self, now, monkeypatch):
        session, people = day(2, capacity=9)
        EventSession.objects.update(rooms=[1, 99])
        monkeypatch.setattr("liamm.features.events.door.known_on", lambda _day: House())
        now(session)
        add(session)
        arrive(session, *people)
        with pytest.raises(DomainError, match="tiennent 3 personnes") as refused:
            add(session, "Yann", knowingly=True)
        assert "autre salle" in refused.value.nearest
        assert add(session, "Personne 1").again

    def test_a_training_takes_nobody_by_the_door_without_saying_so(self, now):
        event = announced(admission="selection", capacity=5, closes_at=clock.in_days(2))
        session = now(event.sessions.select_related("event").get())
        with pytest.raises(DomainError, match="sur candidature"):
            add(session)
        add(session, knowingly=True)
        assert places(session) == (1, 5)

    def test_on_the_day_by_who_receives_and_with_a_name(self, now):
        session, _people = day(0)
        with pytest.raises(DomainError, match="le jour même"):
            add(session)
        with clock.at(clock.in_days(400)), pytest.raises(DomainError, match="le jour même"):
            add(session)
        now(session)
        with pytest.raises(DomainError, match="au moins un nom"):
            add(session, "  ")
        with pytest.raises(Refused):
            receive(PersonFactory(), session, draft=DoorDraft(name="Yann"))
        with pytest.raises(Refused):
            welcome(AnonymousUser(), session, draft=DoorDraft(name="Yann"))
        draft = planned()
        with clock.at(draft.sessions.get().starts), pytest.raises(DomainError, match="le jour même"):
            add(draft.sessions.get())

    def test_each_date_has_its_own(self, now):
        event = announced(slot(7), slot(14), attends="each", capacity=1)
        first, second = event.sessions.order_by("starts")
        register(AnonymousUser(), second.seating, draft=coming(1))
        add(now(first), "Personne 1")
        assert Registration.objects.count() == 2
        assert [one.name for one in expected(EventSession.objects.get(pk=first.pk))] == ["Personne 1"]


class House:
    """A house whose first room holds three people."""

    by_number = {1: SimpleNamespace(most=3)}


class TestFree:
    def test_one_names_or_counts(self, now):
        event = announced(slot(7), slot(14), admission="free")
        first, second = event.sessions.order_by("starts").select_related("event")
        now(first)
        add(first)
        count_people(event.organiser, first, people=12)
        count_people(event.organiser, first, people=12)
        assert restitution_page(event.organiser, event).came == 13
        assert door_page(first).day.came == 1
        assert not list(expected(second))
        now(second)
        assert add(second).again
        assert [one.name for one in expected(second)] == ["Gwenaëlle Ar Mor"]
        assert restitution_page(event.organiser, event).came == 13

    def test_whoever_counted_otherwise_meanwhile_is_not_written_over(self, now):
        event = announced(admission="free")
        session = now(event.sessions.select_related("event").get())
        seen = mark(counted_said(0))
        count_people(event.organiser, session, people=8, seen=seen)
        count_people(event.organiser, session, people=8, seen=seen)
        with pytest.raises(StaleError):
            count_people(event.organiser, session, people=9, seen=seen)
        assert Headcount.objects.get().people == 8
        count_people(event.organiser, session, people=9, seen=mark(counted_said(8)))
        with pytest.raises(Refused):
            count_people(PersonFactory(), session, people=1)
        with clock.at(clock.in_days(-1)), pytest.raises(DomainError, match="le jour même"):
            count_people(event.organiser, session, people=1)


class TestPage:
    def test_from_the_screen_of_the_door(self, client, now, django_assert_max_num_queries):
        session, _people = day(2, capacity=2)
        client.force_login(session.event.organiser)
        assert "Le jour même, on ajoute ici" in text(client.get(door(session)))
        now(session)
        client.force_login(session.event.organiser)
        with django_assert_max_num_queries(20):
            shown = text(client.get(door(session)))
        assert "celle-ci serait en plus" in shown
        asked = {"name": "Gwenaëlle Ar Mor", "mail": "", "organisation": "Mairie de Plœuc"}
        refused = client.post(door(session), asked)
        assert refused.status_code == 422
        assert "Toutes les places sont données" in text(refused)
        assert "Mairie de Plœuc" in text(refused)
        added = client.post(door(session), {**asked, "knowingly": "on"})
        who = Attendee.objects.get(registration__organisation="Mairie de Plœuc")
        assert added.headers["Location"] == f"{door(session)}#q-{who.pk}"
        shown = text(client.get(door(session)))
        assert "est là, et sur la liste" in shown
        assert '<span id="came">1</span> là sur 3' in shown
        client.post(door(session), {**asked, "knowingly": "on"})
        assert "déjà sur la liste" in text(client.get(door(session)))

    def test_counting(self, client, now):
        event = announced(admission="free")
        session = now(event.sessions.select_related("event").get())
        client.force_login(event.organiser)
        assert "nommez ou comptez" in text(client.get(door(session)))
        page = f"{door(session)}compter/"
        seen = client.get(page).context["form"]["seen"].value()
        assert client.post(page, {"people": "12", "seen": seen}).headers["Location"] == door(session)
        stale = client.post(page, {"people": "14", "seen": seen})
        assert "Personnes sans leur nom : 12" in text(stale)
        again = stale.context["form"]["seen"].value()
        assert client.post(page, {"people": "14", "seen": again}).status_code == 302
        assert "14 personnes comptées" in text(client.get(door(session)))
        assert client.post(page, {"people": "-1"}).status_code == 422
        EventSession.objects.update(rooms=[1])
        count_people(event.organiser, session, people=900)
        assert "plus de monde que les salles" in text(client.get(door(session)))


def late(session, *name, **changes):
    """The same on the day, by the clock of a thread of its own."""
    with clock.at(session.starts):
        return add(session, *name, **changes)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_phones_that_add_the_same_person_add_them_once():
    session, _people = day(1, capacity=5)
    found = at_once([lambda: late(session), lambda: late(session), lambda: late(session, mail="g@exemple.example")])
    names = [one.attendee.name for one in found]
    assert names == ["Gwenaëlle Ar Mor"] * 3
    assert here(session) == ["Gwenaëlle Ar Mor"]
    assert places(session) == (2, 5)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_phones_with_one_place_left_sell_it_once():
    session, _people = day(1, capacity=2)
    found = at_once([lambda name=name: late(session, name) for name in ("Anna", "Brieg", "Corentin")])
    assert sum(isinstance(one, DomainError) for one in found) == 2
    assert places(session) == (2, 2)
