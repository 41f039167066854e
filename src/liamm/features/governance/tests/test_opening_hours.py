"""When a body may sit: in the house when it is open, elsewhere at any hour, never more than three years ahead."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.governance.actions import CallDraft, call_sitting, move_sitting
from liamm.features.governance.opening_hours import in_house
from liamm.features.governance.rules.opening import (
    AWAY,
    Hours,
    Shut,
    is_far,
    last_day,
    nearest_day,
    nearest_hour,
    shut,
)
from liamm.features.governance.tests.factories import local
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError


def at(*parts):
    """A wall clock, where the lab lives."""
    return local(*parts).replace(tzinfo=None)


NOW = local(2026, 11, 2, 9)
TODAY = date(2026, 11, 2)
HOUSE = Hours((1, 2, 3, 4, 5), time(7, 30), time(21), {date(2026, 11, 11)})


class TestRule:
    @pytest.mark.parametrize(
        ("starts", "hours", "fault"),
        [
            (at(2026, 11, 12, 14), HOUSE, None),
            (at(2026, 11, 11, 14), HOUSE, Shut.HOLIDAY),
            (at(2026, 11, 14, 14), HOUSE, Shut.WEEKDAY),
            (at(2026, 11, 12, 3), HOUSE, Shut.HOURS),
            (at(2026, 11, 12, 20), HOUSE, Shut.HOURS),
            (at(2026, 11, 12, 23), HOUSE, Shut.HOURS),
            (at(2026, 11, 14, 3), None, None),
            (at(2029, 11, 5, 14), None, Shut.TOO_FAR),
        ],
    )
    def test_what_keeps_from_it(self, starts, hours, fault):
        assert shut(starts, starts + timedelta(hours=2), hours, TODAY) == fault

    @given(st.datetimes(at(2026, 11, 3), at(2029, 10, 1)), st.integers(15, 600))
    def test_what_is_said_to_be_nearest_is_open(self, starts, minutes):
        length = timedelta(minutes=minutes)
        day = nearest_day(starts.date(), HOUSE, TODAY)
        hour = nearest_hour(starts, starts + length, HOUSE)
        assert hour is not None
        found = datetime.combine(day, hour)
        assert shut(found, found + length, HOUSE, TODAY) is None
        if HOUSE.opened(starts.date()):
            assert day == starts.date()

    def test_where_there_is_none(self):
        never = Hours((), time(7, 30), time(21), ())
        assert nearest_day(TODAY, never, TODAY) == TODAY
        starts = at(2026, 11, 12, 8)
        assert nearest_hour(starts, starts + timedelta(hours=14), HOUSE) is None

    def test_far(self):
        assert not is_far(TODAY + timedelta(days=AWAY), TODAY)
        assert is_far(TODAY - timedelta(days=AWAY + 1), TODAY)
        assert last_day(date(2028, 2, 29)) == date(2031, 2, 28)


@pytest.mark.django_db
class TestSaid:
    def call(self, house, starts, *, minutes=60, place=""):
        with clock.at(NOW):
            draft = CallDraft(starts=starts, minutes=minutes, place=place, reason="Un pacte.")
            return call_sitting(SYSTEM, house.copil, draft=draft)

    @pytest.mark.parametrize(
        ("starts", "minutes", "said", "nearest"),
        [
            (local(2026, 11, 14, 14), 60, "ce jour de la semaine", "vendredi 13 novembre"),
            (local(2026, 11, 11, 14), 60, "férié", "jeudi 12 novembre"),
            (local(2026, 11, 12, 3), 60, "à ces heures", "7\xa0h\xa030"),
            (local(2026, 11, 12, 20, 30), 60, "à ces heures", "20\xa0h"),
            (local(2026, 11, 12, 8), 900, "à ces heures", "raccourcissez-la"),
        ],
    )
    def test_rule_article_and_the_nearest(self, house, starts, minutes, said, nearest):
        with pytest.raises(DomainError, match=said) as caught:
            self.call(house, starts, minutes=minutes)
        assert caught.value.citation.article == "2.6"
        assert "du lundi au vendredi" in str(caught.value)
        assert nearest in str(caught.value.nearest)

    def test_too_far_anywhere(self, house):
        for place in ("Le salon", "À la préfecture"):
            with pytest.raises(DomainError, match="3 ans") as caught:
                self.call(house, local(2099, 1, 24, 3), place=place)
            assert "2 novembre 2029" in str(caught.value.nearest)

    def test_elsewhere_the_house_does_not_say_when(self, house):
        assert self.call(house, local(2026, 11, 14, 20), place="À la préfecture").pk

    def test_a_sitting_is_not_moved_there_either(self, house):
        with clock.at(NOW):
            sitting = house.sitting(place="Le salon")
            with pytest.raises(DomainError, match="semaine"):
                move_sitting(SYSTEM, sitting, starts=local(2026, 11, 14, 14), reason="x")

    def test_the_rooms_of_the_house_by_their_names(self):
        for place in ("", "Le salon", "salon", "L'atelier", "l’atelier"):
            assert in_house(place, TODAY)
        assert not in_house("Hôtel de Région", TODAY)
