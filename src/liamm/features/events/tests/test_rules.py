"""The days of what comes again, without a database."""

from datetime import date

import pytest

from liamm.features.events.rules.dates import Again, days_of


@pytest.mark.parametrize(
    ("first", "until", "days"),
    [
        (
            date(2026, 11, 10),
            date(2027, 1, 31),
            [date(2026, 11, 10), date(2026, 12, 8), date(2027, 1, 12)],
        ),
        (date(2026, 9, 29), date(2026, 12, 31), [date(2026, 9, 29), date(2026, 12, 29)]),
    ],
    ids=["the second Tuesday, over the turn of the year", "a fifth Tuesday, left out where a month has four"],
)
def test_each_month_keeps_the_rank_of_the_weekday(first, until, days):
    assert days_of(first, Again.MONTH, until) == days
