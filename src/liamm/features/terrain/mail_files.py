"""The files of the mails that were taken: erased with what they told, or when the delay of the charter has passed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from liamm.features.charter import bindings
from liamm.features.terrain.queries.retention import REFUSALS_KEPT
from liamm.features.terrain.rules.mails import read_mail
from liamm.kernel import clock


def erase_mails(names: Collection[str]) -> int:
    """Erase the files of the mails of these Message-IDs; returns how many."""
    gone = 0
    for path in (Path(settings.LIAMM_MAIL_FOLDER) / "done").glob("*.eml"):
        if read_mail(path.read_bytes()).message_id[:400] in names:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def sweep_mails() -> int:
    """Erase the mails put away: those taken as long ago as the original of a signal is kept, those refused sooner.

    What still waits in the folder is none of them: it has reached nobody yet. Returns how many went.
    """
    taken = timedelta(days=bindings.retention(clock.today()).value.days("signal_original"))
    old = [*_older("done", taken), *_older("refused", min(taken, REFUSALS_KEPT))]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _older(name: str, kept: timedelta) -> list[Path]:
    last = (clock.now() - kept).timestamp()
    return [path for path in (Path(settings.LIAMM_MAIL_FOLDER) / name).glob("*") if path.stat().st_mtime < last]
