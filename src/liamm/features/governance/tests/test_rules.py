"""The reasoning of governance, on many made-up cases."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.charter.enums import Effect
from liamm.features.governance.rules.cadence import occurrences
from liamm.features.governance.rules.closing import CONFIRMING, FARTHEST, RETAINS, Closing, Fault, faults
from liamm.features.governance.rules.interest import Tie, to_propose
from liamm.features.governance.rules.length import Room, spread
from liamm.features.governance.rules.quorum import Here, QuorumRule, SeatRule, quorum
from liamm.features.governance.rules.reading import Draft, Missing, may_read, missing, readers_left
from liamm.features.governance.rules.route import Standing, opens, standing

FRANCE = holidays.country_holidays("FR")
RULES = st.sampled_from(
    [
        "FREQ=MONTHLY;BYDAY=4TH",
        "FREQ=MONTHLY;BYDAY=1TH",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU",
        "FREQ=MONTHLY;BYDAY=-1MO",
        "FREQ=WEEKLY;BYDAY=MO",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
        "FREQ=YEARLY;BYMONTH=3,10;BYDAY=1TH",
    ]
)
DAYS = st.dates(date(2021, 1, 1), date(2060, 12, 31))


class TestCadence:
    def test_the_fourth_thursdays_of_a_year(self):
        days = [one.day for one in occurrences("FREQ=MONTHLY;BYDAY=4TH", date(2026, 11, 1), date(2027, 2, 28), FRANCE)]
        assert days == [date(2026, 11, 26), date(2026, 12, 24), date(2027, 1, 28), date(2027, 2, 25)]

    def test_a_holiday_puts_the_sitting_off_by_a_week(self):
        # The fourth Thursday of May 2028 is Ascension Day.
        (only,) = occurrences("FREQ=MONTHLY;BYDAY=4TH", date(2028, 5, 1), date(2028, 5, 31), FRANCE)
        assert (only.due, only.day, only.put_off) == (date(2028, 5, 25), date(2028, 6, 1), True)

    def test_a_weekly_body_simply_skips_a_holiday(self):
        days = [one.day for one in occurrences("FREQ=WEEKLY;BYDAY=MO", date(2026, 4, 1), date(2026, 4, 20), FRANCE)]
        assert days == [date(2026, 4, 13), date(2026, 4, 20)]

    def test_every_three_months_keeps_its_months(self):
        rule = "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU"
        assert {one.due.month for one in occurrences(rule, date(2026, 1, 1), date(2029, 12, 31), FRANCE)} == {
            1,
            4,
            7,
            10,
        }

    @given(rule=RULES, since=DAYS, length=st.integers(0, 800))
    def test_never_on_a_holiday_and_never_twice_a_day(self, rule, since, length):
        found = occurrences(rule, since, since + timedelta(days=length), FRANCE)
        days = [one.day for one in found]
        assert not [day for day in days if day in FRANCE]
        assert len(set(days)) == len(days)
        assert all(since <= one.due <= since + timedelta(days=length) for one in found)
        assert all(one.put_off == (one.due in FRANCE) for one in found)
        assert all(one.day.weekday() == one.due.weekday() for one in found)

    @given(rule=RULES, since=DAYS, first=st.integers(0, 300), second=st.integers(1, 300))
    def test_asking_in_two_times_gives_the_same_days(self, rule, since, first, second):
        middle, until = since + timedelta(days=first), since + timedelta(days=first + second)
        apart = occurrences(rule, since, middle, FRANCE) + occurrences(rule, middle + timedelta(days=1), until, FRANCE)
        assert apart == occurrences(rule, since, until, FRANCE)


def person(number: int) -> UUID:
    return UUID(int=number)


SEATS = st.lists(
    st.builds(SeatRule, st.sampled_from("abcdef"), st.sampled_from([None, "etat", "region"]), st.integers(1, 3)),
    min_size=1,
    max_size=6,
    unique_by=lambda seat: seat.key,
)
PEOPLE = st.lists(
    st.builds(Here, st.integers(1, 12).map(person), st.sampled_from("abcdef"), st.booleans()),
    max_size=10,
    unique_by=lambda one: one.person,
)
QUORUMS = st.builds(QuorumRule, st.sampled_from([0.01, 0.3333, 0.5, 0.6, 2 / 3, 1.0]), st.booleans())


class TestQuorum:
    COPIL = (
        SeatRule("responsable"),
        SeatRule("adjointe"),
        SeatRule("pilote-region", "region"),
        SeatRule("pilote-sgar", "etat"),
        SeatRule("dga-region", "region"),
        SeatRule("adjoint-sgar", "etat"),
    )
    RULE = QuorumRule(0.5, each_host=True)

    def here(self, *seats, recused=()):
        return [Here(person(place), seat, seat in recused) for place, seat in enumerate(seats, start=1)]

    def test_half_of_the_seats_and_both_hosts(self):
        assert quorum(self.COPIL, self.here("responsable", "pilote-region", "adjoint-sgar"), self.RULE).holds
        without_state = quorum(self.COPIL, self.here("responsable", "adjointe", "pilote-region"), self.RULE)
        assert (without_state.holds, without_state.hosts_missing) == (False, ("etat",))
        too_few = quorum(self.COPIL, self.here("pilote-region", "adjoint-sgar"), self.RULE)
        assert (too_few.holds, too_few.present, too_few.needed) == (False, 2, 3)

    def test_one_who_stays_out_leaves_the_count_but_the_host_must_be_heard(self):
        present = self.here("responsable", "adjointe", "pilote-region", "pilote-sgar", recused=("pilote-region",))
        verdict = quorum(self.COPIL, present, self.RULE)
        assert (verdict.seats, verdict.needed, verdict.present) == (5, 3, 3)
        assert verdict.hosts_missing == ("region",)

    def test_a_substitute_takes_the_seat_of_one_who_stays_out(self):
        present = [Here(person(1), "a", recused=True), Here(person(2), "a")]
        verdict = quorum([SeatRule("a", "etat"), SeatRule("b")], present, self.RULE)
        assert (verdict.present, verdict.seats, verdict.holds) == (1, 2, True)

    def test_one_seat_is_counted_once_even_with_titular_and_substitute(self):
        present = [Here(person(1), "a"), Here(person(2), "a")]
        assert quorum([SeatRule("a"), SeatRule("b"), SeatRule("c")], present, QuorumRule(0.5)).present == 1

    def test_a_body_without_rule_decides_with_one_person_but_not_with_none(self):
        assert quorum(self.COPIL, self.here("adjointe"), None).holds
        assert not quorum(self.COPIL, [], None).holds

    def test_shares_are_exact(self):
        seats = [SeatRule(str(number)) for number in range(5)]
        assert quorum(seats, [], QuorumRule(0.6)).needed == 3

    @given(seats=SEATS, here=PEOPLE, rule=QUORUMS)
    def test_the_count_is_always_possible(self, seats, here, rule):
        verdict = quorum(seats, here, rule)
        places = sum(seat.places for seat in seats)
        assert 0 <= verdict.present <= verdict.seats <= places
        assert 1 <= verdict.needed <= max(1, verdict.seats)

    @given(seats=SEATS, here=PEOPLE, rule=QUORUMS)
    def test_nobody_spoils_the_quorum_by_coming(self, seats, here, rule):
        before = quorum(seats, here, rule)
        after = quorum(seats, [*here, Here(person(99), seats[0].key)], rule)
        assert after.present >= before.present
        assert set(after.hosts_missing) <= set(before.hosts_missing)
        assert after.holds or not before.holds

    @given(seats=SEATS, here=PEOPLE, rule=QUORUMS)
    def test_one_who_stays_out_never_counts_as_present(self, seats, here, rule):
        out = [Here(one.person, one.seat, recused=True) for one in here]
        verdict = quorum(seats, out, rule)
        assert verdict.present == 0
        assert not verdict.holds

    @given(seats=SEATS, rule=QUORUMS)
    def test_a_full_room_always_holds(self, seats, rule):
        everybody = [
            Here(person(100 * place + number), seat.key)
            for place, seat in enumerate(seats)
            for number in range(seat.places)
        ]
        assert quorum(seats, everybody, rule).holds


TODAY = date(2026, 11, 26)
CLOSINGS = st.builds(
    Closing,
    effect=st.sampled_from(list(Effect)),
    on=st.just(TODAY),
    reasons=st.sampled_from(["", "  ", "Parce que."]),
    needs_reasons=st.booleans(),
    preconisations=st.integers(0, 2),
    deferred_to=st.none() | st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=90)),
    redirected_to=st.sampled_from(["", "accelerateur"]),
    overloads=st.booleans(),
    overload_reason=st.sampled_from(["", " ", "Urgence d’été."]),
)


class TestClosing:
    @pytest.mark.parametrize(
        ("closing", "expected"),
        [
            (Closing(Effect.RETAIN, TODAY, "Oui."), ()),
            (Closing(Effect.RETAIN, TODAY, " "), (Fault.REASONS,)),
            (Closing(Effect.NOTE, TODAY, "", needs_reasons=False), ()),
            (Closing(Effect.RETAIN_WITH, TODAY, "Oui."), (Fault.PRECONISATIONS,)),
            (Closing(Effect.RETAIN_WITH, TODAY, "Oui.", preconisations=1), ()),
            (Closing(Effect.DEFER, TODAY, "Plus tard."), (Fault.DATE,)),
            (Closing(Effect.DEFER, TODAY, "Plus tard.", deferred_to=TODAY), (Fault.DATE_PAST,)),
            (Closing(Effect.DEFER, TODAY, "Plus tard.", deferred_to=TODAY + timedelta(days=1)), ()),
            (Closing(Effect.DEFER, TODAY, "Plus tard.", deferred_to=TODAY + FARTHEST), ()),
            (Closing(Effect.DEFER, TODAY, "Plus tard.", deferred_to=TODAY + timedelta(days=999)), (Fault.DATE_FAR,)),
            (Closing(Effect.RETAIN, TODAY, "Oui.", terms=(TODAY, TODAY - timedelta(days=1))), (Fault.TERM_PAST,)),
            (Closing(Effect.RETAIN, TODAY, "Oui.", terms=(TODAY,)), ()),
            (Closing(Effect.REDIRECT, TODAY, "Ailleurs."), (Fault.FUNCTION,)),
            (Closing(Effect.REDIRECT, TODAY, "Ailleurs.", redirected_to="accelerateur"), ()),
            (Closing(Effect.REDIRECT, TODAY, "x", redirected_to="a", function="a"), (Fault.FUNCTION_SAME,)),
            (Closing(Effect.REDIRECT, TODAY, "x", redirected_to="c", functions=frozenset("ab")), (Fault.FUNCTION,)),
            (Closing(Effect.RETAIN, TODAY, "Oui.", deferred_to=TODAY + timedelta(days=9)), (Fault.DATE_UNASKED,)),
            (Closing(Effect.REFUSE, TODAY, "Non.", redirected_to="accelerateur"), (Fault.FUNCTION_UNASKED,)),
            (Closing(Effect.RETAIN, TODAY, "Oui.", preconisations=1, may_ask=True), (Fault.UNASKED,)),
            (Closing(Effect.RETAIN, TODAY, "Oui.", preconisations=1), ()),
            (Closing(Effect.RETAIN, TODAY, "Oui.", overloads=True), (Fault.OVERLOAD_REASON,)),
            (Closing(Effect.RETAIN, TODAY, "Oui.", overloads=True, overload_reason="Urgent."), ()),
            (Closing(Effect.REFUSE, TODAY, "Non.", overloads=True), ()),
        ],
    )
    def test_each_outcome_asks_for_its_own(self, closing, expected):
        assert faults(closing) == expected

    @given(CLOSINGS)
    def test_capacity_is_never_passed_in_silence(self, closing):
        silent = closing.effect in RETAINS and closing.overloads and not closing.overload_reason.strip()
        assert (Fault.OVERLOAD_REASON in faults(closing)) == silent

    @given(CLOSINGS)
    def test_what_may_be_closed_says_why(self, closing):
        if not faults(closing) and closing.needs_reasons:
            assert closing.reasons.strip()


class TestRoute:
    def test_alone(self):
        assert standing(Effect.RETAIN, confirmed_by=None) is Standing.FINAL
        assert opens(Effect.RETAIN, Standing.FINAL)

    def test_refusals_and_deferrals_need_no_confirmation(self):
        for effect in set(Effect) - RETAINS:
            assert standing(effect, confirmed_by="codir") is Standing.FINAL
            assert not opens(effect, Standing.FINAL)

    @pytest.mark.parametrize(
        ("word", "expected"),
        [
            (None, Standing.TO_CONFIRM),
            (Effect.DEFER, Standing.TO_CONFIRM),
            (Effect.RETAIN, Standing.CONFIRMED),
            (Effect.RETAIN_WITH, Standing.CONFIRMED),
            (Effect.REFUSE, Standing.NOT_CONFIRMED),
        ],
    )
    def test_confirmation(self, word, expected):
        for effect in RETAINS:
            assert standing(effect, confirmed_by="codir", confirmation=word) is expected
            assert opens(effect, expected) == (expected is Standing.CONFIRMED)

    def test_only_a_last_word_may_be_a_confirmation(self):
        assert CONFIRMING.isdisjoint({Effect.REDIRECT, Effect.NOTE})


class TestReading:
    WRITER, READER, OTHER = person(1), person(2), person(3)

    def draft(self, *readers, title="Titre", text="Texte"):
        return Draft(title, text, frozenset({self.WRITER}), frozenset(readers))

    def test_what_was_given_back_is_taken_up_first(self):
        given_back = replace(self.draft(self.READER), handed_back=True)
        assert missing(given_back, readers=1) == (Missing.CORRECTION,)

    def test_who_wrote_does_not_count_as_reader(self):
        assert not may_read(self.WRITER, {self.WRITER})
        assert may_read(self.READER, {self.WRITER})
        assert missing(self.draft(self.WRITER), readers=1) == (Missing.READERS,)
        assert missing(self.draft(self.READER), readers=1) == ()

    def test_as_many_readers_as_the_house_asks(self):
        assert readers_left(self.draft(self.READER), readers=2) == 1
        assert missing(self.draft(self.READER), readers=2) == (Missing.READERS,)
        assert missing(self.draft(self.READER, self.OTHER), readers=2) == ()

    def test_nothing_leaves_empty(self):
        assert missing(self.draft(title=" ", text=""), readers=1) == (Missing.TITLE, Missing.TEXT, Missing.READERS)


class TestInterest:
    def test_members_with_a_tie_are_proposed_once(self):
        ties = {Tie.CARRIER: [person(1), person(2)], Tie.SPONSOR: [person(2), person(9)]}
        assert to_propose([person(1), person(2), person(3)], ties, [person(1)]) == {person(2): Tie.SPONSOR}
        assert to_propose([person(1)], ties, []) == {person(1): Tie.CARRIER}
        assert to_propose([person(3)], ties, []) == {}


class TestLength:
    @given(st.integers(0, 12), st.lists(st.tuples(st.integers(0, 6), st.none() | st.integers(1, 6)), max_size=5))
    def test_no_sitting_takes_more_than_it_may_and_the_first_with_room_comes_first(self, things, sizes):
        rooms = [Room(place, items, most) for place, (items, most) in enumerate(sizes)]
        taken = spread(things, rooms)
        assert len(taken) == things
        placed = [place for place in taken if place is not None]
        assert placed == sorted(placed)
        for room, (items, most) in zip(rooms, sizes, strict=True):
            assert room.items == items + placed.count(room.sitting)
            assert most is None or room.items <= max(most, items)
        assert None not in taken or not any(room.has_room for room in rooms)
