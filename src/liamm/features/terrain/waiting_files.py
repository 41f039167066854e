"""Files given with a form that is not sent yet: kept at once, since a browser forgets them when a page comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import timedelta

from django.core import signing
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from liamm.features.terrain.actions.intake import FOLDER
from liamm.features.terrain.models import SignalFile
from liamm.kernel import clock, storage
from liamm.kernel.actions import DomainError
from liamm.kernel.storage import Kept

_SALT = "liamm.terrain.files"
PATIENCE = timedelta(days=2)


def read_waiting(token: str) -> list[Kept]:
    """The files that a form already gave; none for a forged token."""
    try:
        return [Kept(*row) for row in signing.loads(token, salt=_SALT)]
    except (signing.BadSignature, ValueError, TypeError):
        return []


def keep_waiting(files: Sequence[UploadedFile[bytes]], before: Sequence[Kept]) -> tuple[list[Kept], list[DomainError]]:
    """Keep these files with those given before; one that cannot be taken loses none of the others, and says why."""
    kept, refused = list(before), []
    for file in files:
        try:
            kept.append(storage.keep(file, FOLDER))
        except DomainError as refusal:
            refused.append(refusal)
    return kept, refused


def sign_waiting(kept: Sequence[Kept]) -> str:
    """The token that the form carries to its next sending."""
    return signing.dumps([astuple(one) for one in kept], salt=_SALT, compress=True) if kept else ""


def sweep_files() -> int:
    """Delete the files of forms that were never sent; returns how many."""
    if not default_storage.exists(FOLDER):
        return 0
    _folders, names = default_storage.listdir(FOLDER)
    old = [path for name in names if _is_old(path := f"{FOLDER}/{name}")]
    known = set(SignalFile.objects.filter(path__in=old).values_list("path", flat=True))
    for path in old:
        if path not in known:
            default_storage.delete(path)
    return len(set(old) - known)


def _is_old(path: str) -> bool:
    return default_storage.get_modified_time(path) < clock.now() - PATIENCE
