from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from liamm.kernel import clock
from liamm.site.demo.stage import Stage

PARIS = ZoneInfo("Europe/Paris")
SUNDAY = datetime(2026, 11, 29, 14, 30, tzinfo=PARIS)


def told(moment, after):
    """When an act that must have happened on this Sunday did happen."""
    stage, times = Stage(now=SUNDAY), []
    stage.surely(moment, lambda: times.append(clock.now()), after=after)
    stage.play()
    return times


@pytest.mark.parametrize("days", [1, 20])
def test_what_lies_behind_happened_at_its_moment(days):
    moment = SUNDAY - timedelta(days=days)
    assert told(moment, after=moment - timedelta(days=1)) == [moment]


def test_what_would_be_to_come_happened_on_the_last_day_of_work():
    [moment] = told(SUNDAY + timedelta(days=9), after=SUNDAY - timedelta(days=30))
    assert moment.date() == SUNDAY.date() - timedelta(days=2)


def test_it_never_happened_before_what_it_follows():
    yesterday = SUNDAY - timedelta(hours=20)
    assert told(SUNDAY + timedelta(days=9), after=yesterday) == [yesterday]
    assert told(SUNDAY + timedelta(days=9), after=SUNDAY + timedelta(hours=1)) == []
