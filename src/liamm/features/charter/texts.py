"""A charter as read from its files: plain frozen values, before anything is kept in the database."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from liamm.features.charter.bindings.shapes.table import Table


@dataclass(frozen=True)
class ArticleText:
    """One article: its number, its title and its text in Markdown."""

    number: str
    title: str
    order: int
    body: str


@dataclass(frozen=True)
class BindingText:
    """One binding, validated, as JSON would hold it."""

    name: str
    data: dict[str, Any]

    @classmethod
    def of(cls, name: str, table: Table) -> BindingText:
        """Freeze a validated table into what the database keeps."""
        return cls(name, table.model_dump(mode="json"))


@dataclass(frozen=True)
class CharterText:
    """A whole version of a charter."""

    lab: str
    version: str
    title: str
    subtitle: str
    adopted: date
    in_force: date
    preamble: str
    articles: tuple[ArticleText, ...]
    bindings: tuple[BindingText, ...]

    @property
    def digest(self) -> str:
        """A fingerprint of everything this version says."""
        content = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class AmendmentText:
    """A proposed change: whole articles and whole bindings that would replace those of a version."""

    lab: str
    key: str
    amends: str
    title: str
    proposed_by: str
    reasons: str
    articles: tuple[ArticleText, ...]
    bindings: tuple[BindingText, ...]


def amended(charter: CharterText, amendment: AmendmentText) -> CharterText:
    """Return the charter as it would read with the amendment."""
    articles = {article.number: article for article in (*charter.articles, *amendment.articles)}
    bindings = {binding.name: binding for binding in (*charter.bindings, *amendment.bindings)}
    return replace(
        charter,
        articles=tuple(sorted(articles.values(), key=lambda article: article.order)),
        bindings=tuple(sorted(bindings.values(), key=lambda binding: binding.name)),
    )
