"""Where the files of the charters are, and what they say."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from liamm.features.charter.reading import read_amendment, read_charter
from liamm.features.charter.texts import AmendmentText, CharterText
from liamm.kernel.extension import BindingSpec, manifests


def folder() -> Path:
    """The folder of this laboratory, as the settings found it."""
    return Path(settings.LIAMM_LAB_FOLDER)


def declared() -> dict[str, BindingSpec]:
    """The bindings that the features of this house read, by name."""
    return {spec.name: spec for manifest in manifests() for spec in manifest.bindings}


@lru_cache(maxsize=8)
def versions_of(lab: Path) -> tuple[CharterText, ...]:
    """The versions found in the folder of a laboratory, the oldest first."""
    found = [read_charter(file.parent, declared()) for file in lab.glob("*/charter.toml")]
    return tuple(sorted(found, key=lambda charter: charter.in_force))


def amendments_of(lab: Path) -> tuple[AmendmentText, ...]:
    """The amendments found in the folder of a laboratory."""
    versions = {charter.version: charter for charter in versions_of(lab)}
    return tuple(
        read_amendment(file.parent, declared(), versions.values())
        for file in sorted((lab / "amendments").glob("*/amendment.toml"))
    )
