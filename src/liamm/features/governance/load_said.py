"""The load in words and bars: what was held, what it becomes, what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.commitments.queries import LoadCell, LoadTable, Overflow, say_load, say_month
from liamm.kernel import clock
from liamm.kernel.french import begins_with_vowel
from liamm.kernel.keyed import Keyed

KEPT = 64
"""How many tables are kept in words: the items of some sittings."""


@dataclass(frozen=True, slots=True)
class LoadLineSaid:
    """One line of the load: a month, or all of them, as a bar and a sentence."""

    label: str
    cell: LoadCell
    sentence: str

    @property
    def short(self) -> str:
        """« 82 % », or nothing when no day is available."""
        share = self.cell.share_with
        return "" if share is None else _share(share)


@dataclass(frozen=True, slots=True)
class LoadSaid:
    """A load table as shown: all months together, each month, and the cells that overflow."""

    whole: LoadLineSaid
    months: Sequence[LoadLineSaid]
    overflows: Sequence[str]
    rows: Sequence[tuple[str, str, LoadCell]]


def said_load(table: LoadTable, names: Mapping[str, str] | None = None) -> LoadSaid | None:
    """A table in words; nothing when nothing is asked."""
    if not table.months:
        return None
    known = names if names is not None else skill_names(clock.today())
    holds = table.months, table.skills, tuple(table.cells.items())  # all that its words depend on
    return _said(Keyed(table, holds), tuple(known.items()), get_language())


@lru_cache(maxsize=KEPT)
def _said(held: Keyed[LoadTable], names: tuple[tuple[str, str], ...], language: str | None) -> LoadSaid:
    del language
    table, known = held.value, dict(names)
    months = tuple(_line(say_month(month), table.of_month(month)) for month in table.months)
    rows = tuple(
        (say_month(month), known.get(skill, skill), table.cell(month, skill))
        for month in table.months
        for skill in table.skills
        if table.cell(month, skill) != LoadCell()
    )
    over = tuple(_said_overflow(one, known) for one in table.overflows)
    return LoadSaid(_line(_span(table.months), table.whole), months, over, rows)


def say_uncounted(items: int) -> str:
    """That the load of all is without the items of which its reader stays out."""
    return ngettext(
        "Sans le point dont vous vous tenez à l’écart : ses jours ne sont pas comptés ici.",
        "Sans les %(n)s points dont vous vous tenez à l’écart : leurs jours ne sont pas comptés ici.",
        items,
    ) % {"n": items}


def _said_overflow(one: Overflow, names: Mapping[str, str]) -> str:
    words = _("%(skill)s, %(month)s : %(together)s jours pour %(capacity)s") % {
        "skill": names.get(one.skill, one.skill),
        "month": say_month(one.month),
        "together": _number(one.together),
        "capacity": _number(one.capacity),
    }
    return words if one.share is None else f"{words} ({_share(one.share)})"


def _share(share: int) -> str:
    return _("%(share)s %%") % {"share": share}


def skill_names(day: date | str) -> dict[str, str]:
    """The names of the skills in which load is counted."""
    return {skill.key: skill.name for skill in bindings.skills(day).value.skills}


def _line(label: str, cell: LoadCell) -> LoadLineSaid:
    return LoadLineSaid(label, cell, say_load(cell))


def _span(months: Sequence[date]) -> str:
    if len(months) == 1:
        return say_month(months[0])
    ends = {"first": say_month(months[0]), "last": say_month(months[-1])}
    if begins_with_vowel(ends["first"]):
        return _("d’%(first)s à %(last)s") % ends
    return _("de %(first)s à %(last)s") % ends


def _number(value: Decimal) -> str:
    plain = value.normalize()
    return str(number_format(plain, decimal_pos=max(0, -int(plain.as_tuple().exponent)), use_l10n=True))
