"""What a table brought by the team says, before anything is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from django.utils.translation import gettext as _

from liamm.features.terrain.models import ImportBatch
from liamm.features.terrain.rules.tabular import BadCell, Fault, Place, Table, TableFault, read_table
from liamm.features.territories.queries import resolve
from liamm.kernel import clock


def read_batch(batch: ImportBatch) -> Table:
    """Read a table as it would be taken now; each place is looked up once."""
    return read_table(bytes(batch.content), cache(_locate), clock.today())


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
