"""Where the files of the charters are, and what they say."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

import liamm
from liamm.features.charter.bindings.shapes.identity import Identity
from liamm.features.charter.reading import read_amendment, read_charter, read_identity
from liamm.features.charter.texts import AmendmentText, CharterText
from liamm.kernel.env import ConfigurationError
from liamm.kernel.extension import BindingSpec, manifests

_PACKAGE = Path(liamm.__file__).parent


def folder() -> Path:
    """The folder of this laboratory: the one the settings name, that of the wheel, or that of the sources.

    Raises ConfigurationError when there is none.
    """
    roots = [Path(settings.LIAMM_CHARTERS)] if settings.LIAMM_CHARTERS else []
    for root in roots or [_PACKAGE / "charters", _PACKAGE.parents[1] / "charters"]:
        if (root / settings.LIAMM_LAB).is_dir():
            return root / settings.LIAMM_LAB
    raise ConfigurationError(
        f"No charter of « {settings.LIAMM_LAB} » is found. Set LIAMM_CHARTERS to the folder that holds it."
    )


def declared() -> dict[str, BindingSpec]:
    """The bindings that the features of this house read, by name."""
    return {spec.name: spec for manifest in manifests() for spec in manifest.bindings}


@lru_cache(maxsize=8)
def identity_of(lab: Path) -> Identity:
    """Who a laboratory is, as its folder says."""
    return read_identity(lab / "lab.toml")


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
