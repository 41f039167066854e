"""The files of the mails that were taken: erased with what they told."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from django.conf import settings

from liamm.features.terrain.rules.mails import read_mail


def erase_mails(names: Collection[str]) -> int:
    """Erase the files of the mails of these Message-IDs; returns how many."""
    gone = 0
    for path in (Path(settings.LIAMM_MAIL_FOLDER) / "done").glob("*.eml"):
        if read_mail(path.read_bytes()).message_id[:400] in names:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
