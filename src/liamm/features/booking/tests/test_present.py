"""The house at this moment and the screens at its doors: what is free, taken, arranged or closed, and nobody's name."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.actions import BlockingDraft, RoomDraft, arrange_room, block_room
from liamm.features.booking.queries import house_now
from liamm.features.booking.rules.present import Held, State, present
from liamm.features.booking.tests.factories import booked, local, opening_asked
from liamm.features.booking.tests.test_pages import HOUSE, text
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.ui.squares import square_to

MINUTE = timedelta(minutes=1)
OPENS = local(2026, 4, 21, 7, 30)
CLOSES = local(2026, 4, 21, 21)
DAY = [(OPENS, CLOSES)]


def held(hour, hours=2, reason=""):
    starts = local(2026, 4, 21, hour)
    ends = starts + timedelta(hours=hours)
    return Held(starts, ends, starts - 15 * MINUTE, ends + 15 * MINUTE, "atelier", reason)


class TestRules:
    @pytest.mark.parametrize(
        ("hour", "minute", "state", "until"),
        [
            (7, 0, State.CLOSED, OPENS),
            (8, 0, State.FREE, local(2026, 4, 21, 9, 45)),
            (9, 20, State.SOON, local(2026, 4, 21, 10)),
            (9, 50, State.WORKS, local(2026, 4, 21, 10)),
            (10, 0, State.BUSY, local(2026, 4, 21, 12)),
            (12, 5, State.WORKS, local(2026, 4, 21, 12, 15)),
            (12, 15, State.FREE, None),
            (21, 30, State.CLOSED, None),
        ],
    )
    def test_through_the_day(self, hour, minute, state, until):
        shown = present(local(2026, 4, 21, hour, minute), [held(10)], DAY)
        assert (shown.state, shown.until) == (state, until)

    def test_closed_for_a_reason_or_until_further_notice(self):
        assert present(local(2026, 4, 21, 10), [held(10, reason="Peinture")], DAY).here.reason == "Peinture"
        assert present(local(2026, 4, 21, 10), [held(10)], DAY, closed=True).state is State.CLOSED

    @given(st.integers(0, 24 * 60 - 1), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=6))
    def test_what_follows_is_yet_to_come_and_a_free_room_is_free_until_then(self, minute, taken):
        now, spans = local(2026, 4, 21) + minute * MINUTE, []
        for start, length in taken:
            starts = local(2026, 4, 21) + start * 30 * MINUTE
            ends = starts + length * 30 * MINUTE
            spans.append(Held(starts, ends, starts - 10 * MINUTE, ends + 10 * MINUTE))
        shown = present(now, spans, DAY)
        assert all(one.since > now for one in shown.following)
        assert (shown.until is None) or shown.until > now
        if shown.state in {State.FREE, State.SOON}:
            assert not any(one.since <= now < one.until for one in spans)


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def _one_taken(self):
        LabSpaceFactory()
        with clock.at(local(2026, 4, 20, 9)):
            person = CommunityMemberFactory(name="Maud Le Goff")
            booked(person, starts=local(2026, 4, 21, 10))
            booked(person, starts=local(2026, 4, 21, 16), use="visite")
            draft = BlockingDraft(starts=local(2026, 4, 21, 8), ends=local(2026, 4, 21, 18), reason="Peinture")
            block_room(TeamMemberFactory(), 5, draft=draft)
            arrange_room(TeamMemberFactory(), 6, draft=RoomDraft(closed=True))

    def test_the_house(self, client):
        with clock.at(local(2026, 4, 21, 10, 30)):
            page, home = text(client.get(f"{HOUSE}maintenant/")), text(client.get("/"))
            for shown in (page, home):
                for said in ("prise jusqu’à 12 h", "fermée : Peinture", "fermée en ce moment", "4 salles libres"):
                    assert said in shown
                assert "Maud" not in shown
                assert "Atelier de conception" not in shown
            assert "16 h à 18 h : visite" in page.lower()
            part = client.get(f"{HOUSE}maintenant/", headers={"hx-request": "true", "hx-target": "house-now"})
            assert text(part).startswith('<p class="meta">4 salles libres')
            assert "<table" in text(
                client.get(f"{HOUSE}maintenant/", headers={"hx-request": "true", "hx-target": "now"})
            )
            floors = house_now().floors
        assert [[room.name for room in floor.rooms] for floor in floors] == [
            ["La chambre", "Le boudoir", "Le bureau"],
            ["Le salon", "La cuisine", "L’atelier"],
        ]
        with clock.at(local(2026, 4, 21, 22)):
            assert "elle ouvre" in house_now().sentence
            assert text(client.get(f"{HOUSE}maintenant/")).count("elle ouvre") == 1
        opening_asked(TeamMemberFactory(), local(2026, 4, 21, 22, 30), hours=1, state="granted", rooms=[3])
        with clock.at(local(2026, 4, 21, 22)):
            assert "22 h 30" in text(client.get(f"{HOUSE}maintenant/")).partition("elle ouvre")[2][:40]
        with clock.at(local(2026, 4, 21, 6)):
            assert "ouvre à 7 h 30" in text(client.get(f"{HOUSE}maintenant/"))

    def test_a_door(self, client):
        with clock.at(local(2026, 4, 21, 10, 30)):
            answer = client.get(f"{HOUSE}1/porte/")
            shown = text(answer)
            assert answer["Refresh"] == "60"
            for said in (
                "Prise jusqu’à 12 h",
                "Atelier",
                "16 h à 18 h",
                "Visite",
                square_to(reverse("booking:arrival", args=[1])),
            ):
                assert said.lower() in shown.lower()
            assert "Maud" not in shown
            assert "Atelier de conception" not in shown
        with clock.at(local(2026, 4, 21, 12, 5)):
            assert "On la remet en état jusqu’à 12 h 15" in text(client.get(f"{HOUSE}1/porte/"))
        with clock.at(local(2026, 4, 21, 15, 50)):
            assert "On l’installe jusqu’à 16 h" in text(client.get(f"{HOUSE}1/porte/"))
        with clock.at(local(2026, 4, 21, 15, 20)):
            assert "Prise à 16 h" in text(client.get(f"{HOUSE}1/porte/"))
        assert client.get(f"{HOUSE}99/porte/").status_code == 404

    def test_they_cost_the_same_whatever_happens(self, client, django_assert_num_queries):
        for number in (2, 3, 4):
            booked(rooms=(number,), people=2)
        for path in ("maintenant/", "1/porte/"):
            client.get(f"{HOUSE}{path}")
            with django_assert_num_queries(3):
                client.get(f"{HOUSE}{path}")
