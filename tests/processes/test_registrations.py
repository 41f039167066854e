"""Five hundred for thirty places, with some who give theirs back meanwhile: never one too many, none left empty."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.processes.gathering import Gathering
from tests.processes.house import House
from tests.processes.lines import near

pytestmark = [pytest.mark.process, pytest.mark.race]
CROWD, PLACES, HANDS, GIVEN_BACK = 500, 30, 16, 12


def rows(house: House, question: str) -> list[tuple[object, ...]]:
    with house.database() as connection:
        return connection.execute(question.encode()).fetchall()


def test_five_hundred_for_thirty_places_with_cancels_mixed_in(open_house: Callable[..., House]) -> None:
    house = open_house()
    gathering = Gathering.opened(house, PLACES)

    def some(hand: int) -> Counter[int]:
        """One of those who send; the first of them give their place back as soon as the letter says it is theirs."""
        answers: Counter[int] = Counter()
        with gathering.line(hand) as line:
            for number in range(hand, CROWD, HANDS):
                line.headers["X-Forwarded-For"] = near(2, number)
                answers[gathering.register(line, number)] += 1
                if number < GIVEN_BACK:
                    answers[gathering.press(line, gathering.link_of(number, "registered"), "annuler")] += 1
        return answers

    begun = time.perf_counter()
    with ThreadPoolExecutor(HANDS) as pool:
        answers = sum(pool.map(some, range(HANDS)), Counter())
    print(f"{CROWD / (time.perf_counter() - begun):.0f} registrations a second")
    assert answers == {302: CROWD + GIVEN_BACK}

    with gathering.line(0) as line:
        offered = rows(house, "SELECT DISTINCT address FROM post_message WHERE kind = 'events.offer'")
        numbers = [int(str(address)[1:].partition("@")[0]) for (address,) in offered]
        taken = [gathering.press(line, gathering.link_of(number, "offer"), "prendre") for number in numbers]
    assert set(taken) <= {302}
    ((capacity, held),) = rows(house, "SELECT capacity, taken FROM events_seating")
    states = Counter(dict(rows(house, "SELECT state, sum(seats)::int FROM events_registration GROUP BY state")))
    assert (capacity, held) == (PLACES, PLACES)
    assert states == {"confirmed": PLACES, "cancelled": GIVEN_BACK, "waiting": CROWD - PLACES - GIVEN_BACK}
    letters = "SELECT address, count(*) FROM post_message WHERE kind = 'events.registered' GROUP BY address"
    told = Counter(dict(rows(house, letters)))
    assert len(told) == CROWD, "everybody is written to"
