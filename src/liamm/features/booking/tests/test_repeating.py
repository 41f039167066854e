"""Series: their rules, all or none, days left or held otherwise, changed and given back one, after, or all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking import actions
from liamm.features.booking.actions import SeriesDraft, Slot
from liamm.features.booking.actions import repeating as verbs
from liamm.features.booking.enums import BookingState, Reach
from liamm.features.booking.models import Booking, Occupation, Series
from liamm.features.booking.repeating import SeriesRefusedError, kept_beside, kept_said
from liamm.features.booking.rules.repeating import (
    MOST,
    BadRuleError,
    Every,
    TooOftenError,
    days_of,
    moved,
    rule_of,
    until,
)
from liamm.features.booking.tests.factories import asked_for, booked, draft, local
from liamm.features.booking.tests.test_pages import sent, text
from liamm.features.booking.upkeep import RestoringDraft
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry

TUESDAY = date(2026, 9, 1)
WEEK = timedelta(days=7)


class TestRules:
    @pytest.mark.parametrize(
        ("every", "first", "last", "days"),
        [
            (Every.WEEK, TUESDAY, date(2026, 9, 22), [TUESDAY + step * WEEK for step in range(4)]),
            (Every.FORTNIGHT, TUESDAY, date(2026, 9, 28), [TUESDAY, TUESDAY + 2 * WEEK]),
            (Every.MONTH, TUESDAY, date(2026, 11, 30), [TUESDAY, date(2026, 10, 6), date(2026, 11, 3)]),
            (
                Every.MONTH,
                date(2026, 9, 29),
                date(2026, 11, 30),
                [date(2026, 9, 29), date(2026, 10, 27), date(2026, 11, 24)],
            ),
        ],
    )
    def test_what_people_choose(self, every, first, last, days):
        assert days_of(rule_of(every, first, last), first) == days

    def test_the_first_day_counts_whatever_the_rule_says_and_some_are_left(self):
        assert days_of("FREQ=WEEKLY;BYDAY=TH;COUNT=2", TUESDAY) == [TUESDAY, date(2026, 9, 3), date(2026, 9, 10)]
        assert days_of("FREQ=DAILY;COUNT=3", TUESDAY, {date(2026, 9, 2)}) == [TUESDAY, date(2026, 9, 3)]

    @pytest.mark.parametrize(
        "rule",
        [
            "",
            "FREQ=SOMETIMES",
            "FREQ=HOURLY;COUNT=2",
            "FREQ=WEEKLY",
            "FREQ=DAILY;BYHOUR=9,10;COUNT=4",
            "FREQ=DAILY;UNTIL=XX",
            "FREQ=WEEKLY;COUNT=3\nEXDATE:20260901T000000",
            f"FREQ=DAILY;COUNT={MOST + 1}",
        ],
    )
    def test_what_is_no_rule(self, rule):
        with pytest.raises(BadRuleError):
            days_of(rule, TUESDAY)

    @pytest.mark.parametrize("rule", ["FREQ=DAILY", f"FREQ=DAILY;COUNT={MOST + 1}"])
    def test_what_comes_too_often_says_when_it_might_end(self, rule):
        with pytest.raises(TooOftenError) as caught:
            days_of(rule, TUESDAY)
        assert caught.value.last == TUESDAY + timedelta(days=MOST - 1)

    def test_cut_at_a_day(self):
        assert until("FREQ=WEEKLY;COUNT=9;INTERVAL=2", TUESDAY) == "FREQ=WEEKLY;INTERVAL=2;UNTIL=20260901"

    @given(st.sampled_from(Every), st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(-6, 6), st.integers(1, 11))
    def test_moved_keeps_its_number_of_days(self, every, first, by, months):
        rule = rule_of(every, first, first + timedelta(days=30 * months))
        days, shift = days_of(rule, first), timedelta(days=by)
        becomes = days_of(moved(rule, days, shift), first + shift)
        assert len(becomes) == len(days)
        assert becomes[0] == first + shift
        if every is not Every.MONTH or not by:
            assert becomes == [day + shift for day in days]

    def test_what_cannot_move(self):
        assert moved("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", [TUESDAY], timedelta(days=1)) is None
        assert moved("FREQ=YEARLY;COUNT=2", [TUESDAY], timedelta(days=1)) is None


NOW = local(2026, 8, 24, 9)
RULE = rule_of(Every.WEEK, TUESDAY, date(2026, 9, 29))


@pytest.fixture
def at_work():
    with clock.at(NOW):
        yield


@pytest.fixture
def person(db):
    LabSpaceFactory()
    return CommunityMemberFactory()


def asked(rule=RULE, first=TUESDAY, **changes):
    more = {name: changes.pop(name) for name in ("left_out", "instead") if name in changes}
    changes.setdefault(
        "starts", datetime(first.year, first.month, first.day, 14, tzinfo=timezone.get_default_timezone())
    )
    return SeriesDraft(booking=draft(**changes), rule=rule, **more)


def days(series):
    return [
        timezone.localtime(one.starts).date() for one in series.bookings.filter(state="confirmed").order_by("starts")
    ]


def hours(series):
    return {timezone.localtime(one.starts).hour for one in series.bookings.filter(state="confirmed")}


@pytest.mark.django_db
@pytest.mark.usefixtures("at_work")
class TestBookingAgain:
    def test_each_day_one_letter_and_all_the_facts(self, person, letters):
        series = actions.book_series(person, draft=asked())
        assert days(series) == [TUESDAY + step * WEEK for step in range(5)]
        assert Occupation.objects.filter(living=True).count() == 5
        (mail,) = letters()
        assert "5 dates réservées" in mail.subject
        assert "29 septembre" in mail.body
        assert Entry.objects.filter(kind="booking.rooms_booked").count() == 5
        assert Entry.objects.get(kind="booking.series_booked").payload == {"rule": RULE, "times": 5}

    def test_at_the_same_hour_of_the_clock_through_its_change(self, person):
        rule = rule_of(Every.WEEK, date(2026, 10, 20), date(2026, 11, 3))
        series = actions.book_series(person, draft=asked(rule, date(2026, 10, 20)))
        starts = [one.starts.astimezone(UTC).hour for one in series.bookings.order_by("starts")]
        assert starts == [12, 13, 13]
        days = rrulestr(series.rule.replace("20261103", "20261103T235959"), dtstart=datetime(2026, 10, 20, 14))  # noqa: DTZ001  # the rule is on the clock of the house
        kept = [moment.replace(tzinfo=ZoneInfo(series.zone)) for moment in days]
        assert kept == list(series.bookings.order_by("starts").values_list("starts", flat=True))

    def test_all_or_none_and_every_day_that_cannot_be_is_said(self, person):
        booked(person, starts=local(2026, 9, 8, 15))
        rule = rule_of(Every.WEEK, TUESDAY, date(2026, 11, 30))
        with pytest.raises(SeriesRefusedError) as caught:
            actions.book_series(person, draft=asked(rule, rooms=(1, 2)))
        assert [one.day for one in caught.value.days] == [date(2026, 9, 8)]
        assert caught.value.days[0].refusal.offers
        assert Booking.objects.count() == 1
        with clock.at(local(2026, 3, 2, 9)), pytest.raises(SeriesRefusedError) as caught:
            actions.book_series(person, draft=asked("FREQ=DAILY;COUNT=7", date(2026, 4, 30), title="Réunion"))
        assert len(caught.value.days) == 7
        assert "Aucune de ces 7 dates" in caught.value.sentence

    def test_days_left_and_days_held_otherwise(self, person):
        second = date(2026, 9, 8)
        slot = Slot((2,), "", local(2026, 9, 9, 9), local(2026, 9, 9, 11))
        series = actions.book_series(person, draft=asked(left_out=(TUESDAY + 2 * WEEK,), instead={second: slot}))
        assert days(series) == [TUESDAY, date(2026, 9, 9), date(2026, 9, 22), date(2026, 9, 29)]
        apart = series.bookings.get(occurrence=second)
        assert apart.apart
        assert apart.occupations.get().room_id == 2

    def test_what_is_offered_for_a_day_is_free_of_the_series_too(self, person):
        booked(person, starts=local(2026, 9, 1, 7, 30), ends=local(2026, 9, 1, 21))
        with pytest.raises(SeriesRefusedError) as caught:
            actions.book_series(person, draft=asked("FREQ=DAILY;COUNT=3", people=45))
        (only,) = caught.value.days
        assert not any("2 septembre" in offer.words and "14 h" in offer.words for offer in only.refusal.offers)

    def test_one_given_back_before_its_end_leaves_the_others_as_they_are(self, person):
        first, second, *_rest = actions.book_series(person, draft=asked()).bookings.order_by("starts")
        with clock.at(first.ends - timedelta(minutes=30)):
            actions.give_rooms_back(person, first, draft=RestoringDraft())
        first.refresh_from_db()
        assert (first.apart, second.apart) == (True, False)
        assert first.ends == second.ends - timedelta(days=7, minutes=30)

    def test_what_is_no_series(self, person):
        for changes, field, said in (
            ({"rule": "FREQ=DAILY"}, "until", "au plus 120 fois"),
            ({"rule": "FREQ=HOURLY"}, "until", "ne comprend pas"),
            ({"rule": "FREQ=DAILY;COUNT=1", "left_out": (TUESDAY,)}, "left", "aucune date"),
        ):
            with pytest.raises(DomainError, match=said) as caught:
                actions.book_series(person, draft=asked(**changes))
            assert caught.value.field == field
        with pytest.raises(DomainError, match="quelques mots"):
            actions.book_series(person, draft=asked(title=" "))

    def test_the_database_answers_as_the_rules_do(self, person, monkeypatch):
        booked(person, starts=local(2026, 9, 8, 15))
        seen = []

        def blind(*given):
            seen.append(given)
            return verbs_refuse(*given) if len(seen) > 1 else None

        verbs_refuse = verbs.refuse_days
        monkeypatch.setattr(verbs, "refuse_days", blind)
        with pytest.raises(SeriesRefusedError):
            actions.book_series(person, draft=asked())
        assert Series.objects.count() == 0
        monkeypatch.setattr(verbs, "refuse_days", lambda *_given: None)
        with pytest.raises(DomainError, match="vient d’être prise"):
            actions.book_series(person, draft=asked())


def changes_of(booking, **changes):
    base = {
        "title": booking.title,
        "starts": booking.starts,
        "hours": (booking.ends - booking.starts) / timedelta(hours=1),
        "rooms": tuple(booking.occupations.values_list("room_id", flat=True)),
    }
    return draft(**{**base, **changes})


@pytest.mark.django_db
@pytest.mark.usefixtures("at_work")
class TestChanging:
    @pytest.fixture
    def series(self, person):
        return actions.book_series(person, draft=asked())

    def on(self, series, day):
        return series.bookings.get(occurrence=day)

    def change(self, booking, reach=Reach.AFTER, by=None, **changes):
        given = changes_of(booking, **changes)
        return actions.change_series(by or booking.booked_by, booking, draft=given, reach=reach, seen=booking.sequence)

    def test_one_alone_stays_of_the_series(self, series):
        one = self.on(series, date(2026, 9, 15))
        changed = actions.change_booking(
            one.booked_by, one, draft=changes_of(one, starts=local(2026, 9, 16, 9), rooms=(2,)), seen=0
        )
        assert (changed.series, changed.apart, changed.sequence) == (series, True, 1)
        with pytest.raises(DomainError, match="à part"):
            self.change(changed)

    def test_this_and_after_gets_a_series_of_its_own(self, series, letters):
        letters().clear()
        third = self.on(series, date(2026, 9, 15))
        after = self.change(third, starts=local(2026, 9, 15, 9), rooms=(2,), title="Autrement")
        series.refresh_from_db()
        assert (days(series), hours(series)) == ([TUESDAY, date(2026, 9, 8)], {14})
        assert days_of(series.rule, series.first) == [TUESDAY, date(2026, 9, 8)]
        assert (days(after), hours(after)) == ([date(2026, 9, day) for day in (15, 22, 29)], {9})
        assert days_of(after.rule, after.first) == days(after)
        assert set(after.bookings.values_list("title", "sequence")) == {("Autrement", 1)}
        assert Entry.objects.get(kind="booking.series_changed").payload == {"becomes": str(after.pk), "times": 3}
        assert "3 dates changées" in letters()[-1].subject

    def test_all_that_come_stay_in_the_series_when_nothing_is_before(self, series):
        after = self.change(self.on(series, date(2026, 9, 22)), Reach.ALL, starts=local(2026, 9, 23, 14))
        assert after == series
        assert days(after) == [date(2026, 9, day) for day in (2, 9, 16, 23, 30)]
        assert days_of(after.rule, after.first) == days(after)

    def test_what_is_past_stays_as_it_was(self, series):
        with clock.at(local(2026, 9, 10, 9)):
            after = self.change(self.on(series, date(2026, 9, 22)), Reach.ALL, rooms=(2,))
            assert after != series
            assert days(after) == [date(2026, 9, day) for day in (15, 22, 29)]
            with pytest.raises(DomainError, match="a commencé"):
                self.change(self.on(series, TUESDAY), Reach.ALL)

    def test_a_week_later_days_change_places(self, series):
        after = self.change(self.on(series, TUESDAY), Reach.ALL, starts=local(2026, 9, 8, 14))
        assert days(after) == [TUESDAY + step * WEEK for step in range(1, 6)]

    def test_those_changed_apart_or_cancelled_stay_so(self, series):
        apart, gone = self.on(series, date(2026, 9, 15)), self.on(series, date(2026, 9, 22))
        moved_to = local(2026, 9, 17, 9)
        actions.change_booking(apart.booked_by, apart, draft=changes_of(apart, starts=moved_to), seen=0)
        actions.cancel_booking(gone.booked_by, gone, reason="x")
        after = self.change(self.on(series, date(2026, 9, 8)), starts=local(2026, 9, 9, 14))
        assert days(after) == [date(2026, 9, 9), date(2026, 9, 17), date(2026, 9, 30)]
        gone.refresh_from_db()
        assert (gone.state, gone.series, gone.occurrence) == (BookingState.CANCELLED, after, date(2026, 9, 23))

    def apart_and_split(self, series):
        """One date moved alone, then a series of its own from a date on."""
        apart = self.on(series, date(2026, 9, 15))
        actions.change_booking(apart.booked_by, apart, draft=changes_of(apart, starts=local(2026, 9, 16, 14)), seen=0)
        self.change(self.on(series, date(2026, 9, 22)), starts=local(2026, 9, 22, 9))
        return apart

    def test_what_stays_as_it_was_is_named(self, series, letters):
        self.apart_and_split(series)
        after = self.change(self.on(series, TUESDAY), Reach.ALL, rooms=(2,))
        assert after == series
        kept = kept_beside(after)
        assert [timezone.localdate(one.starts).day for one in kept.apart] == [16]
        assert [timezone.localdate(one.starts).day for one in kept.elsewhere] == [22, 29]
        said = kept_said(kept).replace("\u202f", " ").replace("\xa0", " ")
        assert "1 date changée à part reste" in said
        assert "2 dates suivent une série à part" in said
        assert "22 septembre, 29 septembre" in said
        letter = next(mail.body for mail in reversed(letters()) if "dates changées" in mail.subject)
        assert "ces dates restent comme elles sont" in letter
        assert "16 septembre" in letter.partition("restent")[2]
        assert kept_said(kept_beside(after, local(2026, 12, 1, 9))) == ""

    def test_those_changed_apart_may_be_as_the_others_again(self, series):
        apart = self.apart_and_split(series)
        first = self.on(series, TUESDAY)
        given = changes_of(first, rooms=(2,))
        seen, act = first.sequence, actions.change_series
        act(first.booked_by, first, draft=given, reach=Reach.ALL, seen=seen, with_apart=True)
        apart.refresh_from_db()
        assert (apart.apart, apart.starts) == (False, local(2026, 9, 15, 14))
        assert not kept_beside(series).apart

    def test_the_page_says_it_and_offers_to_change_them_too(self, client, series):
        self.apart_and_split(series)
        first = self.on(series, TUESDAY)
        client.force_login(first.booked_by)
        where = f"{first.get_absolute_url()}changer/"
        assert "16 septembre redevient comme les autres" in text(client.get(where))
        given = {**sent(first.starts, title=first.title, rooms=["2"]), "reach": "all", "seen": first.sequence}
        assert "reste comme elle est" in text(client.post(where, given, follow=True))
        assert "d’une série à part" in text(client.get(first.get_absolute_url()))
        first.refresh_from_db()
        given = {**given, "seen": first.sequence, "with_apart": "on", "rooms": ["1"]}
        assert "reste comme elle est" not in text(client.post(where, given, follow=True))

    def test_all_or_nothing(self, series, person):
        booked(person, starts=local(2026, 9, 29, 9), rooms=(2,))
        with pytest.raises(SeriesRefusedError, match="sur 3") as caught:
            self.change(self.on(series, date(2026, 9, 15)), rooms=(2,), starts=local(2026, 9, 15, 9))
        assert "une à une" in caught.value.nearest
        assert hours(series) == {14}
        assert Series.objects.count() == 1

    def test_left_days_follow(self, person):
        series = actions.book_series(person, draft=asked(left_out=(date(2026, 9, 8), date(2026, 9, 22))))
        after = self.change(self.on(series, date(2026, 9, 15)), starts=local(2026, 9, 16, 14))
        series.refresh_from_db()
        assert (series.left_out, after.left_out) == ([date(2026, 9, 8)], [date(2026, 9, 23)])

    def test_what_cannot(self, series, person):
        one = self.on(series, TUESDAY)
        with pytest.raises(DomainError, match="entre-temps"):
            actions.change_series(person, one, draft=changes_of(one), reach=Reach.ALL, seen=9)
        alone = booked(person, rooms=(3,), people=4)
        with pytest.raises(DomainError, match="pas d’une série"):
            self.change(alone)
        odd = actions.book_series(person, draft=asked("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", rooms=(4,)))
        with pytest.raises(DomainError, match="d’un jour à l’autre"):
            self.change(self.on(odd, TUESDAY), starts=local(2026, 9, 2, 14))

    def test_none_moves_while_its_place_is_asked_for(self, series):
        place = asked_for(self.on(series, date(2026, 9, 22)), CommunityMemberFactory())
        with pytest.raises(DomainError, match="se règle d’abord") as caught:
            self.change(self.on(series, TUESDAY), Reach.ALL, people=3)
        assert caught.value.link == (place.reference, place.get_absolute_url())
        assert set(series.bookings.values_list("sequence", flat=True)) == {0}

    def test_the_team_for_somebody_who_left(self, series, letters):
        Booking.objects.update(booked_by=None)
        sent = len(letters())
        self.change(self.on(series, TUESDAY), Reach.ALL, by=TeamMemberFactory(), people=3)
        actions.cancel_series(TeamMemberFactory(), self.on(series, TUESDAY), reason="x", reach=Reach.ALL)
        assert len(letters()) == sent

    def test_the_database_answers_as_the_rules_do(self, series, person, monkeypatch):
        booked(person, starts=local(2026, 9, 8, 15), rooms=(2,))
        monkeypatch.setattr(verbs, "refuse_days", lambda *_given: None)
        with pytest.raises(DomainError, match="vient d’être prise"):
            self.change(self.on(series, TUESDAY), Reach.ALL, rooms=(2,))
        assert Occupation.objects.filter(room=1, living=True).count() == 5


@pytest.mark.django_db
@pytest.mark.usefixtures("at_work")
class TestGivingBack:
    @pytest.mark.parametrize(("reach", "left"), [(Reach.ONE, (1, 8, 22, 29)), (Reach.AFTER, (1, 8)), (Reach.ALL, ())])
    def test_one_after_or_all(self, person, letters, reach, left):
        series = actions.book_series(person, draft=asked())
        third = series.bookings.get(occurrence=date(2026, 9, 15))
        gone = actions.cancel_series(person, third, reason="Plus besoin.", reach=reach)
        assert days(series) == [date(2026, 9, day) for day in left]
        assert Occupation.objects.filter(living=True).count() == len(left)
        mail = letters()[-1]
        assert f"{len(gone)} dates annulées" in mail.subject
        assert "Plus besoin." in mail.body
        assert "Vous avez annulé" in mail.body

    def test_by_the_team_and_not_without_a_word(self, person, letters):
        series = actions.book_series(person, draft=asked())
        one = series.bookings.get(occurrence=TUESDAY)
        with pytest.raises(DomainError, match="pourquoi"):
            actions.cancel_series(TeamMemberFactory(), one, reason=" ", reach=Reach.ALL)
        actions.cancel_series(TeamMemberFactory(), one, reason="Fuite.", reach=Reach.ALL)
        assert "L’équipe a dû annuler" in letters()[-1].body


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_twenty_series_for_the_same_days():
    """Weekly or daily, in any order of rooms: one wins whole, the others nothing, and the database holds one."""
    LabSpaceFactory()
    with clock.at(NOW):
        people = [CommunityMemberFactory() for _ in range(20)]
    barrier = Barrier(len(people))

    def run(place):
        try:
            barrier.wait(timeout=60)
            rule = RULE if place % 2 else "FREQ=DAILY;COUNT=4"
            rooms = [(1, 2), (2, 1), (2, 3)][place % 3]
            with clock.at(NOW):
                return actions.book_series(people[place], draft=asked(rule, rooms=rooms, people=8))
        except SeriesRefusedError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(people)) as pool:
        answers = list(pool.map(run, range(len(people))))
    won = [one for one in answers if isinstance(one, Series)]
    assert len(won) == 1
    assert Booking.objects.count() == won[0].bookings.count()
    assert all(one.days[0].refusal.offers for one in answers if isinstance(one, SeriesRefusedError))
