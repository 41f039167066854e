"""What letters put in the calendar of whoever booked: one, a series, a single exception, and from one to the other."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking import actions
from liamm.features.booking.actions import SeriesDraft
from liamm.features.booking.enums import Reach
from liamm.features.booking.models import Booking, Series
from liamm.features.booking.tests.factories import booked, draft, local
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.ical import Answer, Reply
from liamm.kernel.post.answering import take
from liamm.kernel.post.mails import Mail
from liamm.kernel.post.models import Message, Taken
from liamm.kernel.post.replies import find_reply_address

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def september():
    with clock.at(NOW):
        yield


@pytest.fixture
def anne():
    LabSpaceFactory()
    return CommunityMemberFactory(email="anne@exemple.example")


class Calendar:
    """The calendar of somebody who accepts all that comes, as their program keeps it (RFC 5546, 2.1.5)."""

    def __init__(self):
        self.read, self.kept = 0, {}

    def follow(self):
        """Take the letters that came since, in their order."""
        letters = list(Message.objects.exclude(calendar="").order_by("created_at", "id"))[self.read :]
        self.read += len(letters)
        for letter in letters:
            self._take(letter)
        return letters

    def _take(self, letter):
        found = icalendar.Calendar.from_ical(letter.calendar)
        assert found["method"] == letter.method
        assert len({str(event["uid"]) for event in found.events}) == 1
        for event in found.events:
            assert event["organizer"] == f"mailto:{letter.sender}"
        if "recurrence-id" not in found.events[0]:
            uid = str(found.events[0]["uid"])
            self.kept = {key: one for key, one in self.kept.items() if key[0] != uid}
        for event in found.events:
            instead = event.get("recurrence-id")
            key = (str(event["uid"]), instead.dt.astimezone(UTC) if instead is not None else None)
            before = self.kept.get(key)
            assert before is None or event["sequence"] > before["sequence"]
            self.kept[key] = event
            if letter.method == "CANCEL" and instead is None:
                self.kept.pop(key)

    def starts(self):
        whole = icalendar.Calendar()
        for (_uid, instead), event in self.kept.items():
            if event["status"] == "CANCELLED" and instead is not None:
                continue
            whole.add_component(event)
        gone = {
            (uid, instead)
            for (uid, instead), event in self.kept.items()
            if event["status"] == "CANCELLED" and instead is not None
        }
        found = recurring_ical_events.of(whole).between(date(2026, 1, 1), date(2028, 1, 1))
        return sorted(
            start for one in found if (str(one["uid"]), (start := one["dtstart"].dt.astimezone(UTC))) not in gone
        )


def standing():
    return sorted(Booking.objects.standing().values_list("starts", flat=True))


@pytest.fixture
def calendar():
    return Calendar()


def weekly(anne, *, first=date(2026, 10, 6), times=5, **changes):
    starts = local(first.year, first.month, first.day, 14)
    last = first + timedelta(weeks=times - 1)
    asked = SeriesDraft(booking=draft(starts=starts, **changes), rule=f"FREQ=WEEKLY;UNTIL={last:%Y%m%d}")
    return actions.book_series(anne, draft=asked)


def of(series, day):
    return Booking.objects.get(series=series, occurrence=day)


class TestOne:
    def test_it_is_put_moved_and_taken_out(self, anne, calendar):
        booking = booked(anne)
        (letter,) = calendar.follow()
        event = icalendar.Calendar.from_ical(letter.calendar).events[0]
        assert event["attendee"] == "mailto:anne@exemple.example"
        assert event["attendee"].params["PARTSTAT"] == "ACCEPTED"
        assert booking.reference in event["description"]
        assert calendar.starts() == standing()

        later = booking.starts + timedelta(hours=1)
        booking = actions.change_booking(anne, booking, draft=draft(starts=later), seen=booking.sequence)
        calendar.follow()
        assert calendar.starts() == standing() == [later]

        actions.cancel_booking(anne, booking, reason="Reporté")
        assert calendar.follow()[0].method == "CANCEL"
        assert calendar.starts() == standing() == []

    def test_an_option_is_not_sure_until_it_is_confirmed(self, anne, calendar):
        booking = booked(anne, option_days=7, starts=local(2026, 10, 20, 14))
        (letter,) = calendar.follow()
        assert "STATUS:TENTATIVE" in letter.calendar
        actions.confirm_option(anne, booking)
        (letter,) = calendar.follow()
        assert "STATUS:CONFIRMED" in letter.calendar


class TestSeries:
    def test_it_keeps_its_hour_through_the_change_of_the_clock(self, anne, calendar):
        weekly(anne)
        (letter,) = calendar.follow()
        assert letter.calendar.count("BEGIN:VEVENT") == 1
        assert calendar.starts() == standing()
        assert {one.astimezone(PARIS).hour for one in calendar.starts()} == {14}
        assert len({one.hour for one in calendar.starts()}) == 2

    def test_days_left_out_and_held_otherwise(self, anne, calendar):
        slot = actions.Slot((2,), "", local(2026, 10, 21, 9), local(2026, 10, 21, 11))
        asked = SeriesDraft(
            booking=draft(starts=local(2026, 10, 6, 14)),
            rule="FREQ=WEEKLY;UNTIL=20261103",
            left_out=[date(2026, 10, 13)],
            instead={date(2026, 10, 20): slot},
        )
        actions.book_series(anne, draft=asked)
        calendar.follow()
        assert calendar.starts() == standing()
        assert len(standing()) == 4

    def test_one_date_moves_alone_and_is_given_back_alone(self, anne, calendar):
        series = weekly(anne)
        calendar.follow()
        one = of(series, date(2026, 10, 20))
        one = actions.change_booking(anne, one, draft=draft(starts=local(2026, 10, 21, 9)), seen=one.sequence)
        (letter,) = calendar.follow()
        assert "RRULE" not in letter.calendar.partition("BEGIN:VEVENT")[2]
        assert calendar.starts() == standing()

        actions.cancel_booking(anne, one, reason="Malade")
        (letter,) = calendar.follow()
        assert (letter.method, "RECURRENCE-ID;TZID=Europe/Paris:20261020T140000" in letter.calendar) == ("CANCEL", True)
        assert calendar.starts() == standing()
        assert len(standing()) == 4

    def test_all_move_and_the_exception_stays(self, anne, calendar):
        series = weekly(anne)
        one = of(series, date(2026, 10, 20))
        actions.change_booking(anne, one, draft=draft(starts=local(2026, 10, 21, 9)), seen=one.sequence)
        first = of(series, date(2026, 10, 6))
        moved = draft(starts=local(2026, 10, 7, 15))
        actions.change_series(anne, first, draft=moved, reach=Reach.ALL, seen=first.sequence)
        calendar.follow()
        assert calendar.starts() == standing()

    def test_from_a_day_on_it_is_another_series_and_no_time_is_lost_or_doubled(self, anne, calendar):
        series = weekly(anne)
        calendar.follow()
        third = of(series, date(2026, 10, 20))
        moved = draft(starts=local(2026, 10, 20, 16))
        after = actions.change_series(anne, third, draft=moved, reach=Reach.AFTER, seen=third.sequence)
        old, new = calendar.follow()
        assert (new.kind, old.kind) == ("booking.series", "booking.series_shortened")
        assert calendar.starts() == standing()
        assert len(standing()) == 5
        assert {uid for uid, _ in calendar.kept} == {f"series-{one.pk}@liamm.example" for one in (series, after)}

    def test_what_follows_is_given_back_then_all(self, anne, calendar):
        series = weekly(anne)
        calendar.follow()
        actions.cancel_series(anne, of(series, date(2026, 10, 20)), reason="Fini", reach=Reach.AFTER)
        (letter,) = calendar.follow()
        assert letter.method == "REQUEST"
        assert calendar.starts() == standing()
        actions.cancel_series(TeamMemberFactory(), of(series, date(2026, 10, 6)), reason="Fini", reach=Reach.ALL)
        (letter,) = calendar.follow()
        assert letter.method == "CANCEL"
        assert calendar.starts() == standing() == []

    def test_down_to_a_single_date_it_is_still_the_same(self, anne, calendar):
        series = weekly(anne)
        calendar.follow()
        actions.cancel_series(anne, of(series, date(2026, 10, 13)), reason="Fini", reach=Reach.AFTER)
        calendar.follow()
        assert calendar.starts() == standing()
        assert len(standing()) == 1
        assert len(calendar.kept) == 1

    def test_its_number_rises_with_each_change_of_one_of_them(self, anne):
        series = weekly(anne)
        before = series.sequence
        one = of(series, date(2026, 10, 20))
        actions.change_booking(anne, one, draft=draft(starts=one.starts, title="Autre"), seen=one.sequence)
        assert Series.objects.get().sequence > before


class TestAnswers:
    def say(self, booking, answer, instead_of=None, text=""):
        letter = Message.objects.exclude(calendar="").latest("created_at")
        reply = Reply("uid", "anne@exemple.example", answer, instead_of=instead_of) if answer else None
        mail = Mail("<1@x>", "anne@exemple.example", "Re", text, (reply,) if reply else (), automatic=False)
        return take(find_reply_address(letter.sender), mail)

    @pytest.mark.parametrize("answer", [Answer.YES, Answer.MAYBE])
    def test_yes_changes_nothing(self, anne, answer):
        assert self.say(booked(anne), answer) == Taken.UNDERSTOOD
        assert not Message.objects.filter(kind="booking.declined").exists()

    def test_no_asks_whether_the_room_is_given_back_and_gives_nothing_back(self, anne):
        booking = booked(anne)
        assert self.say(booking, Answer.NO) == Taken.UNDERSTOOD
        letter = Message.objects.get(kind="booking.declined")
        assert f"/{booking.reference}/" in letter.text
        booking.refresh_from_db()
        assert booking.is_standing

    def test_no_to_one_date_of_a_series_or_to_all(self, anne):
        series = weekly(anne)
        one = of(series, date(2026, 10, 20))
        self.say(one, Answer.NO, instead_of=local(2026, 10, 20, 14))
        assert one.reference in Message.objects.get(kind="booking.declined").text

    def test_no_to_the_whole_series_names_the_next_date(self, anne):
        series = weekly(anne)
        self.say(None, Answer.NO)
        assert of(series, date(2026, 10, 6)).reference in Message.objects.get(kind="booking.declined").text

    def test_words_are_not_understood_and_it_is_said(self, anne):
        booking = booked(anne)
        assert self.say(booking, None, text="Je viens") == Taken.REFUSED
        assert "réponses d’un agenda" in Message.objects.get(kind="post.not_understood").text

    def test_what_is_cancelled_is_asked_nothing(self, anne):
        booking = booked(anne)
        actions.cancel_booking(anne, booking, reason="Non")
        self.say(booking, Answer.NO)
        assert not Message.objects.filter(kind="booking.declined").exists()
