"""Files given with a form that is not sent yet: kept at once, since a browser forgets them when a page comes back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import astuple
from datetime import timedelta

from django.core import signing
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from liamm.kernel import clock, storage
from liamm.kernel.actions import DomainError
from liamm.kernel.storage import Kept

_SALT = "liamm.waiting"
PATIENCE = timedelta(days=2)


def read_waiting(token: str, folder: str) -> list[Kept]:
    """The files that a form already gave to a folder; none for a token that is forged, or of another folder."""
    try:
        return [Kept(*row) for row in signing.loads(token, salt=f"{_SALT}.{folder}")]
    except (signing.BadSignature, ValueError, TypeError):
        return []


def keep_waiting(
    files: Sequence[UploadedFile[bytes]], before: Sequence[Kept], folder: str
) -> tuple[list[Kept], list[DomainError]]:
    """Keep these files with those given before; one that cannot be taken loses none of the others, and says why."""
    kept, refused = list(before), []
    for file in files:
        try:
            kept.append(storage.keep(file, folder))
        except DomainError as refusal:
            refused.append(refusal)
    return kept, refused


def sign_waiting(kept: Sequence[Kept], folder: str) -> str:
    """The token that the form carries to its next sending."""
    return signing.dumps([astuple(one) for one in kept], salt=f"{_SALT}.{folder}", compress=True) if kept else ""


def sweep(folder: str, known: Callable[[Sequence[str]], Collection[str]]) -> int:
    """Delete the files of forms that were never sent, all but those that are known; returns how many."""
    if not default_storage.exists(folder):
        return 0
    _folders, names = default_storage.listdir(folder)
    old = [path for name in names if _is_old(path := f"{folder}/{name}")]
    sent = set(known(old))
    for path in old:
        if path not in sent:
            default_storage.delete(path)
    return len(set(old) - sent)


def _is_old(path: str) -> bool:
    return default_storage.get_modified_time(path) < clock.now() - PATIENCE
