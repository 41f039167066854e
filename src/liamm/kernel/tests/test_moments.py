"""What is read by the quick road is what Django reads."""

from datetime import UTC, datetime

import pytest
from django.db import DataError, connection

from liamm.kernel.moments import MomentLoader

pytestmark = pytest.mark.django_db


def asked(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-30 20:09:06.52117+00", datetime(2026, 11, 30, 20, 9, 6, 521170, tzinfo=UTC)),
        ("2026-11-30 20:09:06+00", datetime(2026, 11, 30, 20, 9, 6, tzinfo=UTC)),
        ("2026-03-29 03:00+02", datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ("0001-01-01 00:00+00", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31 23:59:59.999999+00", datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_a_moment_is_in_utc_to_the_microsecond(written, read):
    found = asked(f"SELECT '{written}'::timestamptz")
    assert (found, found.tzinfo) == (read, UTC)


def test_connections_read_by_it():
    with connection.cursor() as cursor:
        assert cursor.connection.adapters.get_loader(1184, 0) is MomentLoader


def test_on_another_clock_it_is_read_as_django_does():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Asia/Kolkata'")
        cursor.execute("SELECT '2026-11-30 20:09:06+00'::timestamptz")
        other = cursor.fetchone()[0]
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
    assert other == datetime(2026, 12, 1, 1, 39, 6, tzinfo=UTC)


@pytest.mark.parametrize("beyond", ["infinity", "0044-03-15 00:00+00 BC", "12026-01-01 00:00+00"])
def test_what_no_moment_of_ours_can_be_is_refused_in_words(beyond):
    with pytest.raises(DataError, match="timestamp"):
        asked(f"SELECT '{beyond}'::timestamptz")
