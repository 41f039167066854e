"""Dates and amounts as people say them, in the language of the page.

Every function is pure but for one thing: the caller gives the moment it speaks at, and `kernel.lasting` says whether
the words are read then, or later.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from liamm.kernel.lasting import Lasting, lasts

_SOON = timedelta(days=7)
_YEAR = 366
_HOUR = 60
_FRENCH_PLURAL = 2


def say_time(value: time) -> str:
    """« 14 h », « 9 h 05 »."""
    if value.minute:
        return _("%(hour)s h %(minute)s") % {"hour": value.hour, "minute": f"{value.minute:02d}"}
    return _("%(hour)s h") % {"hour": value.hour}


def say_day(value: date, today: date, *, weekday: bool = True) -> str:
    """« jeudi 26 novembre », with its year when it is not this year's, and always on paper."""
    words = [str(WEEKDAYS[value.weekday()])] if weekday else []
    words += [_number(value), str(MONTHS[value.month])]
    if value.year != today.year or lasts() == Lasting.PAPER:
        words.append(str(value.year))
    return " ".join(words)


def say_term(value: date, today: date) -> str:
    """« d’ici le 26 novembre », « attendu aujourd’hui », then « attendu depuis le 26 novembre »."""
    if value == today:
        return _("attendu aujourd’hui")
    words = {"day": say_day(value, today, weekday=False)}
    return (_("d’ici le %(day)s") if value > today else _("attendu depuis le %(day)s")) % words


def say_near_day(value: date, today: date) -> str:
    """« aujourd’hui », « demain », « hier », else the day; in what is read later, always the day."""
    if lasts():
        return say_day(value, today)
    near = {0: _("aujourd’hui"), 1: _("demain"), -1: _("hier")}
    return near.get((value - today).days) or say_day(value, today)


def say_moment(value: datetime, now: datetime) -> str:
    """« jeudi 26 novembre, 14 h »."""
    local = value.astimezone(now.tzinfo)
    parts = {"day": say_near_day(local.date(), now.date()), "time": say_time(local.time())}
    return _("%(day)s, %(time)s") % parts


def say_ago(value: datetime, now: datetime) -> str:
    """« il y a 2 h », « hier, 14 h », then the day."""
    passed = now - value
    minutes = int(passed.total_seconds() // 60)
    if minutes < 0:
        return say_moment(value, now)
    if minutes < 1:
        return _("à l’instant")
    if minutes < _HOUR:
        return _("il y a %(minutes)s min") % {"minutes": minutes}
    same_day = value.astimezone(now.tzinfo).date() == now.date()
    if same_day:
        return _("il y a %(hours)s h") % {"hours": minutes // _HOUR}
    if passed < _SOON:
        return say_moment(value, now)
    return say_day(value.astimezone(now.tzinfo).date(), now.date(), weekday=False)


def say_span(start: date, end: date, today: date) -> str:
    """« du 3 au 5 mars », « du 28 février au 3 mars », « le 3 mars »."""
    if start == end:
        return _("le %(day)s") % {"day": say_day(start, today)}
    same_month = (start.year, start.month) == (end.year, end.month)
    first = _number(start) if same_month else say_day(start, _reference(start, end, today), weekday=False)
    last = say_day(end, today, weekday=False)
    return _("du %(start)s au %(end)s") % {"start": first, "end": last}


def say_hours(start: datetime, end: datetime, now: datetime) -> str:
    """« jeudi 26 novembre, de 14 h à 17 h »."""
    first, last = start.astimezone(now.tzinfo), end.astimezone(now.tzinfo)
    if first.date() != last.date():
        parts = {"start": say_moment(start, now), "end": say_moment(end, now)}
        return _("de %(start)s à %(end)s") % parts
    return _("%(day)s, de %(start)s à %(end)s") % {
        "day": say_near_day(first.date(), now.date()),
        "start": say_time(first.time()),
        "end": say_time(last.time()),
    }


def say_number(value: Decimal | float) -> str:
    """A number without useless zeros, with the comma or the point of the language."""
    exact = Decimal(str(value)).quantize(Decimal("0.01")).normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    return str(number_format(exact, decimal_pos=places, use_l10n=True, force_grouping=True))


def say_days(value: Decimal | float) -> str:
    """« 2,5 jours », « 0,5 jour »: French takes the plural from two on."""
    french = (get_language() or "fr").startswith(("fr", "br"))
    singular = value < _FRENCH_PLURAL if french else value == 1
    count = 1 if singular else 2
    return ngettext("%(days)s jour", "%(days)s jours", count) % {"days": say_number(value)}


def _number(value: date) -> str:
    return pgettext("jour du mois", "1er") if value.day == 1 else str(value.day)


def _reference(start: date, end: date, today: date) -> date:
    """The year of a span is said once when both ends share it, or lie on two sides of one New Year's night."""
    if start.year == end.year:
        return start
    return end if (end - start).days > _YEAR else today
