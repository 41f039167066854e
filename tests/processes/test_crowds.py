"""Two hundred who want the same rooms at the same moment: one has them, the others read why, and what is possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import pytest

from liamm.kernel.tests.racing import at_once
from tests.processes.crowding import Crowd
from tests.processes.house import House
from tests.processes.seeds import copied

pytestmark = [pytest.mark.process, pytest.mark.race]
CROWD = 200
DONE, REFUSED = 302, 422
DATES = 3


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory, seed: Path) -> Iterator[Crowd]:
    """One house for all that is tried here, each thing on days of its own."""
    house = House(copied(seed, tmp_path_factory.mktemp("crowd")))
    try:
        yield Crowd.let_into(house.start(), CROWD)
    finally:
        house.end()


def rows(crowd: Crowd, question: str, *given: object) -> list[tuple[object, ...]]:
    with crowd.house.database() as connection:
        return connection.execute(question.encode(), given).fetchall()


def told_apart(answers: Sequence[httpx.Response]) -> tuple[list[int], list[int]]:
    """Who had what they wanted, and who was refused; nobody met anything else."""
    assert {one.status_code for one in answers} <= {DONE, REFUSED}, Counter(one.status_code for one in answers)
    won = [number for number, one in enumerate(answers) if one.status_code == DONE]
    return won, [number for number, one in enumerate(answers) if one.status_code == REFUSED]


def assert_kind(answer: httpx.Response, number: int, button: str = "take") -> None:
    """The page says why, by which article, and what is possible; what was typed is still in it."""
    words = " ".join(answer.text.split())
    assert "est prise à ce moment" in words
    assert "le temps de l’installer et de la remettre en état compte" in words
    assert "/charte/" in words, "the article that speaks is a link"
    assert f'name="{button}"' in answer.text, "something else can be chosen on the page"
    assert f'value="Atelier {number}"' in answer.text, "what was typed is on the page that came back"


def standing(crowd: Crowd, day: str) -> dict[str, list[int]]:
    """The rooms of each booking that stands on a day, by its title."""
    asked = (
        "SELECT b.title, array_agg(o.room_id ORDER BY o.room_id) FROM booking_booking b"
        " JOIN booking_occupation o ON o.booking_id = b.id AND o.living"
        " WHERE b.state = 'confirmed' AND (b.starts AT TIME ZONE 'Europe/Paris')::date = %s::date GROUP BY b.id"
    )
    return {str(title): [int(str(room)) for room in rooms] for title, rooms in rows(crowd, asked, day)}  # type: ignore[attr-defined]  # an array


def test_of_two_hundred_for_one_slot_one_has_it(crowd: Crowd) -> None:
    day = crowd.weeks[0]
    forms = [crowd.wants(one, day, "14:00", "16:00", rooms="1") for one in range(CROWD)]
    answers = at_once([lambda one=one: crowd.book(one, forms[one]) for one in range(CROWD)])
    won, lost = told_apart(answers)
    assert (len(won), len(lost)) == (1, CROWD - 1)
    for one in lost:
        assert_kind(answers[one], one)
    assert standing(crowd, day) == {f"Atelier {won[0]}": [1]}
    asked = (
        "SELECT count(*) FROM ledger_entry e JOIN booking_booking b ON b.id = e.subject_id"
        " WHERE kind = 'booking.rooms_booked' AND (b.starts AT TIME ZONE 'Europe/Paris')::date = %s::date"
    )
    assert rows(crowd, asked, day) == [(1,)]
    assert crowd.overlaps() == 0
    assert crowd.overlaps(wider=24 * 60) > 0, "the question can find two that overlap"


def test_of_two_hundred_moved_into_one_slot_or_beside_it_one_is(crowd: Crowd) -> None:
    """Half of them want the two hours after: they meet the others only by the time that arranging the room takes."""
    day = crowd.weeks[1]
    hours = [("10:00", "12:00"), ("12:00", "14:00")]
    forms = [crowd.wants(one, day, *hours[one % 2], rooms="1", seen="0") for one in range(CROWD)]
    before = rows(crowd, "SELECT title, starts FROM booking_booking ORDER BY title")
    answers = at_once([lambda one=one: crowd.move(one, forms[one]) for one in range(CROWD)])
    won, lost = told_apart(answers)
    assert (len(won), len(lost)) == (1, CROWD - 1)
    for one in lost:
        assert_kind(answers[one], one)
    assert standing(crowd, day) == {f"Atelier {won[0]}": [1]}
    after = rows(crowd, "SELECT title, starts FROM booking_booking ORDER BY title")
    assert len(set(before) - set(after)) == 1, "the others are where they were"
    assert crowd.overlaps() == 0


def test_of_two_hundred_series_that_cross_each_is_held_whole_or_not_at_all(crowd: Crowd) -> None:
    """Each wants three weeks on end, begun in one of nine: two that share a week never both have it."""
    weeks = crowd.weeks[2:-1]
    firsts = [one % (len(weeks) - DATES + 1) for one in range(CROWD)]
    forms = [
        crowd.wants(one, weeks[week], "14:00", "16:00", rooms="2", again="week", until=weeks[week + DATES - 1])
        for one, week in enumerate(firsts)
    ]
    answers = at_once([lambda one=one: crowd.book(one, forms[one]) for one in range(CROWD)])
    won, lost = told_apart(answers)
    held = {week for one in won for week in range(firsts[one], firsts[one] + DATES)}
    assert won
    assert len(held) == DATES * len(won), "no week is held twice"
    for one in lost:
        assert not held.isdisjoint(range(firsts[one], firsts[one] + DATES)), "nobody is refused what is free"
        assert_kind(answers[one], one, "hold")
        assert 'name="leave"' in answers[one].text
    asked = (
        "SELECT title, count(*) FROM booking_booking WHERE series_id IS NOT NULL AND state = 'confirmed' GROUP BY title"
    )
    assert dict(rows(crowd, asked)) == {f"Atelier {one}": DATES for one in won}
    assert rows(crowd, "SELECT count(*) FROM booking_series") == [(len(won),)]
    assert crowd.overlaps() == 0


def test_of_two_hundred_who_want_a_room_or_several_no_two_cross(crowd: Crowd) -> None:
    """Each alone, whole floors and rooms in any order: all of what is asked for, or nothing."""
    day = crowd.weeks[-1]
    singles = [[number] for number, _before, _after in crowd.buffers]
    wanted = [*map(list, crowd.together.values()), *singles, [1, 2], [3, 2], [2, 4, 1]]
    asked = [wanted[one % len(wanted)] for one in range(CROWD)]
    forms = [crowd.wants(one, day, "09:00", "11:00", rooms=[str(room) for room in asked[one]]) for one in range(CROWD)]
    for one, form in enumerate(forms):
        key = next((key for key, rooms in crowd.together.items() if list(rooms) == asked[one]), None)
        forms[one] = {**form, "rooms": [], "together": key} if key else form
    answers = at_once([lambda one=one: crowd.book(one, forms[one]) for one in range(CROWD)])
    won, lost = told_apart(answers)
    held = [room for one in won for room in asked[one]]
    assert won
    assert len(held) == len(set(held)), "no room is held twice"
    for one in lost:
        assert not set(held).isdisjoint(asked[one]), "nobody is refused what is free"
        assert_kind(answers[one], one)
    assert standing(crowd, day) == {f"Atelier {one}": sorted(asked[one]) for one in won}
    assert crowd.overlaps() == 0
