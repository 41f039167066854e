"""Reading signals from a table (CSV): what each line says, and for each bad one the column, why and what is possible.

The table is read as people save it: semicolons or commas, UTF-8 or the code page of Windows, headings in any order.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from liamm.features.terrain.rules.days import nearest_day, read_day
from liamm.features.terrain.rules.telling import LIMITS, is_mail, readable
from liamm.kernel.french import fold

MOST_LINES = 5_000
FIRST_DAY = date(1990, 1, 1)
_CLOSE = 0.6
_HEAD_LINES = 5
_DELIMITERS = ";,\t"
_LONGEST_CELL = 8 * 1024 * 1024


class Column(StrEnum):
    """The columns that are understood."""

    WORDS = "words"
    FOR_WHOM = "for_whom"
    PLACE = "place"
    FREQUENCY = "frequency"
    TRIED = "tried"
    DAY = "day"
    NAME = "name"
    MAIL = "mail"
    PHONE = "phone"


HEADINGS: Mapping[Column, Sequence[str]] = {
    Column.WORDS: ("ce qui se passe", "remontee", "texte", "description", "temoignage", "besoin", "que se passe-t-il"),
    Column.FOR_WHOM: ("pour qui", "public", "personnes concernees", "pour qui est-ce difficile"),
    Column.PLACE: ("ou", "lieu", "commune", "territoire", "ou cela se passe-t-il"),
    Column.FREQUENCY: ("frequence", "a quelle frequence", "combien de fois"),
    Column.TRIED: ("deja essaye", "ce qui a ete essaye", "essais", "a-t-on deja essaye"),
    Column.DAY: ("date", "jour", "entendue le", "recue le", "entendu le"),
    Column.NAME: ("nom", "contact", "nom du contact", "votre nom"),
    Column.MAIL: ("courriel", "mail", "email", "e-mail", "adresse electronique", "votre courriel"),
    Column.PHONE: ("telephone", "tel", "votre telephone"),
}
FREQUENCIES: Mapping[str, str] = {
    "une seule fois": "once",
    "une fois": "once",
    "de temps en temps": "sometimes",
    "parfois": "sometimes",
    "souvent": "often",
    "a chaque fois": "always",
    "toujours": "always",
    "": "",
}


class Fault(StrEnum):
    """What is wrong with a line."""

    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    PLACE_UNKNOWN = "place_unknown"
    PLACE_UNSURE = "place_unsure"
    FREQUENCY_UNKNOWN = "frequency_unknown"
    DAY_UNREADABLE = "day_unreadable"
    DAY_TOO_OLD = "day_too_old"
    DAY_TO_COME = "day_to_come"
    MAIL_UNREADABLE = "mail_unreadable"
    TOO_MANY_CELLS = "too_many_cells"
    OPEN_QUOTE = "open_quote"


class TableFault(StrEnum):
    """What is wrong with the whole table."""

    UNREADABLE = "unreadable"
    NO_WORDS_COLUMN = "no_words_column"
    EMPTY = "empty"
    TOO_MANY_LINES = "too_many_lines"


@dataclass(frozen=True, slots=True)
class BadCell:
    """One thing to correct: the line as a spreadsheet counts it, the column, why, and the nearest possible values."""

    line: int
    column: str
    fault: Fault
    value: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """What a text means as a place: its key, or the names it could mean."""

    key: str = ""
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line that can be taken."""

    number: int
    words: str
    for_whom: str
    place: str
    territory: str
    frequency: str
    tried: str
    day: date | None
    name: str
    mail: str
    phone: str = field(default="", repr=False)

    @property
    def said(self) -> str:
        """All it says, but its number: what makes it the same line in a corrected table."""
        return repr(replace(self, number=0)) + self.phone


@dataclass(frozen=True, slots=True)
class Table:
    """A table read: the lines that can be taken, what is to be corrected, the headings that were not understood.

    `repeated` names each line that says the same as one before, with the number of that one: two people may have
    said the same, or somebody copied a line twice.
    """

    lines: tuple[Line, ...] = ()
    bad: tuple[BadCell, ...] = ()
    ignored: tuple[str, ...] = ()
    repeated: tuple[tuple[int, int], ...] = ()
    fault: TableFault | None = None

    @property
    def bad_lines(self) -> list[int]:
        """The numbers of the lines that cannot be taken."""
        return sorted({cell.line for cell in self.bad})


Locate = Callable[[str], Place]


def decode(content: bytes) -> str | None:
    """The text of a file: UTF-16 by its mark, UTF-8, else the code page of Windows; None for what is not text."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(content, "utf-16")
    if b"\x00" in content:
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        if (text := _decoded(content, encoding)) is not None:
            return text
    return content.decode("latin-1")


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def read_table(content: bytes, locate: Locate, today: date) -> Table:
    """Read a whole table; `locate` says what a text means as a place."""
    found = _rows(content)
    if found is None:
        return Table(fault=TableFault.UNREADABLE)
    rows, swallowing = found
    if not any(any(row) for row in rows):
        return Table(fault=TableFault.EMPTY)
    head = _heading(rows)
    columns, ignored = _columns(rows[head])
    if Column.WORDS not in columns:
        return Table(ignored=ignored, fault=TableFault.NO_WORDS_COLUMN)
    body = [(number, row) for number, row in enumerate(rows[head + 1 :], start=head + 2) if any(row)]
    if not body:
        return Table(ignored=ignored, fault=TableFault.EMPTY)
    if len(body) > MOST_LINES:
        return Table(ignored=ignored, fault=TableFault.TOO_MANY_LINES)
    return _read_body(body, _Reader(columns, rows[head], locate, today, len(rows) if swallowing else 0), ignored)


def _rows(content: bytes) -> tuple[list[list[str]], bool] | None:
    """The cells of each line, without what nobody sees, and whether a quote never closed holds the end of the file.

    None for what is no table.
    """
    text = decode(content)
    if text is None:
        return None
    csv.field_size_limit(_LONGEST_CELL)
    try:
        delimiter, text = _delimiter(text)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return None
    swallowing = bool(rows) and text.count('"') % 2 == 1 and any("\n" in cell for cell in rows[-1])
    return [[readable(cell).strip() for cell in row] for row in rows], swallowing


def _delimiter(text: str) -> tuple[str, str]:
    """What separates the cells, and the text without the line by which Excel says so."""
    first, _end, others = text.partition("\n")
    said = first.strip().strip('"').lower()
    if said.startswith("sep=") and said[4:] in tuple(_DELIMITERS):
        return said[4:], others
    if said == "sep=":
        return "\t", others
    lines = text[:_LONGEST_CELL].splitlines()[:_HEAD_LINES]
    for line in lines:
        delimiter = max(_DELIMITERS, key=line.count)
        if Column.WORDS in _columns(next(csv.reader([line], delimiter=delimiter), []))[0]:
            return delimiter, text
    return max(_DELIMITERS, key=lines[0].count) if lines else ";", text


def _heading(rows: Sequence[Sequence[str]]) -> int:
    """The place of the headings: the first line, but for a title or empty lines above them."""
    for place, row in enumerate(rows[:_HEAD_LINES]):
        if Column.WORDS in _columns(row)[0]:
            return place
        if sum(map(bool, row)) > 1:
            break
    return 0


def _columns(headings: Sequence[str]) -> tuple[dict[Column, int], tuple[str, ...]]:
    columns: dict[Column, int] = {}
    ignored: list[str] = []
    for place, heading in enumerate(headings):
        column = _column(heading)
        if column and column not in columns:
            columns[column] = place
        elif heading:
            ignored.append(heading)
    return columns, tuple(ignored)


def _column(heading: str) -> Column | None:
    said = " ".join(fold(heading).replace("’", "'").replace("?", " ").split())
    return next((column for column, names in HEADINGS.items() if said in names), None)


def _read_body(body: Sequence[tuple[int, Sequence[str]]], reader: _Reader, ignored: tuple[str, ...]) -> Table:
    lines: list[Line] = []
    bad: list[BadCell] = []
    for number, row in body:
        if number == reader.swallowing:
            bad.append(BadCell(number, "", Fault.OPEN_QUOTE, row[0]))
            continue
        line, faults = reader.read(number, row)
        if faults:
            bad += faults
        else:
            lines.append(line)
    return Table(tuple(lines), tuple(bad), ignored, _repeated(lines))


def _repeated(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    first: dict[str, int] = {}
    return tuple(
        (line.number, number) for line in lines if (number := first.setdefault(line.said, line.number)) != line.number
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads lines of one table; `swallowing` is the number of the one that holds the end of the file, 0 for none."""

    columns: Mapping[Column, int]
    headings: Sequence[str]
    locate: Locate
    today: date
    swallowing: int

    def read(self, number: int, row: Sequence[str]) -> tuple[Line, list[BadCell]]:
        """The line and what is to be corrected in it."""
        faults: list[BadCell] = []
        if len(row) > len(self.headings) and any(row[len(self.headings) :]):
            faults.append(BadCell(number, "", Fault.TOO_MANY_CELLS, row[len(self.headings)]))
        cells = {column: row[place] if place < len(row) else "" for column, place in self.columns.items()}
        day, territory, frequency = None, "", ""
        for column, (value, fault, nearest) in self._judge(cells).items():
            if fault:
                faults.append(BadCell(number, self.headings[self.columns[column]], fault, cells[column], nearest))
            elif column == Column.DAY and isinstance(value, date):
                day = value
            elif column == Column.PLACE:
                territory = str(value)
            elif column == Column.FREQUENCY:
                frequency = str(value)
        get = cells.get
        line = Line(
            number, get(Column.WORDS, ""), get(Column.FOR_WHOM, ""), get(Column.PLACE, ""), territory, frequency,
            get(Column.TRIED, ""), day, get(Column.NAME, ""), get(Column.MAIL, ""), get(Column.PHONE, ""),
        )  # fmt: skip
        return line, faults

    def _judge(self, cells: Mapping[Column, str]) -> dict[Column, _Judged]:
        judges: dict[Column, Callable[[str], _Judged]] = {
            Column.WORDS: _judge_words,
            Column.PLACE: self._judge_place,
            Column.FREQUENCY: _judge_frequency,
            Column.DAY: self._judge_day,
            Column.MAIL: _judge_mail,
        }
        judged = {column: judge(cells[column]) for column, judge in judges.items() if column in cells}
        refused: _Judged = ("", Fault.TOO_LONG, ())
        return judged | {column: refused for column, said in cells.items() if len(said) > _most(column)}

    def _judge_place(self, said: str) -> _Judged:
        if not said:
            return "", None, ()
        place = self.locate(said)
        if place.key:
            return place.key, None, ()
        return "", Fault.PLACE_UNSURE if place.nearest else Fault.PLACE_UNKNOWN, place.nearest

    def _judge_day(self, said: str) -> _Judged:
        if not said:
            return "", None, ()
        day = read_day(said)
        if day is None:
            return "", Fault.DAY_UNREADABLE, nearest_day(said)
        if day < FIRST_DAY:
            return "", Fault.DAY_TOO_OLD, ()
        return (day, None, ()) if day <= self.today else ("", Fault.DAY_TO_COME, ())


_Judged = tuple[str | date, Fault | None, tuple[str, ...]]


def _judge_words(said: str) -> _Judged:
    if not said:
        return "", Fault.NO_WORDS, ()
    return said, None, ()


def _most(column: Column) -> int:
    """How much a cell may hold: as much as the form takes."""
    return LIMITS.get(column, LIMITS["words"])


def _judge_frequency(said: str) -> _Judged:
    key = " ".join(fold(said).split())
    if key in FREQUENCIES:
        return FREQUENCIES[key], None, ()
    known = [name for name in FREQUENCIES if name]
    return "", Fault.FREQUENCY_UNKNOWN, tuple(get_close_matches(key, known, n=2, cutoff=_CLOSE))


def _judge_mail(said: str) -> _Judged:
    return (said, None, ()) if not said or is_mail(said) else ("", Fault.MAIL_UNREADABLE, ())
