"""What there is to do in the house: seen by anyone, taken by whoever likes, given back, done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.booking import actions
from liamm.features.booking.actions import TaskDraft
from liamm.features.booking.enums import TaskKind, TaskState
from liamm.features.booking.models import HousePhoto, HouseTask, Restoring, TaskHand
from liamm.features.booking.policies import policy
from liamm.features.booking.tests.factories import booked
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.post.models import Message
from liamm.kernel.storage import Kept

pytestmark = pytest.mark.django_db
KEPT = Kept("maison/a", "a.jpg", "image/jpeg", 3)


@pytest.fixture
def task():
    LabSpaceFactory()
    return actions.add_task(CommunityMemberFactory(), draft=TaskDraft(what="Le volet coince", room=3, photos=[KEPT]))


def told(kind="booking.task_ended"):
    return {one.recipient for one in Message.objects.filter(kind=kind)}


class TestAdding:
    def test_anyone_of_the_community_says_what_they_saw(self, task):
        assert (task.kind, task.room_id, task.hands, task.state) == (TaskKind.REPAIR, 3, 1, TaskState.OPEN)
        assert HousePhoto.objects.get().task == task
        assert task.reference.startswith("AF-")
        assert actions.add_task(SYSTEM, draft=TaskDraft(what="Arroser")).asked_by is None
        with pytest.raises(Refused):
            actions.add_task(PersonFactory(), draft=TaskDraft(what="Entrer"))

    @pytest.mark.parametrize(
        ("draft", "field"),
        [
            (TaskDraft(what=" "), "what"),
            (TaskDraft(what="Peindre", room=99), "room"),
            (TaskDraft(what="Peindre", until=clock.today() - timedelta(days=1)), "until"),
        ],
    )
    def test_what_says_nothing_is_refused(self, draft, field):
        with pytest.raises(DomainError) as caught:
            actions.add_task(TeamMemberFactory(), draft=draft)
        assert caught.value.field == field

    def test_who_saw_it_and_the_team_say_it_otherwise(self, task):
        draft = TaskDraft(what="Le volet du bureau coince", kind=TaskKind.TIDYING, hands=2, until=clock.today())
        for actor in (task.asked_by, TeamMemberFactory()):
            changed = actions.change_task(actor, task, draft=draft)
        assert (changed.what, changed.room, changed.hands) == ("Le volet du bureau coince", None, 2)
        with clock.at(clock.in_days(3)):
            assert changed.is_late
            assert actions.change_task(task.asked_by, task, draft=draft).is_late  # a day that was said may stay
        with pytest.raises(Refused):
            actions.change_task(CommunityMemberFactory(), task, draft=draft)
        for _ in range(2):
            actions.take_task(CommunityMemberFactory(), task)
        with pytest.raises(DomainError, match="s’en occupent déjà"):
            actions.change_task(task.asked_by, task, draft=TaskDraft(what="Le volet"))


class TestTaking:
    def test_taken_and_given_back_without_a_trace_of_who(self, task):
        person = CommunityMemberFactory()
        actions.take_task(person, task)
        with pytest.raises(DomainError, match="déjà"):
            actions.take_task(person, task)
        with pytest.raises(DomainError, match="Quelqu’un"):
            actions.take_task(CommunityMemberFactory(), task)
        actions.give_task_back(person, task)
        assert not TaskHand.objects.exists()
        with pytest.raises(DomainError):
            actions.give_task_back(person, task)
        assert actions.take_task(CommunityMemberFactory(), task)

    def test_not_by_visitors(self, task):
        for actor in (AnonymousUser(), PersonFactory()):
            with pytest.raises(Refused):
                actions.take_task(actor, task)
            assert not policy.visible_to(actor, HouseTask.objects.all())

    def test_done_those_who_saw_it_are_told(self, task):
        person, other = CommunityMemberFactory(), CommunityMemberFactory()
        HouseTask.objects.update(hands=2)
        with pytest.raises(Refused):
            actions.finish_task(person, task)
        for one in (person, other):
            actions.take_task(one, task)
        done = actions.finish_task(person, task, said=" Une goutte d’huile. ")
        assert (done.state, done.said, done.is_late) == (TaskState.DONE, "Une goutte d’huile.", False)
        assert told() == {f"person:{other.pk}", f"person:{task.asked_by.pk}"}
        for act in (actions.take_task, actions.give_task_back, actions.finish_task):
            with pytest.raises(DomainError, match="n’est plus à faire"):
                act(person, task)

    def test_not_to_be_done_any_more(self, task):
        with pytest.raises(DomainError, match="pourquoi"):
            actions.drop_task(task.asked_by, task, reason=" ")
        actions.take_task(task.asked_by, task)
        dropped = actions.drop_task(TeamMemberFactory(), task, reason="Le store est neuf.")
        assert dropped.state == TaskState.DROPPED
        assert told() == {f"person:{task.asked_by.pk}"}
        assert "n’est plus à faire" in Message.objects.latest("created_at").subject


def test_who_sees_which_photo():
    one = booked()
    restoring = Restoring.objects.create(booking=one, until=clock.in_days(1))
    row = {"path": "maison/b", "name": "b.jpg", "media_type": "image/jpeg", "size": 1}
    task = actions.add_task(SYSTEM, draft=TaskDraft(what="Un pied de table"))
    of_room = HousePhoto.objects.create(restoring=restoring, **row)
    of_task = HousePhoto.objects.create(task=task, **row)
    one.booked_by.memberships.all().delete()
    leaver = type(one.booked_by).objects.get(pk=one.booked_by.pk)
    for actor, seen in (
        (AnonymousUser(), set()),
        (PersonFactory(), set()),
        (leaver, {of_room}),
        (CommunityMemberFactory(), {of_task}),
        (TeamMemberFactory(), {of_room, of_task}),
    ):
        permission, _filter = policy.filters[HousePhoto]
        assert set(policy.visible_to(actor, HousePhoto.objects.all())) == seen
        assert {each for each in (of_room, of_task) if policy.decide(actor, permission, each)} == seen


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_thirty_take_what_wants_two_hands():
    LabSpaceFactory()
    task = actions.add_task(SYSTEM, draft=TaskDraft(what="Installer les îlots", hands=2))
    people = [CommunityMemberFactory() for _ in range(30)]
    barrier = Barrier(len(people))

    def run(person):
        try:
            barrier.wait(timeout=60)
            return actions.take_task(person, task)
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(people)) as pool:
        found = list(pool.map(run, people))
    assert sum(isinstance(each, HouseTask) for each in found) == TaskHand.objects.count() == 2
