"""Where the files of the charters are, and what the house takes from them at its first start."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from liamm.features.charter.actions import adopt_version, register_amendment
from liamm.features.charter.bindings.shapes.registry import SCHEMAS
from liamm.features.charter.models import Amendment, CharterVersion
from liamm.features.charter.reading import read_amendment, read_charter
from liamm.features.charter.texts import AmendmentText, CharterText
from liamm.kernel.access import SYSTEM


def folder() -> Path:
    """The folder of this laboratory, as the settings found it."""
    return Path(settings.LIAMM_LAB_FOLDER)


@lru_cache(maxsize=8)
def shipped_versions(lab: Path) -> tuple[CharterText, ...]:
    """The versions found in the folder of a laboratory, the oldest first."""
    found = [read_charter(file.parent, SCHEMAS) for file in lab.glob("*/charter.toml")]
    return tuple(sorted(found, key=lambda charter: charter.in_force))


def shipped_amendments(lab: Path) -> tuple[AmendmentText, ...]:
    """The amendments found in the folder of a laboratory."""
    versions = {charter.version: charter for charter in shipped_versions(lab)}
    return tuple(
        read_amendment(file.parent, SCHEMAS, versions.values())
        for file in sorted((lab / "amendments").glob("*/amendment.toml"))
    )


def adopt_shipped() -> list[CharterVersion]:
    """Adopt what the folder of this laboratory holds when nothing is adopted yet; returns what was adopted."""
    if CharterVersion.objects.of(settings.LIAMM_LAB).exists():
        return []
    return [adopt_version(SYSTEM, charter) for charter in shipped_versions(folder())]


def register_shipped_amendments() -> list[Amendment]:
    """Put the amendments of the folder under way, but those that already are."""
    known = set(Amendment.objects.filter(amends__lab=settings.LIAMM_LAB).values_list("key", flat=True))
    return [register_amendment(SYSTEM, each) for each in shipped_amendments(folder()) if each.key not in known]
