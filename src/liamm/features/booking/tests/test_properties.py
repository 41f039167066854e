"""What holds of any request in any house: suggestions are bookable, order changes nothing, no refusal says only no."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liamm.features.booking.house import known_on
from liamm.features.booking.refusing import refusal
from liamm.features.booking.rules.asking import SAID, Quota, Rule
from liamm.features.booking.rules.deciding import broken_by
from liamm.features.booking.rules.looking import SHORTEST, days_looked_at, still
from liamm.features.booking.rules.occupied import Occupied
from liamm.features.booking.rules.offering import judge
from liamm.features.booking.tests.houses import HOUSE, PLACES, asks, crowds, filled, houses, stretches
from liamm.features.charter.bindings.shapes.taking import Limits
from liamm.kernel import clock
from liamm.kernel.actions import HOUSE_USAGE


@given(asks(), stretches(), houses())
@settings(max_examples=250)
def test_what_is_offered_may_always_be_booked(asked, taken, house):
    """Within the limits of the charter too."""
    occupied = filled(house, taken)
    for offer in judge(asked, house, occupied).offers:
        assert broken_by(replace(offer.taken_by(asked), words="Atelier"), house, occupied) == ()


@given(asks(), crowds(), houses())
@settings(max_examples=100)
def test_what_is_offered_in_a_crowd_may_be_booked(asked, taken, house):
    occupied = filled(house, taken)
    for offer in judge(asked, house, occupied).offers:
        assert broken_by(replace(offer.taken_by(asked), words="Atelier"), house, occupied) == ()


@given(asks(), stretches() | crowds(), houses(), st.randoms(use_true_random=False))
def test_the_order_of_things_changes_nothing(asked, taken, house, chance):
    mixed = chance.sample(taken, len(taken))
    numbers = chance.sample(sorted(PLACES), len(PLACES))
    other = replace(
        house,
        places={number: PLACES[number] for number in numbers},
        beside=chance.sample(house.beside, len(house.beside)),
        closures=chance.sample(house.closures, len(house.closures)),
        quotas=[_stirred(quota, chance) for quota in chance.sample(house.quotas, len(house.quotas))],
    )
    asked_otherwise = replace(asked, rooms=frozenset(chance.sample(sorted(asked.rooms), len(asked.rooms))))
    assert judge(asked_otherwise, other, filled(house, mixed)) == judge(asked, house, filled(house, taken))


def _stirred(quota, chance):
    weeks = chance.sample(sorted(quota.taken), len(quota.taken))
    return Quota(quota.rule, quota.most, {week: quota.taken[week] for week in weeks}, quota.own)


@given(asks(), stretches() | crowds(), houses())
@settings(max_examples=250)
def test_where_nothing_is_offered_nothing_can_be(asked, taken, house):
    """Of what time or rooms refuse: by trying whatever might be, and not by looking for it as the rules do."""
    occupied = filled(house, taken)
    verdict = judge(asked, house, occupied)
    assert verdict.is_alone == (bool({one.rule for one in verdict.broken} - SAID) and not verdict.offers)
    if verdict.is_alone:
        assert [one for one in tries(asked, house, taken) if not broken_by(one, house, occupied)] == []


def tries(asked, house, taken):
    """Half an hour in any rooms that hold everybody (or all the rooms), from each moment at which it might begin.

    What can be at all can be as soon as the house opens, what stands before it is over, or it is not too soon any more.
    """
    rooms = [one for one in house.places.values() if not one.closed]
    people = min(asked.people, sum(one.holds("") for one in rooms))
    length = min(SHORTEST, asked.length) if asked.ends > asked.starts else SHORTEST
    sets = [some for size in range(1, len(rooms) + 1) for some in combinations(rooms, size)]
    sets = [some for some in sets if sum(one.holds("") for one in some) >= people]
    held = [*taken, *((one.room, one.starts, one.ends) for one in house.closures)]
    for day in days_looked_at(asked, house):
        opens = [house.day(day)[0], *(one.starts for one in house.beside if house.local(one.starts).date() == day)]
        starts = {still(one, house.soonest) for one in opens}
        starts |= {end + PLACES[room].setup for room, _start, end in held if house.local(end).date() == day}
        for start in starts:
            for some in sets:
                numbers = frozenset(one.number for one in some)
                yield replace(
                    asked, rooms=numbers, layout="", people=people, words="", starts=start, ends=start + length
                )


@given(asks(), stretches(), houses())
def test_an_opening_only_lets_more_be(asked, taken, house):
    """Without openings the same breaks no fewer rules of time."""
    occupied, strict = filled(house, taken), replace(house, beside=())
    if not broken_by(asked, strict, occupied):
        assert not broken_by(asked, house, occupied)


@given(asks(), stretches(), houses())
def test_a_limit_only_lets_less_be(asked, taken, house):
    """It adds what it stands for to what stands against, and takes nothing away."""
    occupied, free = filled(house, taken), replace(house, lead=HOUSE.lead, ahead=None, quotas=())
    limits = {Rule.LEAD, Rule.AHEAD, Rule.PERSON_WEEK, Rule.ORGANISATION_WEEK}
    left = [one for one in broken_by(asked, house, occupied) if one.rule not in limits]
    assert left == list(broken_by(asked, free, occupied))


@pytest.mark.django_db
def test_every_refusal_has_an_article_and_an_alternative():
    """In words, for each rule: by what it is said, and what may be instead; else that nothing may, and when.

    That an end comes before its start, or a moment is past, no charter decides.
    """
    with clock.at(HOUSE.now):
        known = known_on()
        limits = {"lead": {"minutes": 60}, "ahead": {"days": 30}}
        limits |= {"person_week": {"hours": 8}, "organisation_week": {"hours": 12}}
        said = {name: {"source": "house", "text": "Dit.", **value} for name, value in limits.items()}
        bound = known.taking.value.model_copy(update={"limits": Limits.model_validate({"source": "house", **said})})
        known = replace(known, taking=replace(known.taking, value=bound))
        rooms = {one.number for one in known.rooms}

        @given(asks(), stretches() | crowds(), houses())
        @settings(max_examples=150, deadline=None)
        def holds(asked, taken, house):
            house = replace(known.rules, lead=house.lead, ahead=house.ahead, quotas=house.quotas, beside=house.beside)
            verdict = judge(asked, house, Occupied(one for one in taken if one[0] in rooms))
            if verdict.holds:
                return
            refused = refusal(asked, verdict, known)
            assert len(refused.lines) == len(verdict.broken)
            for one, line in zip(verdict.broken, refused.lines, strict=True):
                assert line.sentence
                if one.rule not in {Rule.BACKWARDS, Rule.PAST}:
                    assert line.citation == HOUSE_USAGE or line.citation.url
            if refused.rules <= SAID:
                assert all(line.nearest for line in refused.lines)
            else:
                assert bool(refused.offers) != bool(refused.nothing)

        holds()
