"""From a directory of files to a charter: read, validate, and say everything that is wrong at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError

from liamm.features.charter.bindings.shapes.fitting import MisfitError
from liamm.features.charter.bindings.shapes.functions import Functions
from liamm.features.charter.bindings.shapes.table import Table
from liamm.features.charter.faults import CharterError, Fault, bounds_of, nearest, wording
from liamm.features.charter.inheriting import articles_cited, known_names, marks_of, with_sources
from liamm.features.charter.pointing import Astray, astray
from liamm.features.charter.texts import AmendmentText, ArticleText, BindingText, CharterText
from liamm.kernel.extension import BindingSpec
from liamm.kernel.locating import Place, line_of, lines_of

Specs = Mapping[str, BindingSpec]
M = TypeVar("M", bound=BaseModel)


class _Strict(BaseModel):
    """A small head of a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class _CharterHead(_Strict):
    lab: str
    version: str
    title: str
    subtitle: str = ""
    adopted: date
    in_force: date


class _AmendmentHead(_Strict):
    lab: str
    key: str
    amends: str
    title: str
    proposed_by: str
    reasons: str


class _ArticleHead(_Strict):
    number: str
    title: str
    order: int


class Reader:
    """Reads TOML and Markdown under one directory and gathers every fault on the way."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.faults: list[Fault] = []

    def note(self, file: Path, line: int, sentence: str) -> None:
        """Note one thing to mend."""
        self.faults.append(Fault(str(file.relative_to(self.directory.parent.parent)), line, sentence))

    def read(self, file: Path) -> str:
        """Read a file; a missing one is a fault and reads as nothing."""
        if file.is_file():
            return file.read_text(encoding="utf-8")
        self.note(file, 1, _("le fichier manque."))
        return ""

    def model(self, file: Path, text: str, model: type[M]) -> M | None:
        """Parse a TOML text into a model, or note each fault."""
        data = self.toml(file, text)
        return None if data is None else self.valid(file, text, data, model)

    def toml(self, file: Path, text: str) -> dict[str, Any] | None:
        """Parse a TOML text, or note the line where it stops being TOML."""
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            place = str(error).rpartition("line ")[2].split(",")[0]
            line = int(place) if place.isdigit() else text.count("\n") + 1
            self.note(file, line, _("ce n’est pas du TOML à cet endroit."))
            return None

    def valid(self, file: Path, text: str, data: dict[str, Any], model: type[M]) -> M | None:
        """Validate data, or note each fault at its line."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            lines = lines_of(text)
            for detail in error.errors():
                place: Place = detail["loc"]
                misfit = detail["ctx"]["error"] if detail["type"] == "value_error" else None
                within = misfit.place if isinstance(misfit, MisfitError) else ()
                said = wording(detail, known_names(model, place[:-1]), bounds_of(marks_of(model, place)))
                self.note(file, line_of(lines, (*place, *within)), said)
            return None

    def finish(self, head: M | None) -> M:
        """Give the head of the directory back, or refuse the directory when anything is wrong."""
        if head is None or self.faults:
            raise CharterError(sorted(self.faults, key=lambda fault: (fault.file, fault.line)))
        return head


def _read_articles(reader: Reader) -> tuple[ArticleText, ...]:
    """Read the articles, in their order."""
    found: dict[str, ArticleText] = {}
    for file in sorted((reader.directory / "articles").glob("*.md")):
        article = _read_article(reader, file)
        if article is None:
            continue
        if article.number in found:
            reader.note(file, 2, _("l’article %(number)s est écrit deux fois.") % {"number": article.number})
        found[article.number] = article
    return tuple(sorted(found.values(), key=lambda article: article.order))


def _read_article(reader: Reader, file: Path) -> ArticleText | None:
    """Read one article: TOML between two lines of +++, then Markdown."""
    _before, _mark, rest = reader.read(file).partition("+++\n")
    front, mark, body = rest.partition("+++\n")
    if not mark:
        reader.note(file, 1, _("l’en-tête entre deux lignes « +++ » manque."))
        return None
    head = reader.model(file, f"\n{front}", _ArticleHead)
    return None if head is None else ArticleText(head.number, head.title, head.order, body.strip())


def _read_bindings(reader: Reader, specs: Specs, numbers: set[str]) -> dict[str, Table]:
    """Read the bindings that are there."""
    found = {}
    for file in sorted((reader.directory / "bindings").glob("*.toml")):
        table = _read_binding(reader, file, specs, numbers)
        if table is not None:
            found[file.stem] = table
    return found


def _kept(tables: Mapping[str, Table]) -> tuple[BindingText, ...]:
    return tuple(BindingText.of(name, table) for name, table in tables.items())


def _note_astray(reader: Reader, tables: Mapping[str, Table], lab: Path, head: Path) -> None:
    """Note what the bindings say of each other and that is not there; what is not in this directory, at its head."""
    for one in astray(tables, _hosts(reader, lab, tables)):
        file = reader.directory / "bindings" / f"{one.binding}.toml"
        if file.is_file():
            reader.note(file, line_of(lines_of(reader.read(file)), one.place), one.sentence)
        else:
            reader.note(head, 1, _from_elsewhere(one))


def _from_elsewhere(one: Astray) -> str:
    return _("dans %(file)s, que cet amendement ne change pas, %(sentence)s") % {
        "file": f"{one.binding}.toml",
        "sentence": one.sentence,
    }


def _hosts(reader: Reader, lab: Path, tables: Mapping[str, Table]) -> list[str] | None:
    """The host organisations of the laboratory, None without its identity; its functions are those of the charter."""
    file = lab / "lab.toml"
    if not file.is_file():
        return None
    text = reader.read(file)
    data = reader.toml(file, text) or {}
    functions = tables.get("functions")
    known = [one.key for one in functions.functions] if isinstance(functions, Functions) else None
    for name in data.get("functions", {}) if known else ():
        if known and name not in known:
            hint = nearest(name, known) or "."
            sentence = _("« %(word)s » n’est pas une fonction de functions.toml%(hint)s") % {"word": name, "hint": hint}
            reader.note(file, line_of(lines_of(text), ("functions", name)), sentence)
    return [str(one.get("key", "")) for one in data.get("hosts", ())]


def _read_binding(reader: Reader, file: Path, specs: Specs, numbers: set[str]) -> Table | None:
    """Read one binding, and check that the articles it cites exist."""
    if file.stem not in specs:
        hint = nearest(file.stem, sorted(specs)) or "."
        reader.note(
            file, 1, _("personne ne lit de règle nommée « %(name)s »%(hint)s") % {"name": file.stem, "hint": hint}
        )
        return None
    text, schema = reader.read(file), specs[file.stem].schema
    data = reader.toml(file, text)
    if data is None:
        return None
    table: Table | None = reader.valid(file, text, with_sources(schema, data), schema)
    if table is not None:
        lines = lines_of(text)
        for place, number in articles_cited(table):
            if number not in numbers:
                hint = nearest(number, sorted(numbers)) or "."
                sentence = _("l’article %(number)s n’existe pas%(hint)s") % {"number": number, "hint": hint}
                reader.note(file, line_of(lines, (*place, "article")), sentence)
    return table


def read_charter(directory: Path, specs: Specs) -> CharterText:
    """Read a whole version, in which every binding that someone reads must be there.

    Raises CharterError with every fault.
    """
    reader = Reader(directory)
    file = directory / "charter.toml"
    head = reader.model(file, reader.read(file), _CharterHead)
    articles = _read_articles(reader)
    tables = _read_bindings(reader, specs, {article.number for article in articles})
    _note_astray(reader, tables, directory.parent, file)
    present = {path.stem for path in (directory / "bindings").glob("*.toml")}
    for name in sorted({name for name, spec in specs.items() if spec.required} - present):
        reader.note(directory / "bindings" / f"{name}.toml", 1, _("la règle « %(name)s » manque.") % {"name": name})
    preamble = directory / "preamble.md"
    return CharterText(
        **reader.finish(head).model_dump(),
        preamble=preamble.read_text(encoding="utf-8").strip() if preamble.is_file() else "",
        articles=articles,
        bindings=_kept(tables),
    )


def read_amendment(directory: Path, specs: Specs, versions: Iterable[CharterText]) -> AmendmentText:
    """Read an amendment, which holds only what it changes in the one of these versions that it amends.

    Raises CharterError with every fault.
    """
    reader = Reader(directory)
    file = directory / "amendment.toml"
    text = reader.read(file)
    head = reader.model(file, text, _AmendmentHead)
    amends = next((each for each in versions if head and (each.lab, each.version) == (head.lab, head.amends)), None)
    if head is not None and amends is None:
        sentence = _("aucune charte de « %(lab)s » n’a le numéro %(number)s.")
        reader.note(file, line_of(lines_of(text), ("amends",)), sentence % {"lab": head.lab, "number": head.amends})
    articles = _read_articles(reader)
    numbers = {article.number for article in (*(amends.articles if amends else ()), *articles)}
    tables = _read_bindings(reader, specs, numbers)
    if amends is not None:
        before = {one.name: specs[one.name].schema.model_validate(one.data) for one in amends.bindings}
        _note_astray(reader, {**before, **tables}, directory.parent.parent, file)
    return AmendmentText(**reader.finish(head).model_dump(), articles=articles, bindings=_kept(tables))
