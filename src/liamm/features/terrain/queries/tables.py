"""What a table brought by the team says, before anything is taken."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.terrain.models import FieldSignal, ImportBatch
from liamm.features.terrain.models.signal import headline_of
from liamm.features.terrain.rules.links import seed_of
from liamm.features.terrain.rules.tabular import BadCell, Fault, Line, Place, Table, TableFault, read_table
from liamm.features.territories.models import Territory
from liamm.features.territories.queries import resolve
from liamm.kernel import clock


def read_batch(batch: ImportBatch) -> Table:
    """Read a table as it would be taken now; each place is looked up once."""
    return read_table(bytes(batch.content), cache(_locate), clock.today())


_MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line that would be taken, or that already is (`reference`): its number, first words and place."""

    number: int
    headline: str
    place: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a table would bring: the lines to take (the first of them shown), those already there, the others."""

    table: Table
    fresh: int
    shown: Sequence[ShownLine]
    there: Sequence[ShownLine]
    bad: Sequence[tuple[BadCell, str]]
    fault: str
    repeated: Sequence[str]

    @property
    def more(self) -> int:
        """How many lines to take are not shown."""
        return self.fresh - len(self.shown)


def dry_run(batch: ImportBatch) -> DryRun:
    """Read a table without taking anything."""
    table = read_batch(batch)
    there = already_there(table.lines)
    fresh = [line for line in table.lines if line.number not in there]
    return DryRun(
        table=table,
        fresh=len(fresh),
        shown=_shown(fresh[:_MOST_SHOWN], there),
        there=_shown([line for line in table.lines if line.number in there], there),
        bad=[(cell, said_fault(cell)) for cell in table.bad],
        fault=said_table_fault(table.fault) if table.fault else "",
        repeated=said_repeated(table.repeated),
    )


def _shown(lines: Sequence[Line], references: Mapping[int, str]) -> list[ShownLine]:
    keys = {UUID(line.territory) for line in lines if line.territory}
    names = {str(one.pk): one.label for one in Territory.objects.filter(pk__in=keys)}
    return [
        ShownLine(
            line.number,
            headline_of(line.words),
            names.get(line.territory, line.place) or _("lieu non dit"),
            references.get(line.number, ""),
        )
        for line in lines
    ]


def submissions(lines: Iterable[Line]) -> Iterator[tuple[Line, str]]:
    """Each line with the key of what it says: the same in another table, or another day."""
    seen: Counter[str] = Counter()
    for line in lines:
        digest = hashlib.sha256(line.said.encode()).hexdigest()
        seen[digest] += 1
        yield line, f"import:{digest}:{seen[digest]}"


def already_there(lines: Iterable[Line]) -> dict[int, str]:
    """The references of the signals that lines became before, by the numbers of the lines."""
    seeds = {seed_of(submission): line.number for line, submission in submissions(lines)}
    known = FieldSignal.objects.filter(seed__in=seeds).values_list("seed", "reference")
    return {seeds[seed]: reference for seed, reference in known}


def _locate(said: str) -> Place:
    found = resolve(said)
    if found.territory:
        return Place(str(found.territory.pk))
    return Place(nearest=tuple(one.label for one in found.candidates))


def said_fault(cell: BadCell) -> str:
    """Why a cell cannot be taken, with the nearest possible."""
    said = {
        Fault.NO_WORDS: _("il manque ce qui se passe"),
        Fault.TOO_LONG: _("ce texte est trop long : nous n’en coupons rien"),
        Fault.PLACE_UNKNOWN: _("nous ne trouvons pas ce lieu"),
        Fault.PLACE_UNSURE: _("ce nom peut désigner plusieurs lieux"),
        Fault.FREQUENCY_UNKNOWN: _("nous ne comprenons pas cette fréquence"),
        Fault.DAY_UNREADABLE: _("nous ne lisons pas cette date"),
        Fault.DAY_TOO_OLD: _("cette date est trop ancienne : nous reprenons ce qui a été dit depuis 1990"),
        Fault.DAY_TO_COME: _("cette date n’est pas encore venue"),
        Fault.MAIL_UNREADABLE: _("ce n’est pas une adresse de courriel"),
        Fault.OPEN_QUOTE: _(
            "un guillemet ouvert dans cette ligne n’est jamais fermé : il prend toute la fin du fichier"
        ),
        Fault.TOO_MANY_CELLS: _("cette ligne a plus de cases que de titres : un séparateur de trop ?"),
    }[cell.fault]
    if not cell.nearest:
        return said
    return _("%(why)s ; le plus proche : %(nearest)s") % {"why": said, "nearest": ", ".join(cell.nearest)}


def said_left(bad: Iterable[BadCell], failed: Mapping[int, str]) -> list[list[object]]:
    """The lines that were left, in order, each with why; nothing of what they said."""
    why: dict[int, list[str]] = {}
    for cell in bad:
        why.setdefault(cell.line, []).append(said_fault(replace(cell, nearest=())))
    for number, sentence in failed.items():
        why.setdefault(number, []).append(sentence)
    return [[number, " ; ".join(why[number])] for number in sorted(why)]


def said_repeated(repeated: Sequence[tuple[int, int]]) -> list[str]:
    """The lines that say the same as one before."""
    return [
        _("La ligne %(line)d dit la même chose que la ligne %(first)d.") % {"line": line, "first": first}
        for line, first in repeated
    ]


def said_table_fault(fault: TableFault) -> str:
    """Why a whole table cannot be read."""
    return {
        TableFault.UNREADABLE: _("Ce fichier n’est pas un tableau au format CSV."),
        TableFault.NO_WORDS_COLUMN: _("Aucune colonne ne dit ce qui se passe : nommez-en une « Ce qui se passe »."),
        TableFault.EMPTY: _("Ce tableau n’a aucune ligne."),
        TableFault.TOO_MANY_LINES: _("Ce tableau a plus de 5 000 lignes : coupez-le en plusieurs."),
    }[fault]


def said_headings() -> list[str]:
    """The headings that are understood, as one would write them."""
    return [
        _("Ce qui se passe (obligatoire)"),
        _("Pour qui"),
        _("Commune"),
        _("Fréquence : une seule fois, de temps en temps, souvent, à chaque fois"),
        _("Déjà essayé"),
        _("Date"),
        _("Nom"),
        _("Courriel"),
        _("Téléphone"),
        _("ou les questions du formulaire, telles quelles : « Que se passe-t-il ? », « Où cela se passe-t-il ? »…"),
    ]
