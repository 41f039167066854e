"""The load of the lab: what is available, held and asked, with and without the things looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Max, Min, QuerySet, Sum
from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.charter import bindings
from liamm.features.commitments.models import CapacityMonth, LoadMonth
from liamm.features.commitments.rules.capacity import (
    NOTHING,
    LoadCell,
    LoadLine,
    LoadTable,
    Overflow,
    first_day,
    merged,
    months_from,
)
from liamm.kernel.prepared import prepared

_MONTHS_SHOWN = 12


def load_table(months: Sequence[date], *, with_subjects: Iterable[UUID] = (), skills: Sequence[str] = ()) -> LoadTable:
    """The load of some months; `added` is what `with_subjects` ask or hold. Three queries, whatever the number.

    `skills` gives their order; those that only the rows name come after, so that nothing is left out.
    """
    wanted, subjects = [first_day(month) for month in months], set(with_subjects)
    given = _given(wanted)
    own = list(_own(subjects)) if subjects else []
    return _table(wanted, given, [*_together(wanted), *_apart(own)], skills)


_Row = tuple[date, str, Decimal, str]
_Own = tuple[UUID, date, str, Decimal, bool]


def _own(subjects: Iterable[UUID]) -> Iterable[_Own]:
    return _own_of(list(subjects))


@prepared
def _own_of(subjects: list[UUID]) -> QuerySet[LoadMonth, _Own]:
    rows = LoadMonth.objects.filter(subject_id__in=subjects)
    return rows.values_list("subject_id", "month", "skill", "days", "held")


@prepared
def _given(months: list[date]) -> QuerySet[CapacityMonth, tuple[date, str, Decimal]]:
    return CapacityMonth.objects.filter(month__in=months).values_list("month", "skill", "days")


@prepared
def _sums(months: list[date]) -> QuerySet[LoadMonth, tuple[date, str, bool, Decimal]]:
    rows = LoadMonth.objects.filter(month__in=months).values_list("month", "skill", "held")
    return rows.annotate(days=Sum("days"))


def _together(months: Collection[date]) -> list[_Row]:
    """What all things together hold and ask, added up by the database: a thousand requests are a few rows."""
    return [(month, skill, days, _name(held=held)) for month, skill, held, days in _sums(list(months))]


def _apart(own: Iterable[_Own]) -> Iterator[_Row]:
    """What some of them ask, taken out of the whole and set apart as added."""
    for _subject, month, skill, days, held in own:
        yield month, skill, -days, _name(held=held)
        yield month, skill, days, "added"


def _name(*, held: bool) -> str:
    return "held" if held else "asked"


def exceeds(subjects: Iterable[UUID]) -> list[Overflow]:
    """The months and skills in which these things, taken together, ask for more than the lab has left."""
    looked_at = set(subjects)
    return load_table(months_asked(looked_at), with_subjects=looked_at).overflows


def months_asked(subjects: Iterable[UUID]) -> list[date]:
    """Every month from the first in which these things ask something to the last, also those that they leave free."""
    rows = LoadMonth.objects.filter(subject_id__in=list(subjects))
    ends = rows.aggregate(first=Min("month"), last=Max("month"))
    return months_between(ends["first"], ends["last"]) if ends["first"] else []


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months from one to the other, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return months_from(first, count)


def asked_by(subject: UUID) -> list[LoadLine]:
    """What one thing asks (or holds), in order."""
    rows = LoadMonth.objects.filter(subject_id=subject).values_list("month", "skill", "days")
    return merged(LoadLine(month, skill, days) for month, skill, days in rows)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of the capacity page: all skills together, then each."""

    month: date
    whole: LoadCell
    cells: tuple[tuple[str, str, LoadCell], ...]

    @property
    def label(self) -> str:
        """« décembre 2026 »."""
        return say_month(self.month)

    @property
    def sentence(self) -> str:
        """The sentence beside the bar."""
        return say_load(self.whole)


@dataclass(frozen=True, slots=True)
class CapacityPage:
    """The months to come; `skills` gives their names by key, in order; `warn_above` is a share, in per cent."""

    table: LoadTable
    skills: dict[str, str]
    warn_above: int
    lines: tuple[MonthLine, ...]


def asked_by_all(subjects: Iterable[UUID]) -> dict[UUID, list[LoadLine]]:
    """What several things ask (or hold), in order; one query. Those that ask nothing are absent."""
    lines: dict[UUID, list[LoadLine]] = defaultdict(list)
    for subject, month, skill, days, _held in _own_of(list(subjects)):
        lines[subject].append(LoadLine(month, skill, days))
    return {subject: merged(found) for subject, found in lines.items()}


@dataclass(frozen=True, slots=True)
class Loads:
    """The load of several things: each with and without it, and that of some of them taken together."""

    each: dict[UUID, LoadTable]
    together: LoadTable | None


def load_tables(subjects: Iterable[UUID], *, together: Collection[UUID] = (), skills: Sequence[str] = ()) -> Loads:
    """For each of several things, the load of the months in which it asks something, with and without it.

    Three queries, whatever their number; those that ask nothing are absent. `together` names those whose load is
    wanted as one: nothing when fewer than two of them ask for days.
    """
    by_subject: dict[UUID, list[_Own]] = defaultdict(list)
    for row in _own([*subjects, *together]):
        by_subject[row[0]].append(row)
    months = {one: _months_of(own) for one, own in by_subject.items()}
    asking = [row for one, own in by_subject.items() if one in together for row in own]
    several = len({row[0] for row in asking}) > 1
    all_months = _months_of(asking) if several else []
    every = {month for found in [*months.values(), all_months] for month in found}
    given = _given(list(every))
    whole = _together(every) if every else []
    each = {one: _table(months[one], given, [*whole, *_apart(own)], skills) for one, own in by_subject.items()}
    return Loads(each, _table(all_months, given, [*whole, *_apart(asking)], skills) if several else None)


def _months_of(own: Sequence[_Own]) -> list[date]:
    return months_between(min(row[1] for row in own), max(row[1] for row in own))


def _table(
    months: Sequence[date],
    given: Iterable[tuple[date, str, Decimal]],
    rows: Iterable[_Row],
    skills: Sequence[str],
) -> LoadTable:
    sums: dict[tuple[date, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for month, skill, days in given:
        sums[month, skill]["capacity"] += days
    for month, skill, days, name in rows:
        sums[month, skill][name] += days
    cells = {key: LoadCell(**values) for key, values in sums.items() if key[0] in months}
    named = dict.fromkeys([*skills, *sorted(skill for _, skill in cells)])
    return LoadTable(tuple(months), tuple(named), cells)


def capacity_page(day: date) -> CapacityPage:
    """The twelve months from the month of a day on; two queries."""
    binding = bindings.skills(day).value
    skills = {one.key: one.name for one in binding.skills}
    table = load_table(months_from(day, _MONTHS_SHOWN), skills=list(skills))
    names = {key: skills.get(key, key) for key in table.skills}
    lines = [
        MonthLine(
            month, table.of_month(month), tuple((key, names[key], table.cell(month, key)) for key in table.skills)
        )
        for month in table.months
    ]
    return CapacityPage(table, names, round(binding.warn_above * 100), tuple(lines))


def say_load(cell: LoadCell) -> str:
    """The sentence beside the bar: what is held, and what it becomes with the things looked at."""
    if cell.capacity == NOTHING:
        return _("Aucun jour n’est prévu ; %(days)s sont demandés ou tenus.") % {"days": _number(cell.together)}
    held = ngettext(
        "%(held)s jour tenu sur %(capacity)s, soit %(share)s %%.",
        "%(held)s jours tenus sur %(capacity)s, soit %(share)s %%.",
        int(cell.held),
    ) % {
        "held": _number(cell.held),
        "capacity": _number(cell.capacity),
        "share": cell.share_without,
    }
    if cell.added == NOTHING:
        return held
    then = ngettext(
        "Avec ce qui est demandé ici : %(together)s jour, soit %(share)s %%.",
        "Avec ce qui est demandé ici : %(together)s jours, soit %(share)s %%.",
        int(cell.together),
    ) % {
        "together": _number(cell.together),
        "share": cell.share_with,
    }
    return f"{held} {then}"


def say_month(month: date) -> str:
    """« décembre 2026 »."""
    return f"{MONTHS[month.month]} {month.year}"


def _number(value: Decimal) -> str:
    plain = value.normalize()
    return str(number_format(plain, decimal_pos=max(0, -int(plain.as_tuple().exponent)), use_l10n=True))
