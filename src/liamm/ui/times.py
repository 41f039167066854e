"""The moments of a page, said from now: `dates` at the hour it is, in the place we are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from liamm.kernel import clock
from liamm.ui import dates


def now() -> datetime:
    """The hour it is, here."""
    return timezone.localtime(clock.now())


def local_day(value: date | datetime) -> date:
    """The day of a moment, here."""
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def say_day(value: date | datetime) -> str:
    """« jeudi 26 novembre »."""
    return dates.say_day(local_day(value), clock.today())


def say_short_day(value: date | datetime) -> str:
    """« 26 novembre »."""
    return dates.say_day(local_day(value), clock.today(), weekday=False)


def say_moment(value: datetime) -> str:
    """« jeudi 26 novembre, 14 h »."""
    return dates.say_moment(value, now())


def say_ago(value: datetime) -> str:
    """« il y a 2 h »."""
    return dates.say_ago(value, now())


_SAID: Mapping[str, Callable[[datetime], str]] = {
    "ago": say_ago,
    "moment": say_moment,
    "day": say_day,
    "short_day": say_short_day,
}


def when(value: datetime | date, said: str = "moment") -> SafeString:
    """A `<time>` element: what people say, and the exact moment for machines. `said`: moment, day, short_day, ago."""
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        words, exact = _SAID[said](local), local.isoformat(timespec="minutes")
    else:
        words = say_short_day(value) if said == "short_day" else say_day(value)
        exact = value.isoformat()
    return mark_safe(f'<time datetime="{exact}">{escape(words)}</time>')  # noqa: S308  # `exact` is a date in ISO
