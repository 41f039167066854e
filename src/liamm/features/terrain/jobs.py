"""What the worker does by itself: take the mails dropped in the folder, forget what is old."""

from __future__ import annotations

from liamm.features.terrain.actions import forget_author, forget_mail, forget_original, forget_table
from liamm.features.terrain.inbox import empty_inbox
from liamm.features.terrain.mail_files import sweep_mails
from liamm.features.terrain.queries.retention import (
    authors_to_forget,
    mails_to_forget,
    originals_to_forget,
    tables_to_forget,
)
from liamm.features.terrain.waiting_files import sweep_files
from liamm.kernel.access import SYSTEM
from liamm.kernel.jobs import every, pulse


@pulse(seconds=5)
def take_mails() -> None:
    """Take the mails that wait in the folder."""
    empty_inbox()


@every("23 2 * * *", "terrain.forget_what_is_old")
def forget_what_is_old() -> None:
    """Apply the delays of the charter, each in a transaction of its own."""
    for signal in authors_to_forget():
        forget_author(SYSTEM, signal)
    for signal in originals_to_forget():
        forget_original(SYSTEM, signal)
    for batch in tables_to_forget():
        forget_table(SYSTEM, batch)
    for mail in mails_to_forget():
        forget_mail(SYSTEM, mail)
    sweep_files()
    sweep_mails()
