"""Charters for tests, made by the product's own actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from liamm.features.charter.actions import adopt_version
from liamm.features.charter.files import folder, versions_of
from liamm.features.charter.models import CharterVersion
from liamm.features.charter.texts import CharterText
from liamm.kernel.access import SYSTEM

CHARTERS = Path(__file__).parents[5] / "charters"


def charter_text() -> CharterText:
    """The charter shipped with the product."""
    return versions_of(folder())[0]


def next_version(number: str, *, day: date, title: str = "") -> CharterVersion:
    """A version that follows the one in force; `title` renames its article 2.6."""
    text = charter_text()
    articles = tuple(
        replace(article, title=title) if title and article.number == "2.6" else article for article in text.articles
    )
    return adopt_version(SYSTEM, replace(text, version=number, in_force=day, articles=articles))
