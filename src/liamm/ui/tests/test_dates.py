from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from liamm.kernel.lasting import Lasting, lasting
from liamm.ui import dates

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 16, 30, tzinfo=PARIS)
TODAY = NOW.date()


def plain(text):
    return text.replace("\u00a0", " ")


def test_hours_are_said_as_in_speech():
    assert plain(dates.say_time(time(14))) == "14 h"
    assert plain(dates.say_time(time(9, 5))) == "9 h 05"
    assert "\u00a0" in dates.say_time(time(9, 5))


def test_days_say_their_year_only_when_it_is_another():
    assert dates.say_day(date(2026, 11, 26), TODAY) == "jeudi 26 novembre"
    assert dates.say_day(date(2027, 1, 1), TODAY) == "vendredi 1er janvier 2027"
    assert dates.say_day(date(2026, 3, 5), TODAY, weekday=False) == "5 mars"


def test_a_term_is_said_before_on_and_after_its_day():
    assert dates.say_term(date(2026, 12, 2), TODAY) == "d’ici le 2 décembre"
    assert dates.say_term(TODAY, TODAY) == "attendu aujourd’hui"
    assert dates.say_term(date(2026, 11, 20), TODAY) == "attendu depuis le 20 novembre"
    with translation.override("en"):
        assert dates.say_term(date(2026, 11, 20), TODAY) == "expected since 20 November"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 26, 14, tzinfo=PARIS), "jeudi 26 novembre, 14 h"),
        (datetime(2026, 11, 24, 9, 30, tzinfo=PARIS), "demain, 9 h 30"),
        (datetime(2026, 11, 23, 9, tzinfo=PARIS), "aujourd’hui, 9 h"),
        (datetime(2026, 11, 22, 9, tzinfo=ZoneInfo("UTC")), "hier, 10 h"),
    ],
)
def test_moments(moment, said):
    assert plain(dates.say_moment(moment, NOW)) == said


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=20), "à l’instant"),
        (timedelta(minutes=12), "il y a 12 min"),
        (timedelta(hours=2, minutes=10), "il y a 2 h"),
        (timedelta(days=1), "hier, 16 h 30"),
        (timedelta(days=4), "jeudi 19 novembre, 16 h 30"),
        (timedelta(days=40), "14 octobre"),
        (timedelta(hours=-20), "demain, 12 h 30"),
    ],
)
def test_what_is_past(passed, said):
    assert plain(dates.say_ago(NOW - passed, NOW)) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 3, 3), date(2026, 3, 5), "du 3 au 5 mars"),
        (date(2026, 3, 1), date(2026, 3, 5), "du 1er au 5 mars"),
        (date(2026, 2, 28), date(2026, 3, 3), "du 28 février au 3 mars"),
        (date(2026, 12, 28), date(2027, 1, 3), "du 28 décembre au 3 janvier 2027"),
        (date(2026, 1, 8), date(2029, 1, 7), "du 8 janvier 2026 au 7 janvier 2029"),
        (date(2027, 2, 28), date(2027, 3, 3), "du 28 février au 3 mars 2027"),
        (date(2026, 3, 3), date(2026, 3, 3), "le mardi 3 mars"),
    ],
)
def test_spans(start, end, said):
    assert dates.say_span(start, end, TODAY) == said


def test_hours_of_a_day_and_across_days():
    start = datetime(2026, 11, 26, 14, tzinfo=PARIS)
    same = dates.say_hours(start, start + timedelta(hours=3), NOW)
    assert plain(same) == "jeudi 26 novembre, de 14 h à 17 h"
    across = dates.say_hours(start, start + timedelta(days=1), NOW)
    assert plain(across) == "de jeudi 26 novembre, 14 h à vendredi 27 novembre, 14 h"


@pytest.mark.parametrize(
    ("how_long", "said"),
    [
        (Lasting.PAGE, "demain, de 14 h à 17 h"),
        (Lasting.LETTER, "vendredi 27 novembre, de 14 h à 17 h"),
        (Lasting.PAPER, "vendredi 27 novembre 2026, de 14 h à 17 h"),
    ],
)
def test_what_is_read_later_names_its_days(how_long, said):
    now = datetime(2026, 11, 26, 9, tzinfo=PARIS)
    start = datetime(2026, 11, 27, 14, tzinfo=PARIS)
    with lasting(how_long):
        assert plain(dates.say_hours(start, start + timedelta(hours=3), now)) == said
    assert plain(dates.say_hours(start, start + timedelta(hours=3), now)) == "demain, de 14 h à 17 h"


def test_amounts_take_the_plural_of_their_language():
    said = [plain(dates.say_days(value)) for value in (0, 0.5, 1, 1.5, 2, 2.5)]
    assert said == ["0 jour", "0,5 jour", "1 jour", "1,5 jour", "2 jours", "2,5 jours"]
    with translation.override("en"):
        assert [plain(dates.say_days(value)) for value in (0.5, 1, 2.5)] == ["0.5 days", "1 day", "2.5 days"]


def test_english():
    with translation.override("en"):
        assert dates.say_moment(datetime(2026, 11, 26, 14, tzinfo=PARIS), NOW) == "Thursday 26 November, 14:00"
        assert dates.say_span(date(2026, 3, 3), date(2026, 3, 5), TODAY) == "3 to 5 March"


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_numbers_never_end_with_useless_zeros(value):
    said = dates.say_number(value)
    assert not said.endswith(",")
    if "," in said:
        assert not said.endswith("0")
