"""What a booking breaks, all at once, and what is offered instead."""

import random
import time as clockwork
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from liamm.features.booking.rules.asking import Beside, Broken, Closure, Offered, Rule
from liamm.features.booking.rules.deciding import broken_by, gives_away
from liamm.features.booking.rules.looking import days_looked_at
from liamm.features.booking.rules.occupied import Occupied
from liamm.features.booking.rules.offering import judge
from liamm.features.booking.tests.houses import HOUR, HOUSE, NOTHING, PARIS, PLACES, QUARTER, TUESDAY, ask, at, place
from liamm.features.charter.bindings.hours import Hours


def rules(asked, house=HOUSE, occupied=NOTHING):
    return [one.rule for one in broken_by(asked, house, occupied)]


def kinds(verdict):
    return [offer.kind for offer in verdict.offers]


class TestBroken:
    @pytest.mark.parametrize(
        ("asked", "broken"),
        [
            (ask(), []),
            (ask(at(2026, 4, 28, 7, 30)), []),
            (ask(at(2026, 4, 28, 19)), []),
            (ask(use="fête"), [Rule.USE]),
            (ask(words="REUNION du service"), [Rule.WORDS]),
            (ask(hours=0), [Rule.BACKWARDS]),
            (ask(at(2026, 4, 20, 9)), [Rule.PAST]),
            (ask(at(2029, 4, 23, 9)), [Rule.TOO_FAR]),
            (ask(at(2026, 5, 1, 9)), [Rule.HOLIDAY]),
            (ask(at(2026, 5, 2, 9)), [Rule.WEEKDAY]),
            (ask(at(2026, 4, 28, 7)), [Rule.HOURS]),
            (ask(at(2026, 4, 28, 20)), [Rule.HOURS]),
            (ask(at(2026, 4, 28, 9), 20), [Rule.TOO_LONG]),
            (ask(rooms=[4]), [Rule.CLOSED]),
            (ask(rooms=[9]), [Rule.CLOSED, Rule.TOO_MANY]),
            (ask(rooms=[2], layout="u"), [Rule.LAYOUT]),
            (ask(people=26, layout="cercle"), [Rule.TOO_MANY]),
            (ask(rooms=[1, 2], people=39, layout="cercle"), []),
            (ask(rooms=[3], people=9, layout="debout"), [Rule.LAYOUT, Rule.TOO_MANY]),
        ],
    )
    def test_each_rule(self, asked, broken):
        assert rules(asked) == broken

    def test_nothing_is_shorter_than_what_ends_before_it_begins(self):
        taken = Occupied([(1, TUESDAY + 3 * QUARTER, TUESDAY + 3 * HOUR)])
        offers = judge(ask(hours=-1), HOUSE, taken).offers
        assert offers
        assert Offered.SHORTER not in {one.kind for one in offers}

    def test_all_at_once(self):
        asked = ask(at(2026, 5, 1, 7), words="Réunion d’équipe", people=90)
        assert rules(asked) == [Rule.WORDS, Rule.HOLIDAY, Rule.HOURS, Rule.TOO_MANY]

    @pytest.mark.parametrize(
        ("said", "found"),
        [
            ("la Réunion", True),
            ("(réunions)", True),
            ("point d'équipe", True),
            ("Point  d’Équipe hebdomadaire", True),
            ("nous nous réunissons", False),
            ("préréunion", False),
            ("un point avec l’équipe", False),
            ("", False),
        ],
    )
    def test_words_are_recognised_whole(self, said, found):
        assert gives_away(said, HOUSE.refused["reunion"]) is found

    @pytest.mark.parametrize(
        ("said", "found"),
        [
            ("Atelier sur l’île de la Réunion", False),
            ("Un atelier (pas une réunion)", False),
            ("Ceux de La Réunion viennent", False),
            ("Une réunion sur l’île de la Réunion", True),
            ("La réunion du lundi", True),
            ("Ré-union", True),
            ("RÉUNION", True),
        ],
    )
    def test_but_for_what_means_something_else(self, said, found):
        words = ["réunion", "réunions", "ré-union"]
        unless = ["île de la Réunion", "La Réunion", "pas une réunion"]
        assert gives_away(said, words, unless) is found

    def test_the_time_to_arrange_and_restore_counts(self):
        taken = Occupied([(1, TUESDAY, TUESDAY + HOUR)])
        assert rules(ask(TUESDAY + HOUR), occupied=taken) == [Rule.TAKEN]
        assert rules(ask(TUESDAY + HOUR + QUARTER), occupied=taken) == []
        assert rules(ask(TUESDAY - 2 * HOUR), occupied=taken) == [Rule.TAKEN]
        assert rules(ask(TUESDAY - 2 * HOUR - QUARTER), occupied=taken) == []
        assert rules(ask(TUESDAY, rooms=[2]), occupied=taken) == []
        assert broken_by(ask(rooms=[1, 2]), HOUSE, taken) == (Broken(Rule.TAKEN, 1),)

    @pytest.mark.parametrize("day", [date(2026, 3, 27), date(2026, 3, 30), date(2026, 10, 23), date(2026, 10, 26)])
    def test_the_hours_are_those_of_the_clock_on_the_wall(self, day):
        house = replace(HOUSE, now=at(2026, 1, 5))
        opening = datetime.combine(day, time(7, 30), PARIS)
        assert rules(ask(opening), house) == []
        assert rules(ask(opening - timedelta(minutes=1)), house) == [Rule.HOURS]

    def test_a_house_that_is_open_at_night_when_clocks_change(self):
        night = replace(HOUSE, hours=Hours((7,), time(1), time(5), ()), now=at(2026, 1, 5))
        spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
        for day, hours in ((spring, 3), (autumn, 5)):
            opens = datetime.combine(day, time(1), PARIS).astimezone(UTC)
            assert rules(ask(opens, hours), night) == []
            assert rules(ask(opens, hours + 0.25), night) == [Rule.TOO_LONG]
        assert kinds(judge(ask(at(2026, 3, 29, 1), 4), night, NOTHING))


class TestOffered:
    def test_nothing_is_offered_for_what_may_be(self):
        assert judge(ask(), HOUSE, NOTHING).holds
        assert not judge(ask(words="réunion"), HOUSE, NOTHING).offers

    def test_the_nearest_time_and_the_other_rooms(self):
        taken = Occupied([(1, TUESDAY, TUESDAY + HOUR)])
        offers = judge(ask(), HOUSE, taken).offers
        assert [(offer.kind, offer.rooms, offer.starts) for offer in offers] == [
            (Offered.SHORTER, (1,), TUESDAY + HOUR + QUARTER),
            (Offered.SAME_DAY, (1,), TUESDAY + HOUR + QUARTER),
            (Offered.ANOTHER_DAY, (1,), TUESDAY + timedelta(days=1)),
            (Offered.ANOTHER_DAY, (1,), TUESDAY - timedelta(days=1)),
            (Offered.OTHER_ROOMS, (2,), TUESDAY),
            (Offered.OTHER_ROOMS, (7,), TUESDAY),
        ]

    def test_the_days_the_house_opens(self):
        offers = judge(ask(at(2026, 5, 1, 7)), HOUSE, NOTHING).offers
        assert [HOUSE.local(offer.starts).isoformat() for offer in offers] == [
            "2026-04-30T07:30:00+02:00",
            "2026-05-04T07:30:00+02:00",
        ]

    def test_what_is_left_of_today(self):
        offers = judge(ask(at(2026, 4, 20, 8)), HOUSE, NOTHING).offers
        assert (offers[0].kind, offers[1].starts) == (Offered.SHORTER, at(2026, 4, 20, 9, 15))
        late = replace(HOUSE, now=at(2026, 4, 20, 21, 30))
        assert judge(ask(at(2026, 4, 20, 8)), late, NOTHING).offers[0].starts == at(2026, 4, 21, 8)

    def test_too_soon_once_the_house_has_shut_leads_to_the_next_morning(self):
        evening = replace(HOUSE, now=at(2026, 4, 20, 20), lead=2 * HOUR)
        (broken,) = broken_by(ask(at(2026, 4, 20, 20, 30), hours=0.5), evening, NOTHING)
        assert (broken.rule, broken.moment) == (Rule.LEAD, at(2026, 4, 21, 7, 30))

    def test_other_layouts_then_rooms_together(self):
        assert kinds(judge(ask(rooms=[1], people=20, layout="u"), HOUSE, NOTHING))[0] == Offered.OTHER_LAYOUT
        offers = judge(ask(rooms=[2], people=50, layout="cercle"), HOUSE, NOTHING).offers
        assert [offer.rooms for offer in offers] == [(1, 7)]
        offers = judge(ask(rooms=[7], people=31, layout="cercle"), HOUSE, NOTHING).offers
        assert offers[1].rooms == (1, 3)
        offers = judge(ask(rooms=[7], people=61), HOUSE, NOTHING).offers
        assert offers[0].rooms == (1, 2)

    def test_other_rooms_at_another_time(self):
        offers = judge(ask(at(2026, 5, 1, 7), rooms=[3], people=40, layout="debout"), HOUSE, NOTHING).offers
        assert [(offer.kind, offer.rooms, offer.starts) for offer in offers] == [
            (Offered.OTHER_ROOMS, (1,), at(2026, 4, 30, 7, 30))
        ]
        offers = judge(ask(rooms=[3], people=70, layout="u"), HOUSE, NOTHING).offers
        assert [offer.layout for offer in offers] == [""]

    def test_a_room_that_is_full_for_long(self):
        taken = Occupied([(1, at(2026, 4, 20), at(2026, 6, 20))])
        assert {offer.kind for offer in judge(ask(), HOUSE, taken).offers} == {Offered.OTHER_ROOMS}

    def test_nothing_is_offered_when_the_house_is_full_for_long(self):
        taken = Occupied([(room, at(2026, 4, 20), at(2026, 6, 20)) for room in PLACES])
        verdict = judge(ask(), HOUSE, taken)
        assert [one.rule for one in verdict.broken] == [Rule.TAKEN]
        assert not verdict.offers

    def test_no_day_after_the_last_is_offered(self):
        house = replace(HOUSE, last=HOUSE.local(TUESDAY).date())
        taken = Occupied([(1, TUESDAY, TUESDAY + HOUR)])
        offers = judge(ask(), house, taken).offers
        assert Offered.SAME_DAY in {offer.kind for offer in offers}
        assert max(house.local(offer.starts).date() for offer in offers) == house.last

    def test_more_than_the_house_holds(self):
        asked = ask(people=900, layout="u", hours=20)
        verdict = judge(asked, HOUSE, NOTHING)
        assert [one.rule for one in verdict.broken] == [Rule.TOO_LONG, Rule.TOO_MANY]
        (offer,) = verdict.offers
        assert (offer.kind, offer.rooms, offer.people) == (Offered.LARGEST, (1, 2, 3, 7), 45 + 20 + 8 + 60)
        assert broken_by(offer.taken_by(asked), HOUSE, NOTHING) == ()
        taken = Occupied([(7, TUESDAY - HOUR, TUESDAY + HOUR)])
        assert judge(ask(people=900), HOUSE, taken).offers[0].starts == TUESDAY + HOUR + QUARTER
        assert judge(ask(at(2026, 4, 20, 8), people=900, hours=0), HOUSE, NOTHING).offers[0].starts > HOUSE.now
        shut = replace(HOUSE, places={4: PLACES[4]})
        assert not judge(ask(rooms=[4], people=900), shut, NOTHING).offers

    def test_rooms_that_have_a_name_together_come_first(self):
        house = replace(HOUSE, together={frozenset({2, 3}), frozenset({1, 2})})
        assert judge(ask(rooms=[7], people=31, layout="cercle"), house, NOTHING).offers[1].rooms == (1, 2)


class TestBeside:
    """Openings beside the hours, and closures with their reason."""

    NIGHT = Beside(at(2026, 4, 28, 21), at(2026, 4, 28, 23), frozenset({1, 2}))
    MAY_DAY = Beside(at(2026, 5, 1, 9), at(2026, 5, 1, 12))

    @pytest.mark.parametrize(
        ("asked", "broken"),
        [
            (ask(at(2026, 4, 28, 20)), []),
            (ask(at(2026, 4, 28, 20), rooms=[1, 2]), []),
            (ask(at(2026, 4, 28, 20), rooms=[1, 3]), [Rule.HOURS]),
            (ask(at(2026, 4, 28, 20), 4), [Rule.HOURS]),
            (ask(at(2026, 4, 28, 8), 15), []),
            (ask(at(2026, 4, 28, 7, 30), 16), [Rule.TOO_LONG]),
            (ask(at(2026, 4, 28, 9), 14.5), [Rule.HOURS]),
            (ask(at(2026, 5, 1, 10), rooms=[2]), []),
            (ask(at(2026, 5, 1, 11), rooms=[2]), [Rule.HOLIDAY]),
            (ask(at(2026, 5, 1, 8), 5), [Rule.HOLIDAY, Rule.TOO_LONG]),
        ],
    )
    def test_within_and_beyond(self, asked, broken):
        assert rules(asked, replace(HOUSE, beside=[self.NIGHT, self.MAY_DAY])) == broken

    def test_one_after_the_other(self):
        parts = [
            Beside(at(2026, 5, 1, 9), at(2026, 5, 1, 12), frozenset({1})),
            Beside(at(2026, 5, 1, 12), at(2026, 5, 1, 14)),
        ]
        house = replace(HOUSE, beside=parts)
        assert rules(ask(at(2026, 5, 1, 11)), house) == []
        assert rules(ask(at(2026, 5, 1, 11), rooms=[1, 2]), house) == [Rule.HOLIDAY]
        assert rules(ask(at(2026, 5, 1, 12), rooms=[1, 2]), house) == []
        assert judge(ask(at(2026, 5, 1, 8)), house, NOTHING).offers[0].starts == at(2026, 5, 1, 9)

    def test_only_the_rooms_that_are_opened_are_offered(self):
        house = replace(HOUSE, beside=[self.NIGHT])
        taken = Occupied([(1, at(2026, 4, 28, 19), at(2026, 4, 28, 23))])
        offers = judge(ask(at(2026, 4, 28, 21)), house, taken).offers
        assert [offer.rooms for offer in offers if offer.kind is Offered.OTHER_ROOMS] == [(2,)]

    def test_a_closure_says_why(self):
        paint = Closure(1, TUESDAY, TUESDAY + HOUR, "Peinture")
        house = replace(HOUSE, closures=[paint, replace(paint, starts=TUESDAY - HOUR, reason="Ménage")])
        taken = Occupied([(1, TUESDAY - HOUR, TUESDAY + HOUR), (2, TUESDAY, TUESDAY + HOUR)])
        broken = broken_by(ask(rooms=[1, 2]), house, taken)
        assert broken == (Broken(Rule.BLOCKED, 1, "Ménage"), Broken(Rule.TAKEN, 2))

    def test_too_far_ahead_looks_back(self):
        asked = ask(at(2029, 6, 4, 9))
        assert days_looked_at(asked, HOUSE)[:2] == [date(2029, 4, 20), date(2029, 4, 19)]
        assert judge(asked, HOUSE, NOTHING).offers[0].starts == at(2029, 4, 20, 9)

    def test_the_days_before_of_that_week_are_near_too(self):
        asked = ask(at(2026, 5, 2, 9))  # a Saturday; the Friday is the first of May
        assert days_looked_at(asked, HOUSE)[:4] == [date(2026, 5, day) for day in (2, 3, 1)] + [date(2026, 4, 30)]
        offered = [offer.starts for offer in judge(asked, HOUSE, NOTHING).offers if offer.kind is Offered.ANOTHER_DAY]
        assert offered == [at(2026, 4, 30, 9), at(2026, 5, 4, 9)]

    @pytest.mark.parametrize(("hours", "length"), [(-1, HOUR), (20, timedelta(hours=13.5))])
    def test_a_length_that_can_be(self, hours, length):
        offers = judge(ask(at(2026, 4, 28, 9), hours), HOUSE, NOTHING).offers
        assert {offer.ends - offer.starts for offer in offers if offer.kind != Offered.SHORTER} == {length}


def test_a_year_at_seventy_per_cent_is_judged_in_a_blink():
    chance = random.Random(70)  # a year that is the same at each run
    taken = []
    for day in range(365):
        opens = at(2026, 4, 20, 7, 30) + timedelta(days=day)
        for room in range(1, 8):
            taken += [
                (room, opens + slot * timedelta(minutes=90), opens + slot * timedelta(minutes=90) + HOUR)
                for slot in range(9)
                if chance.random() < 0.7  # seventy per cent
            ]
    house = replace(HOUSE, places={number: place(number, 15, cercle=20 + number) for number in range(1, 8)})
    occupied = Occupied(taken)
    started = clockwork.process_time()
    for day in range(20):
        assert judge(ask(TUESDAY + timedelta(days=day)), house, occupied).broken is not None
    assert (clockwork.process_time() - started) / 20 < 0.05  # seconds; some milliseconds on a calm machine
