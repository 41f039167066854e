"""The decorator of a prepared read, and how a call finds its statement."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from django.db import connection
from django.db.models import Func, IntegerField, Model, QuerySet

from liamm.kernel import clock
from liamm.kernel.access.actor import LinkHolder
from liamm.kernel.prepared import checking
from liamm.kernel.prepared.actors import Fetch, Seen, identity, known, see, see_known, stand_in
from liamm.kernel.prepared.placeholders import MOST, PlaceholderError, PlaceholderMoment
from liamm.kernel.prepared.statements import Statement, write

P = ParamSpec("P")
RowT = TypeVar("RowT")
KEPT = 512
"""How many statements one read keeps; all are written anew when there are more."""

_NOW = "now"


class Rows(Func):
    """The number of rows that a read finds, as its only column: `.order_by().values_list(Rows(), flat=True)`."""

    template = "COUNT(*)"
    output_field = IntegerField()


def prepared(build: Callable[P, QuerySet[Any, RowT]]) -> Callable[P, list[RowT]]:
    """Make a read of a function that builds a queryset: the function is called once for each shape of what it is given.

    What is given by place are things, people, and values that go to the database as they are: identifiers, texts,
    days, moments, lists of those (longer than 512 they are read without preparation). The present moment
    (`kernel.clock`) is a value too. Numbers, truths and what is given by name choose the statement: let there be few.

    Raises PlaceholderError on the first call when the function does anything else with a value.
    """
    read = _Read(build)

    @functools.wraps(build)
    def rows(*given: P.args, **options: P.kwargs) -> list[RowT]:
        return read.rows(given, options)

    return rows


@dataclass(slots=True)
class _Fork:
    """Where the next thing that is looked at in an actor chooses the way."""

    place: int
    name: str
    fetch: Fetch
    ways: dict[Hashable, _Fork | Statement] = field(default_factory=dict)


class _Call:
    """One call: what was given, the values that come out of it, and what was looked at on the way."""

    def __init__(self, given: tuple[Any, ...]) -> None:
        self.given = given
        self.moment = clock.now()
        self.values: dict[Hashable, Any] = {_NOW: self.moment}
        self.seen: list[Seen | None] = []
        self.shape: tuple[Hashable, ...] = tuple([self._take(place, one) for place, one in enumerate(given)])

    def _take(self, place: int, one: Any) -> Hashable:
        if _asks(one):
            self.seen.append(None)
            self.values[place, "pk"] = identity(one)
            return str(one.__class__.__qualname__)
        taken = see(place, one)
        self.seen.append(taken)
        self.values.update(taken.values)
        return taken.shape

    def look(self, place: int, name: str, fetch: Fetch) -> Seen:
        """Look at something of who asks."""
        seen = see_known((place, name), known(self.given[place], name, fetch))
        self.values.update(seen.values)
        return seen


def _asks(one: Any) -> bool:
    return isinstance(one, Model | LinkHolder) or hasattr(one, "is_authenticated")


@dataclass
class _Building:
    """The first call of a shape: what is looked at is noted, in order; nothing but that reads the database."""

    call: _Call
    trail: list[tuple[_Fork, Hashable]] = field(default_factory=list)
    told: dict[tuple[int, str], Any] = field(default_factory=dict)
    looking: bool = False

    def given(self) -> list[Any]:
        """What was given, with placeholders."""
        return [
            seen.form() if seen else stand_in(one, place, _Stand(self, place))
            for place, (one, seen) in enumerate(zip(self.call.given, self.call.seen, strict=True))
        ]

    def consult(self, place: int, name: str, fetch: Fetch) -> Any:
        """What is known of who asks, with placeholders: the same each time it is looked at."""
        if (place, name) in self.told:
            return self.told[place, name]
        self.looking = True
        try:
            with clock.at(self.call.moment):
                seen = self.call.look(place, name, fetch)
        finally:
            self.looking = False
        self.trail.append((_Fork(place, name, fetch), seen.shape))
        self.told[place, name] = seen.form()
        return self.told[place, name]

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Build at no moment in particular, and without reading the database."""
        now = PlaceholderMoment(lambda values: values[_NOW])
        with clock.at(now), connection.execute_wrapper(self._refuse):
            yield

    def _refuse(self, execute: Callable[..., Any], *words: Any) -> Any:
        if self.looking:
            return execute(*words)
        raise PlaceholderError(f"A prepared read may not read while it is built; use `known`: {words[0]}")


@dataclass(frozen=True, slots=True)
class _Stand:
    """What the stand-in of one of those given tells."""

    building: _Building
    place: int

    def consult(self, name: str, fetch: Fetch) -> Any:
        """Pass it on."""
        return self.building.consult(self.place, name, fetch)


class _Read:
    """One prepared read and its statements."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self.ways: dict[Hashable, _Fork | Statement] = {}
        self.count = 0

    def rows(self, given: tuple[Any, ...], options: dict[str, Any]) -> list[Any]:
        """What is found for what is given."""
        if any(isinstance(one, list | tuple | set | frozenset) and len(one) > MOST for one in given):
            return list(self.build(*given, **options))
        call = _Call(given)
        key = call.shape, tuple(sorted(options.items()))
        way = self.ways.get(key)
        while isinstance(way, _Fork):
            way = way.ways.get(call.look(way.place, way.name, way.fetch).shape)
        statement = way or self._prepare(call, key, options)
        if checking.ON:
            with clock.at(call.moment):
                checking.check(self.build(*given, **options), statement, call.values)
        return statement.rows(call.values)

    def _prepare(self, call: _Call, key: Hashable, options: dict[str, Any]) -> Statement:
        building = _Building(call)
        with building.alone():
            statement = write(self.build(*building.given(), **options))
        self._keep(key, building.trail, statement)
        return statement

    def _keep(self, key: Hashable, trail: list[tuple[_Fork, Hashable]], statement: Statement) -> None:
        self.count += 1
        if self.count > KEPT:
            self.ways, self.count = {}, 1
        ways = self.ways
        for fork, shape in trail:
            there = ways.setdefault(key, fork)
            ways, key = there.ways, shape  # type: ignore[union-attr]  # what is looked at next depends on nothing else
        ways[key] = statement
