"""The folder in which the mail server drops mails (`var/mail-in/*.eml`): each is taken once and put away.

What could not be taken goes to `refused/` with its reason beside it, so that nothing is lost without a word.
"""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from liamm.features.terrain.actions import refuse_mail, take_mail
from liamm.features.terrain.enums import InboundState
from liamm.features.terrain.rules.mails import Mail, read_mail
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError

log = logging.getLogger("liamm.terrain")
MOST_BYTES = 40 * 1024 * 1024
_HEAD = 256 * 1024


def inbox() -> Path:
    """The folder."""
    return Path(settings.LIAMM_MAIL_FOLDER)


def empty_inbox() -> int:
    """Take every mail that waits; returns how many were put away.

    A mail is put away once it is kept: a worker that dies in between takes it again, and its Message-ID makes that
    harmless, as it does for two workers at once. When the database does not answer, mails wait.
    """
    done = 0
    for path in sorted(inbox().glob("*.eml")):
        try:
            reason = _take(path)
        except FileNotFoundError:
            continue
        except DatabaseError:
            log.exception("mail %s waits for the database", path.name)
            break
        except Exception as error:
            log.exception("mail %s could not be taken", path.name)
            reason = _("n’a pas pu être lu : %(error)s") % {"error": type(error).__name__}
            _refuse(path, _("Il n’a pas pu être lu."))
        done += _put_away(path, reason)
    return done


def _put_away(path: Path, reason: str) -> int:
    folder = inbox() / ("refused" if reason else "done")
    folder.mkdir(exist_ok=True)
    try:
        path.rename(folder / path.name)
    except FileNotFoundError:
        return 0
    if reason:
        (folder / f"{path.name}.txt").write_text(f"{reason}\n", encoding="utf-8")
    return 1


def _take(path: Path) -> str:
    """Take one mail; returns why it was refused, or nothing."""
    if path.stat().st_size > MOST_BYTES:
        reason = _("Il pèse plus de 40 Mo : envoyez-le sans ses plus grands fichiers, ou en plusieurs fois.")
        _refuse(path, reason)
        return reason
    try:
        taken = take_mail(SYSTEM, read_mail(path.read_bytes()))
    except DomainError as error:
        return str(error)
    return taken.reason if taken.state in {InboundState.REFUSED, InboundState.IGNORED} else ""


def _refuse(path: Path, reason: str) -> None:
    """Let the team and the sender know, from what can be read of its beginning."""
    try:
        with path.open("rb") as file:
            head = read_mail(file.read(_HEAD))
    except Exception:
        log.exception("nothing of mail %s can be read", path.name)
        head = Mail(f"<{path.name}@illisible>", "", "", "", "", "", None, automatic=False)
    refuse_mail(SYSTEM, head, reason=reason)
