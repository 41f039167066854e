"""The versions of the charter as this process last read them, and what each of them binds."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from liamm.features.charter.bindings.citing import Cited
from liamm.features.charter.bindings.shapes.table import Table
from liamm.features.charter.models import Article, Binding, CharterVersion
from liamm.kernel.actions import DomainError

When = date | str
T = TypeVar("T", bound=Table)

FRESH_SECONDS = 60.0
"""How long another process may take to see a version that was just adopted; versions are immutable, so only a new
one can be missed, and it takes effect on a day."""


@dataclass(frozen=True)
class Held:
    """One version, with the titles of its articles and its bindings as JSON; typed on first use."""

    id: UUID
    number: str
    in_force: date
    titles: Mapping[str, str]
    data: Mapping[str, Mapping[str, Any]]
    typed: dict[str, Table] = field(default_factory=dict, compare=False)

    def table(self, name: str, schema: type[T]) -> T:
        """The binding of this name, validated once."""
        found = self.typed.get(name)
        if not isinstance(found, schema):
            found = self.typed[name] = schema.model_validate(self.data[name])
        return found


_held: dict[str, tuple[float, tuple[Held, ...]]] = {}


def forget() -> None:
    """Read the versions anew at the next question."""
    _held.clear()


def versions() -> tuple[Held, ...]:
    """The versions of this laboratory's charter, the oldest first (three queries at most once a minute)."""
    lab = settings.LIAMM_LAB
    moment = time.monotonic()
    read_at, held = _held.get(lab, (0.0, ()))
    if not held or moment - read_at > FRESH_SECONDS:
        held = _load(lab)
        _held[lab] = (moment, held)
    return held


def _load(lab: str) -> tuple[Held, ...]:
    rows = list(CharterVersion.objects.of(lab))
    titles: dict[UUID, dict[str, str]] = {row.id: {} for row in rows}
    data: dict[UUID, dict[str, Mapping[str, Any]]] = {row.id: {} for row in rows}
    for version, number, title in Article.objects.filter(version__in=rows).values_list("version", "number", "title"):
        titles[version][number] = title
    for version, name, value in Binding.objects.filter(version__in=rows).values_list("version", "name", "data"):
        data[version][name] = value
    return tuple(
        Held(
            row.id,
            row.number,
            row.in_force_from,
            MappingProxyType(titles[row.id]),
            MappingProxyType(data[row.id]),
        )
        for row in rows
    )


def held(at: When) -> Held:
    """The version in force on a day, or the version of a number.

    Raises DomainError when there is none.
    """
    if isinstance(at, str):
        found = next((each for each in versions() if each.number == at), None)
    else:
        found = next((each for each in reversed(versions()) if each.in_force <= at), None)
    if found is None:
        raise DomainError(_("Aucune charte n’est en vigueur à cette date."))
    return found


def bound(name: str, schema: type[T], at: When, otherwise: T | None = None) -> Cited[T]:
    """A binding as it holds on a day (or in a version), with the means to cite it.

    Raises DomainError when that version says nothing of it and nothing holds otherwise.
    """
    version = held(at)
    if name not in version.data:
        if otherwise is not None:
            return Cited(otherwise, name, version.number, version.titles)
        raise DomainError(
            _("La charte %(number)s ne dit rien de « %(name)s ».") % {"number": version.number, "name": name}
        )
    return Cited(version.table(name, schema), name, version.number, version.titles)
