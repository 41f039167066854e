"""What the house takes from the files of its charter at its first start."""

from __future__ import annotations

from django.conf import settings

from liamm.features.charter.actions import adopt_version, register_amendment
from liamm.features.charter.files import amendments_of, folder, versions_of
from liamm.features.charter.models import Amendment, CharterVersion
from liamm.kernel.access import SYSTEM


def adopt_shipped() -> list[CharterVersion]:
    """Adopt what the folder of this laboratory holds when nothing is adopted yet; returns what was adopted."""
    if CharterVersion.objects.of(settings.LIAMM_LAB).exists():
        return []
    return [adopt_version(SYSTEM, charter) for charter in versions_of(folder())]


def register_shipped_amendments() -> list[Amendment]:
    """Put the amendments of the folder under way, but those that already are."""
    known = set(Amendment.objects.filter(amends__lab=settings.LIAMM_LAB).values_list("key", flat=True))
    return [register_amendment(SYSTEM, each) for each in amendments_of(folder()) if each.key not in known]
