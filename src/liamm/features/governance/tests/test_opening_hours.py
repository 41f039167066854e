"""A sitting is called when the house is open, elsewhere at any hour; and how far from its day it may be opened."""

from datetime import date, timedelta

import pytest

from liamm.features.governance.actions import CallDraft, call_sitting, move_sitting
from liamm.features.governance.opening_hours import in_house
from liamm.features.governance.rules.opening import AWAY, is_far
from liamm.features.governance.tests.factories import local
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError

NOW = local(2026, 11, 2, 9)
TODAY = date(2026, 11, 2)


def test_far():
    assert not is_far(TODAY + timedelta(days=AWAY), TODAY)
    assert is_far(TODAY - timedelta(days=AWAY + 1), TODAY)


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
