"""What the files of one charter say of each other: every word that names something elsewhere names something there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.charter.bindings.shapes.bodies import Bodies
from liamm.features.charter.bindings.shapes.fitting import Kept, Names
from liamm.features.charter.bindings.shapes.functions import Functions
from liamm.features.charter.bindings.shapes.house import Rooms, Uses
from liamm.features.charter.bindings.shapes.route import AgendaItems, Route
from liamm.features.charter.bindings.shapes.table import Table
from liamm.features.charter.enums import ItemKind
from liamm.features.charter.faults import nearest
from liamm.features.charter.inheriting import tables_in
from liamm.kernel.locating import Place

Tables = Mapping[str, Table]
Said = tuple[Place, str]


@dataclass(frozen=True, slots=True)
class Astray:
    """A word that leads nowhere: the file it stands in, where in it, and what to say of it."""

    binding: str
    place: Place
    sentence: str


_FOUND_IN: Mapping[Kept, tuple[str, Callable[[Any], list[str]]]] = {
    Kept.BODY: ("bodies", lambda table: [one.key for one in cast("Bodies", table).bodies]),
    Kept.SEAT: ("bodies", lambda table: [seat.key for one in cast("Bodies", table).bodies for seat in one.seats]),
    Kept.ROOM: ("rooms", lambda table: [one.key for one in cast("Rooms", table).rooms]),
    Kept.USE: ("uses", lambda table: [one.key for one in cast("Uses", table).accepted]),
}
_SAID = {
    Kept.BODY: gettext_lazy("« %(word)s » n’est pas une instance de bodies.toml%(hint)s"),
    Kept.SEAT: gettext_lazy("« %(word)s » n’est pas un siège de bodies.toml%(hint)s"),
    Kept.ROOM: gettext_lazy("« %(word)s » n’est pas une salle de rooms.toml%(hint)s"),
    Kept.USE: gettext_lazy("« %(word)s » n’est pas un usage accueilli par uses.toml%(hint)s"),
    Kept.HOST: gettext_lazy("« %(word)s » n’est pas une maison hôte de lab.toml%(hint)s"),
}


def astray(tables: Tables, hosts: list[str] | None) -> Iterator[Astray]:
    """Everything that leads nowhere between these bindings; `hosts` are those of the laboratory, None when unknown."""
    known = {kept: found(tables[name]) for kept, (name, found) in _FOUND_IN.items() if name in tables}
    if hosts is not None:
        known[Kept.HOST] = hosts
    for name, table in sorted(tables.items()):
        for place, kept, word in _names_in(table, ()):
            if kept in known and word not in known[kept]:
                hint = nearest(word, sorted(known[kept])) or "."
                yield Astray(name, place, _SAID[kept] % {"word": word, "hint": hint})
    yield from _incomplete(tables)


def _names_in(table: Table, place: Place) -> Iterator[tuple[Place, Kept, str]]:
    """Every word of a table, and of those under it, that names something kept elsewhere."""
    for name, field in type(table).model_fields.items():
        for mark in field.metadata:
            if isinstance(mark, Names):
                value = getattr(table, name)
                words = value if isinstance(value, tuple) else (value,)
                yield from (((*place, name), mark.kept, word) for word in words if word is not None)
    for inner, found in tables_in(table, place):
        yield from _names_in(found, inner)


def _incomplete(tables: Tables) -> Iterator[Astray]:
    """What is asked of the whole and that no single value shows."""
    for name, look in _WHOLE.items():
        if name in tables:
            yield from (Astray(name, place, sentence) for place, sentence in look(tables[name]))


def _kinds_missing(items: AgendaItems) -> Iterator[Said]:
    there = {one.kind for one in items.kinds}
    for kind in ItemKind:
        if kind not in there:
            yield ("kinds",), _("aucun point de l’ordre du jour n’est du genre « %(kind)s ».") % {"kind": kind.value}


def _asked_twice(functions: Functions) -> Iterator[Said]:
    asked = [one.asks for one in functions.functions]
    for place, kind in enumerate(asked):
        if kind in asked[:place]:
            sentence = _("deux fonctions répondent aux demandes du genre « %(kind)s ».")
            yield ("functions", place, "asks"), sentence % {"kind": kind.value}


def _confirms_itself(route: Route) -> Iterator[Said]:
    for place, path in enumerate(route.paths):
        if path.confirms == path.proposes:
            sentence = _("« %(word)s » confirmerait ce qu’il a décidé lui-même : ôtez « confirms ».")
            yield ("paths", place, "confirms"), sentence % {"word": path.confirms}


_WHOLE: Mapping[str, Callable[[Any], Iterator[Said]]] = {
    "agenda_items": _kinds_missing,
    "functions": _asked_twice,
    "route": _confirms_itself,
}
