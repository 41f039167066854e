"""What templates say of days, hours and amounts, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from liamm.kernel import clock
from liamm.ui import dates

register = template.Library()


@register.filter
def days(value: Decimal | float | None) -> str:
    """« 2,5 jours »."""
    return "" if value is None else dates.say_days(value)


@register.filter
def number(value: Decimal | float | None) -> str:
    """A number as written in the language of the page, without useless zeros."""
    return "" if value is None else dates.say_number(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """« jeudi 26 novembre »."""
    return "" if value is None else dates.say_day(_local_day(value), clock.today())


@register.filter
def short_day(value: date | datetime | None) -> str:
    """« 26 novembre »."""
    return "" if value is None else dates.say_day(_local_day(value), clock.today(), weekday=False)


@register.filter
def term(value: date | datetime | None) -> str:
    """« d’ici le 26 novembre », and once it is past « attendu depuis le 26 novembre »."""
    return "" if value is None else dates.say_term(_local_day(value), clock.today())


@register.filter
def moment(value: datetime | None) -> str:
    """« jeudi 26 novembre, 14 h »."""
    return "" if value is None else dates.say_moment(value, _now())


@register.filter
def hour(value: datetime | None) -> str:
    """« 14 h 30 »."""
    return "" if value is None else dates.say_time(timezone.localtime(value).time())


@register.filter
def ago(value: datetime | None) -> str:
    """« il y a 2 h »."""
    return "" if value is None else dates.say_ago(value, _now())


@register.simple_tag
def span(start: date | datetime, end: date | datetime) -> str:
    """« du 3 au 5 mars »."""
    return dates.say_span(_local_day(start), _local_day(end), clock.today())


@register.simple_tag
def hours(start: datetime, end: datetime) -> str:
    """« jeudi 26 novembre, de 14 h à 17 h »."""
    return dates.say_hours(start, end, _now())


@register.simple_tag
def when(value: datetime | date, said: str = "moment") -> SafeString:
    """A `<time>` element: what people say, and the exact moment for machines. `said`: moment, day, short_day, ago."""
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        words, exact = _SAID[said](local), local.isoformat(timespec="minutes")
    else:
        words = short_day(value) if said == "short_day" else day(value)
        exact = value.isoformat()
    return mark_safe(f'<time datetime="{exact}">{escape(words)}</time>')  # noqa: S308  # `exact` is a date in ISO


_SAID: Mapping[str, Callable[[datetime], str]] = {"ago": ago, "moment": moment, "day": day, "short_day": short_day}


def _now() -> datetime:
    return timezone.localtime(clock.now())


def _local_day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
