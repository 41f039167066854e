"""What a charter limits: lead time, how far ahead, hours of rooms by week; said with its article, kept in a race."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from liamm.features.accounts.tests.factories import AffiliationFactory, TeamMemberFactory
from liamm.features.booking import actions, displacing, giving_way, serving
from liamm.features.booking.enums import BookingState, WaitingState
from liamm.features.booking.house import known_on
from liamm.features.booking.limiting import Taker, hold_takers, limited, lock_takers
from liamm.features.booking.models import Booking, Waiting
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.repeating import SeriesDraft, SeriesRefusedError
from liamm.features.booking.rules.asking import Rule
from liamm.features.booking.tests.factories import asked_for, booked, draft, local
from liamm.features.charter.shipped import adopt_shipped
from liamm.features.charter.tests.factories import CHARTERS
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from liamm.kernel.lab import read_identity

HOUR = timedelta(hours=1)
NOW = local(2026, 9, 1, 9)
TUESDAY = local(2026, 9, 8, 10)
"""Eight hours of rooms by person and week, twelve by organisation, two hours before, sixty days ahead at most."""


@pytest.fixture
def second_lab(settings):
    folder = CHARTERS / "fabrique-des-causses"
    identity = read_identity(folder)
    settings.LIAMM_LAB_FOLDER, settings.LIAMM_IDENTITY, settings.LIAMM_LAB = folder, identity, identity.key
    with clock.at(NOW):
        adopt_shipped()
        yield


@pytest.fixture
def person(second_lab):
    return CommunityMemberFactory()


def take(person, starts=TUESDAY, hours=2, rooms=(1,), **changes):
    return booked(person, use="essai", starts=starts, hours=hours, rooms=rooms, **{"people": 4, **changes})


def refused(person, *given, **changes):
    with pytest.raises(BookingRefusedError) as caught:
        take(person, *given, **changes)
    return caught.value


def change(booking, by=None, **changes):
    base = {"use": "essai", "people": 4, "rooms": (1,), "starts": booking.starts, "title": booking.title}
    asked = draft(**{**base, "organisation": booking.organisation, **changes})
    return actions.change_booking(by or booking.booked_by, booking, draft=asked, seen=booking.sequence)


def in_words(refusal):
    return [(plain(line.sentence), line.citation.article, plain(line.nearest)) for line in refusal.lines]


def plain(words):
    """With ordinary spaces."""
    return words.replace("\xa0", " ")


@pytest.mark.django_db
class TestWhenOneAsks:
    def test_too_late(self, person):
        refusal = refused(person, NOW + HOUR)
        assert in_words(refusal) == [
            ("Une salle se demande au moins deux heures avant.", "6", "Au plus tôt aujourd’hui, 11 h.")
        ]
        assert plain(refusal.offers[0].words).startswith("La halle · aujourd’hui, de 11 h")
        assert take(person, NOW + 2 * HOUR)

    def test_too_far_ahead(self, person):
        refusal = refused(person, local(2026, 11, 3, 10))
        assert in_words(refusal) == [
            ("Une salle se demande au plus tôt soixante jours avant.", "6", "Au plus tard samedi 31 octobre.")
        ]
        assert "samedi 31 octobre" in refusal.offers[0].words
        assert take(person, local(2026, 10, 31, 10))

    def test_all_at_once(self, person):
        take(person, hours=7)
        with clock.at(TUESDAY - HOUR):
            refusal = refused(person, rooms=(1, 3), hours=9.5, people=900)
        assert refusal.rules == {Rule.LEAD, Rule.HOURS, Rule.TOO_MANY, Rule.PERSON_WEEK, Rule.TAKEN}

    def test_what_is_there_already_is_not_asked_again(self, person):
        one = take(person)
        with clock.at(TUESDAY - HOUR):
            assert change(one, people=5).people == 5
            one.refresh_from_db()
            with pytest.raises(BookingRefusedError, match="deux heures avant"):
                change(one, rooms=(1, 3))
            with pytest.raises(BookingRefusedError, match="deux heures avant"):
                change(one, starts=TUESDAY + HOUR / 2)


@pytest.mark.django_db
class TestHoursOfRooms:
    def test_of_a_person_in_a_week(self, person):
        take(person, hours=6)
        (said,) = in_words(refused(person, TUESDAY + timedelta(days=1), hours=3))
        assert said[0].startswith("Une personne prend au plus huit heures de salle par semaine. Cela ferait 9 h")
        assert "semaine du lundi 7 septembre" in said[0]
        assert said[2] == "Il reste 2 h cette semaine-là. En entier, au plus près la semaine du lundi 14 septembre."
        assert take(person, TUESDAY + timedelta(days=1))
        assert take(person, TUESDAY + timedelta(days=7), hours=8)
        assert take(CommunityMemberFactory(), TUESDAY + timedelta(days=2), hours=8)

    def test_each_room_counts(self, person):
        refusal = refused(person, rooms=(1, 3), hours=5)
        assert "Chaque salle compte" in refusal.sentence
        assert refusal.lines[0].nearest == "Il reste 8 h cette semaine-là."
        assert {"Plus court", "Un autre jour", "Un autre lieu"} >= {one.kind for one in refusal.offers}
        assert take(person, rooms=(1, 3), hours=4)
        refusal = refused(person, rooms=(2, 3), hours=4.5)
        assert refusal.lines[0].nearest == "Demandez moins longtemps, ou moins de salles."

    def test_what_was_given_back_counts_no_more(self, person):
        one = take(person, hours=8)
        assert refused(person, TUESDAY + timedelta(days=1)).rules == {Rule.PERSON_WEEK}
        actions.cancel_booking(person, one, reason="x")
        other = take(person, hours=8, option_days=2)
        Booking.objects.filter(pk=other.pk).update(state=BookingState.RELEASED)
        assert take(person, TUESDAY + timedelta(days=1), hours=8)

    def test_an_option_counts(self, person):
        take(person, hours=8, option_days=2)
        assert refused(person, TUESDAY + timedelta(days=1)).rules == {Rule.PERSON_WEEK}

    def test_of_an_organisation_by_all_who_take_for_it(self, person):
        host = AffiliationFactory(person=person).organisation
        other = AffiliationFactory(person=CommunityMemberFactory(), organisation=host).person
        take(person, hours=8, organisation=host)
        refusal = refused(other, TUESDAY + timedelta(days=1), hours=5, organisation=host)
        assert refusal.rules == {Rule.ORGANISATION_WEEK}
        assert "au plus douze heures" in refusal.sentence
        assert take(other, TUESDAY + timedelta(days=1), hours=5)

    def test_a_change_takes_no_more_than_it_had_or_than_there_is(self, person):
        one = take(person, hours=6)
        longer = change(one, hours=8)
        Booking.objects.filter(pk=longer.pk).update(ends=longer.starts + 9 * HOUR)
        longer.refresh_from_db()
        assert change(longer, by=TeamMemberFactory(), starts=TUESDAY - HOUR, hours=9, use="essai").sequence == 2
        longer.refresh_from_db()
        with pytest.raises(BookingRefusedError, match="huit heures"):
            change(longer, starts=TUESDAY - HOUR, hours=9.25)
        with pytest.raises(BookingRefusedError, match="huit heures"):
            change(longer, starts=TUESDAY + timedelta(days=6, hours=23), hours=9)

    def test_of_somebody_who_left(self, person):
        one = take(person, hours=6)
        Booking.objects.update(booked_by=None)
        one.refresh_from_db()
        assert change(one, by=TeamMemberFactory(), hours=8.25)

    def test_suggestions_hold(self, person):
        take(person, hours=7)
        refusal = refused(person, TUESDAY + timedelta(days=1), hours=3)
        assert [one.kind for one in refusal.offers] == ["Plus court", "Un autre jour", "Un autre jour"]
        assert "mercredi 9 septembre, de 10 h à 11 h" in plain(refusal.offers[0].words)
        assert "mardi 15 septembre" in refusal.offers[1].words

    def test_nothing_is_locked_nor_read_where_a_charter_limits_nothing(self, django_assert_num_queries):
        one = booked()
        taker, ask = Taker(one.booked_by), draft(starts=one.starts).ask
        known = known_on(one.starts.date())
        assert known.rules
        with django_assert_num_queries(0):
            lock_takers([taker], [one.starts])
            assert hold_takers([taker], [one.starts])
            assert not limited(ask, known, taker).quotas


@pytest.mark.django_db
class TestSeries:
    def asked(self, hours=5, rule="FREQ=DAILY;COUNT=2", **changes):
        return SeriesDraft(
            booking=draft(use="essai", people=4, starts=TUESDAY, hours=hours, title="Essai", **changes), rule=rule
        )

    def test_its_days_count_together(self, person):
        take(person, TUESDAY + timedelta(days=14), hours=1)
        with pytest.raises(SeriesRefusedError) as caught:
            actions.book_series(person, draft=self.asked())
        (day,) = caught.value.days
        assert day.refusal.rules == {Rule.PERSON_WEEK}
        assert "mercredi 9 septembre, de 10 h à 13 h" in plain(day.refusal.offers[0].words)
        assert actions.book_series(person, draft=self.asked(hours=4))

    def test_what_is_offered_leaves_their_hours_to_the_other_days(self, person):
        take(person, TUESDAY + timedelta(days=1), hours=8)
        with pytest.raises(SeriesRefusedError) as caught:
            actions.book_series(person, draft=self.asked(rule="FREQ=WEEKLY;COUNT=2"))
        (day,) = caught.value.days
        assert day.day == TUESDAY.date()
        assert all("septembre" in one.words and "15 septembre" not in one.words for one in day.refusal.offers)
        assert "22 septembre" in day.refusal.offers[0].words

    def test_changed_it_keeps_what_it_has(self, person):
        series = actions.book_series(person, draft=self.asked(hours=4))
        first, second = series.bookings.order_by("starts")
        said = {"draft": self.asked(hours=4).booking, "reach": "all", "seen": 0}
        with clock.at(TUESDAY - HOUR):
            assert actions.change_series(person, first, **said) == series
        second.refresh_from_db()
        for one in series.bookings.all():
            assert (one.ends - one.starts, one.sequence) == (4 * HOUR, 1)
        longer = self.asked(hours=5).booking
        first.refresh_from_db()
        with pytest.raises(SeriesRefusedError, match="Une date sur 2"):
            actions.change_series(person, first, draft=longer, reach="all", seen=1)


@pytest.mark.django_db
class TestWaiting:
    def test_nobody_waits_for_what_they_may_not_have(self, person):
        take(CommunityMemberFactory(), hours=8)
        take(person, TUESDAY + timedelta(days=1), hours=8)
        asked = draft(use="essai", people=4, starts=TUESDAY)
        with pytest.raises(BookingRefusedError, match="huit heures"):
            actions.wait_for_rooms(person, draft=asked)

    def test_what_is_free_is_offered_within_the_hours_left_however_late(self, person):
        there = take(CommunityMemberFactory(), hours=8)
        waiting = actions.wait_for_rooms(person, draft=draft(use="essai", people=4, starts=TUESDAY))
        rival = take(person, TUESDAY + timedelta(days=1), hours=8)
        actions.cancel_booking(there.booked_by, there, reason="x")
        waiting.refresh_from_db()
        assert waiting.state == WaitingState.WAITING
        with clock.at(TUESDAY - HOUR):
            actions.cancel_booking(person, rival, reason="x")
        waiting.refresh_from_db()
        assert waiting.state == WaitingState.OFFERED

    def test_it_waits_for_who_takes_rooms_at_this_moment(self, person, monkeypatch):
        there = take(CommunityMemberFactory(), hours=8)
        actions.wait_for_rooms(person, draft=draft(use="essai", people=4, starts=TUESDAY))
        monkeypatch.setattr(serving, "hold_takers", lambda *_given: False)
        actions.cancel_booking(there.booked_by, there, reason="x")
        assert Waiting.objects.get().state == WaitingState.WAITING
        assert serving.serve() is False


@pytest.mark.django_db
class TestPlaces:
    def test_nobody_is_asked_for_a_place_beyond_ones_hours(self, person, monkeypatch):
        monkeypatch.setattr(displacing, "outranks", lambda *_given: True)
        guest = take(CommunityMemberFactory(), TUESDAY + timedelta(days=3))
        take(person, hours=8)
        asked = draft(use="essai", people=4, starts=guest.starts)
        with pytest.raises(BookingRefusedError, match="huit heures"):
            displacing.foresee(asked, known_on(guest.starts.date()), person)

    def test_a_place_given_back_while_who_asked_takes_rooms(self, person, monkeypatch):
        guest = take(CommunityMemberFactory())
        place = asked_for(guest, person)
        monkeypatch.setattr(giving_way, "hold_takers", lambda *_given: False)
        actions.cancel_booking(guest.booked_by, guest, reason="x")
        place.refresh_from_db()
        assert place.is_open
        serving.give_places()
        place.refresh_from_db()
        assert not place.is_open
        serving.give_places()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_organisation", [False, True])
def test_ten_at_once_in_other_rooms_and_days(second_lab, by_organisation):
    """Of one person, or for one organisation: as many pass as the hours hold, whatever the rooms."""
    host = AffiliationFactory(person=CommunityMemberFactory()).organisation
    one = CommunityMemberFactory()
    people = [AffiliationFactory(person=CommunityMemberFactory(), organisation=host).person for _ in range(10)]
    barrier = Barrier(10)

    def run(number):
        starts, room = TUESDAY + timedelta(days=number % 4), (1, 2, 3)[number % 3]
        changes = {"organisation": host} if by_organisation else {}
        asked = draft(use="essai", people=4, rooms=(room,), starts=starts, hours=4, **changes)
        try:
            with clock.at(NOW):
                barrier.wait(timeout=60)
                return actions.book_rooms(people[number] if by_organisation else one, draft=asked)
        except BookingRefusedError as refusal:
            return refusal
        finally:
            connection.close()

    CommunityMemberFactory()
    booked(CommunityMemberFactory(), use="essai", starts=TUESDAY + timedelta(days=21), people=4)
    with ThreadPoolExecutor(max_workers=10) as pool:
        answers = list(pool.map(run, range(10)))
    won = [answer for answer in answers if isinstance(answer, Booking)]
    lost = [answer for answer in answers if isinstance(answer, BookingRefusedError)]
    rule = Rule.ORGANISATION_WEEK if by_organisation else Rule.PERSON_WEEK
    assert (len(won), len(lost)) == (3 if by_organisation else 2, 7 if by_organisation else 8)
    assert all(rule in refusal.rules for refusal in lost)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_who_holds_rooms_does_not_wait_for_people(person):
    """A lock of a person is had by one, and whoever only tries is told at once."""
    moments = [TUESDAY]

    def elsewhere():
        try:
            with clock.at(NOW), transaction.atomic():
                return hold_takers([Taker(person)], moments)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            lock_takers([Taker(person)], moments)
            assert pool.submit(elsewhere).result() is False
        assert pool.submit(elsewhere).result() is True
