"""What templates say of days, hours and amounts, in the language of the page."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone

from liamm.kernel import clock
from liamm.ui import dates, times

register = template.Library()
register.simple_tag(times.when)


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
    return "" if value is None else times.say_day(value)


@register.filter
def short_day(value: date | datetime | None) -> str:
    """« 26 novembre »."""
    return "" if value is None else times.say_short_day(value)


@register.filter
def term(value: date | datetime | None) -> str:
    """« d’ici le 26 novembre », and once it is past « attendu depuis le 26 novembre »."""
    return "" if value is None else dates.say_term(times.local_day(value), clock.today())


@register.filter
def moment(value: datetime | None) -> str:
    """« jeudi 26 novembre, 14 h »."""
    return "" if value is None else times.say_moment(value)


@register.filter
def hour(value: datetime | None) -> str:
    """« 14 h 30 »."""
    return "" if value is None else dates.say_time(timezone.localtime(value).time())


@register.filter
def ago(value: datetime | None) -> str:
    """« il y a 2 h »."""
    return "" if value is None else times.say_ago(value)


@register.simple_tag
def span(start: date | datetime, end: date | datetime) -> str:
    """« du 3 au 5 mars »."""
    return dates.say_span(times.local_day(start), times.local_day(end), clock.today())


@register.simple_tag
def hours(start: datetime, end: datetime) -> str:
    """« jeudi 26 novembre, de 14 h à 17 h »."""
    return dates.say_hours(start, end, times.now())
