"""Rooms given back and found: asked once at both ends, said once, opened again kindly, closed by itself after a day."""

from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, connection

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking import actions, jobs
from liamm.features.booking.actions import restoring as asking
from liamm.features.booking.enums import FindingState, RestoringState, TaskKind
from liamm.features.booking.models import Finding, HousePhoto, HouseTask, Restoring
from liamm.features.booking.rules.restoring import closes_at, is_attested, title_of
from liamm.features.booking.tests.factories import booked, local, one_after_another, opened
from liamm.features.booking.upkeep import FINDING, GIVING_BACK, FindingDraft, RestoringDraft, read_token, token_of
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.model import uuid7
from liamm.kernel.post.models import Message
from liamm.kernel.storage import Kept
from liamm.kernel.tests.racing import at_once

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOON = local(2026, 9, 1, 12)
ALL = {1: (0, 1, 2, 3)}
BROKEN = FindingDraft(fine=False, words="L’écran ne s’allume plus.\nOn a essayé deux prises.")


def signed_of(token):
    """What a link says, without the second in which it was signed."""
    return token.partition(":")[0]


def kept(name="ecran.jpg"):
    return Kept(f"maison/{name}", name, "image/jpeg", 3)


def ask_at(moment):
    with clock.at(moment):
        jobs.ask_about_rooms()


def written(kind):
    return list(Message.objects.filter(kind=kind).order_by("created_at"))


class TestRules:
    def test_a_day_after_the_end_or_after_what_comes_later(self):
        assert closes_at(NOON, NOON - HOUR) == NOON + DAY
        assert closes_at(NOON, NOON + HOUR) == NOON + HOUR + DAY

    def test_every_room_was_found_fine(self):
        assert is_attested([1, 2], [2, 1, 3])
        assert not is_attested([1, 2], [1])
        assert not is_attested([], [])

    @pytest.mark.parametrize(
        ("words", "title"),
        [
            ("\n  L’écran \nest cassé", "L’écran"),
            ("mot " * 60, f"{'mot ' * 36}mot…"),
            ("x" * 200, f"{'x' * 149}…"),
            ("", ""),
        ],
    )
    def test_what_is_told_has_a_title(self, words, title):
        assert title_of(words) == title
        assert len(title_of(words)) <= 150


@pytest.mark.django_db
class TestGivingBack:
    def test_asked_once_it_is_over_and_once_only(self):
        one, _after = one_after_another()
        ask_at(one.ends - HOUR)
        assert not Restoring.objects.exists()
        for later in (0, 5, 10):
            ask_at(one.ends + timedelta(minutes=later))
        assert Restoring.objects.get().until == one.ends + DAY
        (letter,) = written("booking.restoring_asked")
        assert letter.recipient == f"person:{one.booked_by.pk}"
        assert "Le salon" in letter.subject
        assert signed_of(token_of(one, GIVING_BACK)) in letter.text
        assert letter.headers["List-Unsubscribe"]
        with clock.at(one.ends), pytest.raises(DomainError):
            actions.ask_restoring(SYSTEM, one)

    def test_said_once_with_all_done(self):
        one, _after = one_after_another()
        ask_at(one.ends)
        with clock.at(one.ends + HOUR):
            said = actions.give_rooms_back(
                LinkHolder(one.pk), one, draft=RestoringDraft(done=ALL, words="Merci !", photos=[kept()])
            )
            assert (said.state, said.closed_at) == (RestoringState.SAID, clock.now())
            with pytest.raises(DomainError, match="déjà dit"):
                actions.give_rooms_back(one.booked_by, one, draft=RestoringDraft(done=ALL))
        assert len(said.rooms.get().done) == 4
        assert HousePhoto.objects.get().restoring == said
        assert not HouseTask.objects.exists()
        assert Entry.objects.filter(kind="booking.rooms_given_back").get().actor == f"link:{one.pk}"

    def test_what_is_left_and_what_is_broken_are_to_be_done(self):
        team = TeamMemberFactory()
        one, _after = one_after_another()
        with clock.at(one.ends - timedelta(minutes=10)):
            draft = RestoringDraft(done={1: (0, 2)}, damage="L’écran est fendu.", photos=[kept()])
            said = actions.give_rooms_back(one.booked_by, one, draft=draft)
        broken = HouseTask.objects.get(kind=TaskKind.REPAIR)
        tidy = HouseTask.objects.get(kind=TaskKind.TIDYING)
        assert (broken.what, broken.room_id, broken.booking) == ("L’écran est fendu.", 1, one)
        assert tidy.what.replace("\xa0", " ") == "Finir de ranger : Le salon"
        assert tidy.words.count("\n") == 1
        assert {said, broken} == {HousePhoto.objects.get().restoring, HousePhoto.objects.get().task}
        (letter,) = written("booking.task_seen")
        assert letter.recipient == f"person:{team.pk}"
        ask_at(one.ends)
        assert not written("booking.restoring_asked")  # said before it was asked

    def test_before_the_end_what_is_left_is_free_for_others(self):
        one, _after = one_after_another(rooms=(1, 2))
        was, until = one.ends, {held.room_id: held.during.upper for held in one.occupations.all()}
        with clock.at(one.ends - HOUR):
            left = clock.now()
            actions.give_rooms_back(LinkHolder(one.pk), one, draft=RestoringDraft(done=ALL))
            one.refresh_from_db()
            assert (one.ends, one.state, one.sequence, one.apart) == (left, "confirmed", 1, False)
            assert {held.room_id: held.during.upper + HOUR for held in one.occupations.all()} == until
            assert not one.is_coming
            with pytest.raises(DomainError, match="passée"):
                actions.cancel_booking(one.booked_by, one, reason="Fini")
        said = Entry.objects.get(kind="booking.rooms_given_back").payload
        assert datetime.fromisoformat(said["instead_of"]) == was

    def test_at_the_very_start_it_stays_as_long(self):
        one = booked()
        with clock.at(one.starts):
            actions.give_rooms_back(one.booked_by, one, draft=RestoringDraft())
        was = one.ends
        one.refresh_from_db()
        assert one.ends == was

    def test_of_several_rooms_what_is_broken_has_no_room(self):
        one, _after = one_after_another(rooms=(1, 2))
        with clock.at(one.ends):
            actions.give_rooms_back(one.booked_by, one, draft=RestoringDraft(done={}, damage="Une chaise"))
        assert HouseTask.objects.get(kind=TaskKind.REPAIR).room is None
        assert set(HouseTask.objects.filter(kind=TaskKind.TIDYING).values_list("room", flat=True)) == {1, 2}

    def test_never_before_it_begins_nor_what_does_not_stand(self):
        one = booked()
        with pytest.raises(DomainError, match="pas encore commencé"):
            actions.give_rooms_back(one.booked_by, one, draft=RestoringDraft())
        actions.cancel_booking(one.booked_by, one, reason="Reporté")
        with clock.at(one.ends), pytest.raises(DomainError, match="ne tient plus"):
            actions.give_rooms_back(one.booked_by, one, draft=RestoringDraft())
        ask_at(one.ends)
        assert not Restoring.objects.exists()

    def test_by_whoever_booked_and_the_team(self):
        one, _after = one_after_another()
        with clock.at(one.ends):
            for other in (CommunityMemberFactory(), LinkHolder(uuid7())):
                with pytest.raises(Refused):
                    actions.give_rooms_back(other, one, draft=RestoringDraft(done=ALL))
            assert actions.give_rooms_back(TeamMemberFactory(), one, draft=RestoringDraft(done=ALL))

    def test_closes_by_itself_a_day_after(self):
        one, _after = one_after_another()
        ask_at(one.ends)
        restoring = Restoring.objects.get(booking=one)
        with clock.at(one.ends + HOUR), pytest.raises(DomainError):
            actions.lapse_restoring(SYSTEM, restoring)
        ask_at(one.ends + DAY)
        restoring.refresh_from_db()
        assert restoring.state == RestoringState.LAPSED
        with clock.at(one.ends + DAY), pytest.raises(DomainError):
            actions.lapse_restoring(SYSTEM, restoring)
        with clock.at(one.ends + DAY), pytest.raises(DomainError, match="déjà dit"):
            actions.give_rooms_back(one.booked_by, one, draft=RestoringDraft(done=ALL))

    def test_a_house_that_was_stopped_writes_no_old_letter(self):
        one, _after = one_after_another()
        ask_at(one.ends + 2 * DAY)
        assert Restoring.objects.get(booking=one).state == RestoringState.LAPSED
        assert not written("booking.restoring_asked")

    def test_a_link_speaks_of_one_thing_only(self):
        one = booked()
        assert read_token(token_of(one, GIVING_BACK), GIVING_BACK) == one.pk
        assert read_token(token_of(one, GIVING_BACK), FINDING) is None
        assert read_token("faux", FINDING) is None


@pytest.mark.django_db
class TestFinding:
    @pytest.fixture
    def pair(self):
        before, after = one_after_another()
        ask_at(before.ends)
        ask_at(after.starts)
        return before, after

    def test_asked_once_as_it_begins_when_somebody_was_there(self, pair):
        before, after = pair
        ask_at(after.starts + timedelta(minutes=5))
        finding = Finding.objects.get()
        assert (finding.booking, finding.room_id, finding.before) == (after, 1, before)
        (letter,) = written("booking.finding_asked")
        assert letter.recipient == f"person:{after.booked_by.pk}"
        assert signed_of(token_of(after, FINDING)) in letter.text

    def test_nobody_is_asked_about_themselves_or_after_nobody(self):
        person = CommunityMemberFactory()
        before, after = one_after_another(person, person)
        ask_at(before.starts)
        ask_at(after.starts)
        assert not Finding.objects.exists()

    def test_fine_says_that_it_was_given_back(self, pair):
        before, after = pair
        with clock.at(after.starts):
            actions.say_found(after.booked_by, Finding.objects.get(), draft=FindingDraft(fine=True, words="rien"))
            with pytest.raises(DomainError, match="déjà dit"):
                actions.say_found(after.booked_by, Finding.objects.get(), draft=BROKEN)
        assert Finding.objects.get().words == ""
        assert Restoring.objects.get(booking=before).state == RestoringState.ATTESTED
        ask_at(before.ends + DAY)
        assert Restoring.objects.get(booking=before).state == RestoringState.ATTESTED

    def test_what_is_reported_opens_it_again_and_those_before_are_told_kindly(self, pair):
        before, after = pair
        team = TeamMemberFactory()
        with clock.at(before.ends + HOUR):
            actions.give_rooms_back(before.booked_by, before, draft=RestoringDraft(done=ALL, words="Tout va."))
            with pytest.raises(DomainError, match="ce qui ne va pas"):
                actions.say_found(after.booked_by, Finding.objects.get(), draft=FindingDraft(fine=False))
            actions.say_found(LinkHolder(after.pk), Finding.objects.get(), draft=BROKEN)
        task = HouseTask.objects.get()
        assert (task.what, task.room_id, task.booking) == ("L’écran ne s’allume plus.", 1, after)
        (kind,) = written("booking.room_reported")
        assert kind.recipient == f"person:{before.booked_by.pk}"
        assert "Personne ne vous reproche rien" in kind.text
        assert str(after.booked_by) not in kind.text
        assert [one.recipient for one in written("booking.task_seen")] == [f"person:{team.pk}"]

        restoring = Restoring.objects.get(booking=before)
        assert (restoring.state, restoring.until) == (RestoringState.REOPENED, before.ends + HOUR + DAY)
        with clock.at(before.ends + 2 * HOUR):
            actions.give_rooms_back(before.booked_by, before, draft=RestoringDraft(words="C’était déjà ainsi."))
        restoring.refresh_from_db()
        assert (restoring.state, restoring.words) == (RestoringState.SAID, "Tout va.\nC’était déjà ainsi.")
        assert HouseTask.objects.count() == 1

    def test_reported_nobody_answers(self, pair):
        before, after = pair
        with clock.at(after.starts):
            actions.say_found(after.booked_by, Finding.objects.get(), draft=BROKEN)
        ask_at(after.starts + DAY)
        assert Restoring.objects.get(booking=before).state == RestoringState.LAPSED

    def test_what_nobody_had_asked_yet_opens_too(self):
        before, after = one_after_another()
        ask_at(after.starts + HOUR)
        Restoring.objects.all().delete()
        before.booked_by = None
        before.save()
        with clock.at(after.starts + HOUR):
            actions.say_found(after.booked_by, Finding.objects.get(), draft=BROKEN)
        assert Restoring.objects.get(booking=before).state == RestoringState.REOPENED
        assert not written("booking.room_reported")

    def test_those_who_come_in_are_gone(self):
        before, after = one_after_another()
        after.booked_by = None
        after.save()
        with clock.at(after.starts):
            (finding,) = actions.ask_findings(SYSTEM, after)
        assert finding.before == before
        assert not written("booking.finding_asked")

    def test_given_back_when_every_room_is_found_fine(self):
        before, after = one_after_another(rooms=(1, 2))
        ask_at(before.ends)
        ask_at(after.starts)
        states = []
        for finding in Finding.objects.order_by("room"):
            with clock.at(after.starts):
                actions.say_found(after.booked_by, finding, draft=FindingDraft(fine=True))
            states.append(Restoring.objects.get(booking=before).state)
        assert states == [RestoringState.OPEN, RestoringState.ATTESTED]

    def test_those_before_are_gone(self, pair):
        _before, after = pair
        for fine in (True, False):
            Finding.objects.update(before=None, state=FindingState.ASKED)
            draft = FindingDraft(fine=True) if fine else BROKEN
            with clock.at(after.starts):
                actions.say_found(after.booked_by, Finding.objects.get(), draft=draft)
        assert HouseTask.objects.count() == 1

    def test_only_those_who_come_in_and_the_team(self, pair):
        with pytest.raises(Refused):
            actions.say_found(pair[0].booked_by, Finding.objects.get(), draft=BROKEN)
        assert actions.say_found(TeamMemberFactory(), Finding.objects.get(), draft=BROKEN)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_said_by_twenty_while_it_closes_by_itself(self):
        """It closes once: by one of those who say it, or by itself, never both."""
        one, _after = one_after_another()
        ask_at(one.ends)
        restoring = Restoring.objects.get(booking=one)

        def late(act):
            def run():
                with clock.at(one.ends + DAY):
                    return act()

            return run

        def say():
            return actions.give_rooms_back(LinkHolder(one.pk), one, draft=RestoringDraft(done={}, damage="Un pied"))

        def lapse():
            return actions.lapse_restoring(SYSTEM, restoring)

        found = at_once([late(act) for act in (say, lapse) for _ in range(10)])
        won = [each for each in found if isinstance(each, Restoring)]
        assert len(won) == 1
        restoring.refresh_from_db()
        assert restoring.state == won[0].state
        said = restoring.state == RestoringState.SAID
        assert HouseTask.objects.count() == (2 if said else 0)
        closing = ["booking.rooms_given_back", "booking.restoring_lapsed"]
        assert Entry.objects.filter(kind__in=closing).count() == 1

    def test_ten_workers_ask_while_both_ends_speak(self):
        """One question, one letter, one answer for each end, whoever comes first; nobody waits for ever."""
        before, after = one_after_another()
        ask_at(after.starts)
        Restoring.objects.all().delete()
        Message.objects.all().delete()
        finding = Finding.objects.get()

        def then(act):
            def run():
                with clock.at(after.starts):
                    return act()

            return run

        report = then(lambda: actions.say_found(LinkHolder(after.pk), finding, draft=BROKEN))
        leave = then(lambda: actions.give_rooms_back(before.booked_by, before, draft=RestoringDraft(done=ALL)))
        work = then(jobs.ask_about_rooms)
        at_once([act for act in (report, leave, work) for _ in range(6)])
        assert Restoring.objects.filter(booking=before).count() == Finding.objects.count() == 1
        assert HouseTask.objects.count() == 1
        assert len(written("booking.room_reported")) == 1
        assert len(written("booking.restoring_asked")) <= 1

    def test_killed_in_the_middle_it_asks_once(self, monkeypatch):
        """The question, its letter and its trace are one: cut off between them, nothing is kept and it asks again."""
        one, _after = one_after_another()
        record = asking.record

        def killed(*_given):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

        monkeypatch.setattr(asking, "record", killed)
        with pytest.raises(OperationalError):
            ask_at(one.ends)
        connection.close()
        assert not Restoring.objects.exists()
        assert not written("booking.restoring_asked")
        monkeypatch.setattr(asking, "record", record)
        for _ in range(2):
            ask_at(one.ends)
        assert Restoring.objects.count() == len(written("booking.restoring_asked")) == 1


def test_the_next_day_of_a_series_is_not_far(db):
    """Those who come weeks later are not asked about those of another month."""
    before = booked(starts=opened(8))
    after = booked(starts=before.ends + timedelta(days=21))
    ask_at(after.starts)
    assert not Finding.objects.exists()
