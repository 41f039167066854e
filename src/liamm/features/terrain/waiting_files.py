"""Files given with the form of a signal that is not sent yet."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile

from liamm.features.terrain.actions.intake import FOLDER
from liamm.features.terrain.models import SignalFile
from liamm.kernel import waiting
from liamm.kernel.actions import DomainError
from liamm.kernel.storage import Kept


def read_waiting(token: str) -> list[Kept]:
    """The files that a form already gave; none for a forged token."""
    return waiting.read_waiting(token, FOLDER)


def keep_waiting(files: Sequence[UploadedFile[bytes]], before: Sequence[Kept]) -> tuple[list[Kept], list[DomainError]]:
    """Keep these files with those given before; one that cannot be taken loses none of the others, and says why."""
    return waiting.keep_waiting(files, before, FOLDER)


def sign_waiting(kept: Sequence[Kept]) -> str:
    """The token that the form carries to its next sending."""
    return waiting.sign_waiting(kept, FOLDER)


def sweep_files() -> int:
    """Delete the files of forms that were never sent; returns how many."""
    return waiting.sweep(FOLDER, _sent)


def _sent(paths: Sequence[str]) -> set[str]:
    return set(SignalFile.objects.filter(path__in=paths).values_list("path", flat=True))
