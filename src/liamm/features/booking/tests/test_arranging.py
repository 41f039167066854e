"""What is arranged for bookings is taken like anything to do in the house, and follows them without being doubled."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking import actions, arranging, jobs, reactions
from liamm.features.booking.actions import TaskDraft
from liamm.features.booking.arranging import days_ahead, is_soon, to_follow
from liamm.features.booking.enums import TaskState
from liamm.features.booking.following import follow_bookings
from liamm.features.booking.models import Booking, HouseTask, TaskHand
from liamm.features.booking.queries import day_page
from liamm.features.booking.rules.arranging import hands_wanted
from liamm.features.booking.tests.factories import booked, draft, opened
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.post.models import Message
from liamm.kernel.tests.racing import at_once

pytestmark = pytest.mark.django_db


def soon(**changes):
    """A booking of the next day on which the house opens, for which a room is arranged."""
    return booked(**{"rooms": (4,), "people": 16, "layout": "cercle", "starts": opened(1, 10), **changes})


def tasks(**said):
    return HouseTask.objects.of_arranging().filter(**said)


def change(booking, **changes):
    booking.refresh_from_db()
    base = {"rooms": (4,), "people": booking.people, "layout": booking.layout, "starts": booking.starts}
    draft_ = draft(**{**base, **changes})
    actions.change_booking(booking.booked_by, booking, draft=draft_, seen=booking.sequence)
    follow_bookings()


def told(kind):
    return [one.recipient for one in Message.objects.filter(kind=f"booking.{kind}")]


@pytest.fixture
def booking():
    one = soon()
    follow_bookings()
    return one


@pytest.fixture
def task(booking):
    return tasks().get()


def test_hands():
    assert [hands_wanted(people) for people in (1, 20, 21, 60)] == [1, 1, 2, 3]


class TestBecomingATask:
    def test_once_for_a_room_and_a_way(self, booking, task):
        assert (task.booking, task.room_id, task.layout, task.hands) == (booking, 4, "cercle", 1)
        assert "16" in task.what
        assert "10" in task.what
        assert task.until == timezone.localdate(booking.starts)
        follow_bookings()
        jobs.keep_arranging()
        assert tasks().count() == 1

    def test_not_when_the_room_stands_so_already_nor_for_options(self):
        soon(hours=1)
        soon(starts=opened(1, 13), hours=1)
        booked(rooms=(3,), people=2, starts=opened(1, 10))
        booked(rooms=(6,), people=4, layout="ilots", starts=opened(2, 10), option_days=1)
        follow_bookings()
        assert [one.booking.starts for one in tasks()] == [opened(1, 10)]

    def test_not_long_before(self):
        far = soon(starts=opened(20, 10))
        assert not is_soon(far.pk)
        follow_bookings()
        assert not tasks().exists()
        with clock.at(far.starts - timedelta(days=1)):
            jobs.keep_arranging()
            assert tasks().get().booking == far

    def test_a_house_that_never_opens_has_nothing_to_arrange(self, booking, monkeypatch):
        monkeypatch.setattr(arranging, "opened_days", lambda *_given: [])
        assert days_ahead() == []
        HouseTask.objects.all().delete()
        assert to_follow() == []

    def test_nothing_is_said_again(self, booking):
        with pytest.raises(DomainError, match="Rien"):
            actions.follow_booking(SYSTEM, booking)
        with pytest.raises(Refused):
            actions.follow_booking(TeamMemberFactory(), booking)


class TestTaking:
    def test_taken_given_back_done(self, booking, task):
        person = CommunityMemberFactory()
        actions.take_task(person, task)
        actions.give_task_back(person, task)
        actions.take_task(person, task)
        actions.finish_task(person, task)
        follow_bookings()
        assert tasks().get().state == TaskState.DONE

    def test_taken_off_by_the_team_it_stays_so(self, task):
        actions.drop_task(TeamMemberFactory(), task, reason="La salle est déjà ainsi.")
        follow_bookings()
        assert tasks().get().state == TaskState.DROPPED

    def test_nobody_says_it_otherwise(self, task, client):
        team = TeamMemberFactory()
        with pytest.raises(DomainError, match="suit la réservation"):
            actions.change_task(team, task, draft=TaskDraft(what="Autre chose"))
        client.force_login(team)
        page = client.get(task.get_absolute_url()).content.decode()
        assert "Changer ce qu’il y a à faire" not in page
        assert "Pour la réservation" in page

    def test_from_the_desk_and_with_the_others(self, task, client):
        person = TeamMemberFactory()
        client.force_login(person)
        where = f"/maison/salles/jour/{task.until:%Y-%m-%d}/"
        (slot,) = [slot for room in day_page(person, task.until).rooms for slot in room.slots]
        assert slot.task.task == task
        assert day_page(person, task.until).tasks == []
        shown = client.get(where).content.decode()
        assert f"{task.reference}/prendre/" in shown
        client.post(f"{task.get_absolute_url()}prendre/")
        shown = client.get(where).content.decode()
        assert f"{task.reference}/prendre/" not in shown
        assert task.reference in client.get("/maison/salles/a-faire/").content.decode()


class TestFollowing:
    def test_another_hour_is_said_to_who_took_it(self, booking, task, monkeypatch):
        monkeypatch.setattr(arranging, "hands_wanted", lambda people: 2 if people > 16 else 1)
        person = CommunityMemberFactory()
        actions.take_task(person, task)
        change(booking, starts=booking.starts + timedelta(hours=4), people=18)
        task.refresh_from_db()
        assert ("14" in task.what, task.hands, task.takers.get()) == (True, 2, person)
        assert told("arranging_moved") == [f"person:{person.pk}"]
        change(booking, starts=booking.starts, people=4)
        task.refresh_from_db()
        assert task.hands == 1
        follow_bookings()
        assert len(told("arranging_moved")) == 2

    def test_another_room_takes_them_along(self, booking, task):
        people = [CommunityMemberFactory() for _ in range(2)]
        HouseTask.objects.update(hands=2)
        for one in people:
            actions.take_task(one, task)
        change(booking, rooms=(6,), people=4, layout="cercle")
        task.refresh_from_db()
        other = tasks(state=TaskState.OPEN).get()
        assert (task.state, task.takers.count()) == (TaskState.LAPSED, 0)
        assert (other.room_id, list(other.takers.all())) == (6, people[:1])
        assert told("arranging_moved") == [f"person:{people[0].pk}"]
        assert told("task_ended") == [f"person:{people[1].pk}"]
        change(booking, rooms=(4,), people=16)
        task.refresh_from_db()
        assert (task.state, task.takers.get(), tasks().count()) == (TaskState.OPEN, people[0], 2)

    def test_another_day_however_far(self, booking, task):
        person = CommunityMemberFactory()
        actions.take_task(person, task)
        change(booking, starts=opened(20, 10))
        task.refresh_from_db()
        assert (task.until, task.takers.get()) == (timezone.localdate(opened(20, 10)), person)

    def test_cancelled_it_ends_and_is_said(self, booking, task):
        person = CommunityMemberFactory()
        actions.take_task(person, task)
        actions.cancel_booking(booking.booked_by, booking, reason="x")
        assert is_soon(booking.pk)
        follow_bookings()
        task.refresh_from_db()
        assert (task.state, TaskHand.objects.count()) == (TaskState.LAPSED, 0)
        assert told("task_ended") == [f"person:{person.pk}"]

    def test_what_stood_so_for_the_one_before_is_arranged_when_it_goes(self):
        before, after = soon(hours=1), soon(starts=opened(1, 13), hours=1)
        follow_bookings()
        actions.cancel_booking(before.booked_by, before, reason="x")
        follow_bookings()
        assert tasks(state=TaskState.OPEN).get().booking == after

    def test_begun_it_has_no_reason_to_be_any_more(self, booking, task):
        actions.take_task(CommunityMemberFactory(), task)
        with clock.at(booking.starts):
            follow_bookings()
        task.refresh_from_db()
        assert (task.state, task.said) == (TaskState.LAPSED, "")
        assert not told("task_ended")

    def test_a_booking_asks_for_it_a_moment_after(self, monkeypatch):
        asked = []
        monkeypatch.setattr(reactions, "follow_bookings", SimpleNamespace(later=lambda: asked.append(1)))
        soon()
        soon(starts=opened(20, 10))
        assert asked == [1]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_followed_by_several_workers_while_it_is_taken_and_moves():
    booking = soon()
    follow_bookings()
    task, people = tasks().get(), [CommunityMemberFactory() for _ in range(6)]
    given = draft(rooms=(6,), people=4, layout="cercle", starts=booking.starts)
    at_once(
        [
            *[lambda person=person: actions.take_task(person, task) for person in people],
            lambda: actions.change_booking(booking.booked_by, booking, draft=given, seen=0),
            *[follow_bookings for _ in range(4)],
        ]
    )
    follow_bookings()
    assert [one.room_id for one in tasks(state=TaskState.OPEN)] == [6]
    assert tasks().count() == 2
    assert TaskHand.objects.filter(task__room=4).count() == 0
    assert TaskHand.objects.count() <= 1
    assert Booking.objects.count() == 1
