"""The public holidays that the house keeps, against the list of the statute and an Easter computed apart."""

from datetime import date, timedelta

import pytest

from liamm.features.charter.bindings.hours import named_holidays, public_holidays
from liamm.kernel import clock

pytestmark = pytest.mark.django_db

FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER = (1, 39, 50)
"""Easter Monday, Ascension Day, Whit Monday; with the fixed days, article L3133-1 of the Code du travail."""
YEARS = range(2020, 2036)


def easter(year: int) -> date:
    """Easter Sunday by the method of Gauss (1816), for the years 1900 to 2099, with its two exceptions."""
    moon = (19 * (year % 19) + 24) % 30
    day = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    sunday = date(year, 3, 22) + timedelta(days=moon + day)
    if moon == 29 and day == 6:
        return date(year, 4, 19)
    if moon == 28 and day == 6 and year % 19 > 10:
        return date(year, 4, 18)
    return sunday


@pytest.mark.parametrize(
    ("year", "published"), [(2020, (4, 12)), (2024, (3, 31)), (2025, (4, 20)), (2027, (3, 28)), (2035, (3, 25))]
)
def test_the_easter_computed_here_is_the_published_one(year, published):
    assert easter(year) == date(year, *published)


@pytest.mark.parametrize("year", YEARS)
def test_the_days_of_the_statute_and_no_other(year):
    statute = {date(year, *day) for day in FIXED} | {easter(year) + timedelta(days=step) for step in AFTER_EASTER}
    every_day = [date(year, 1, 1) + timedelta(days=step) for step in range(366)]
    kept = public_holidays(clock.today())
    assert {day for day in every_day if day.year == year and day in kept} == statute
    assert {day for day, _name in named_holidays(clock.today(), date(year, 1, 1), date(year, 12, 31))} == statute
