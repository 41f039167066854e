"""Recomputing the chain of the register, at most once a minute, and remembering what was found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.governance.models import RegisterCheck
from liamm.kernel import clock
from liamm.kernel.ledger.chain import Verification, body_digest, verify
from liamm.kernel.ledger.models import Entry

FRESH = timedelta(seconds=60)
_LOCK = 0x76657269


def last_check() -> RegisterCheck | None:
    """What the last walk found, None when there was none yet."""
    return RegisterCheck.objects.first()


def check_register(*, anew: bool = False) -> RegisterCheck:
    """Walk the whole chain, unless it was walked in the last minute; one walk at a time for all processes.

    `anew` walks in any case: for the command line.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        known = last_check()
        if known is not None and not anew and clock.now() - known.at < FRESH:
            return known
        found = _against(known, verify())
        most = {"most": found.checked, "most_head": found.head} if found.holds else {}
        row, _made = RegisterCheck.objects.update_or_create(
            pk=1,
            defaults={
                "at": clock.now(),
                "checked": found.checked,
                "unsealed": found.unsealed,
                "head": found.head,
                "broken_at": found.broken_at,
                "why": found.why,
                **most,
            },
        )
        return row


def _against(known: RegisterCheck | None, found: Verification) -> Verification:
    """What was found, unless the longest chain that held before is no longer the beginning of it."""
    if known is None or not known.most or not found.holds:
        return found
    if found.checked < known.most:
        why = f"the chain ends before it, and held {known.most} entries when it was last walked"
        return replace(found, broken_at=found.checked + 1, why=why)
    then = Entry.objects.filter(position=known.most).values_list("digest", flat=True).first()
    if then != known.most_head:
        return replace(found, broken_at=known.most, why="it is not the entry that was sealed there before")
    return found


def say_check(check: RegisterCheck, before: RegisterCheck | None) -> str:
    """What one who asked is told: what was found, and when, if it was walked less than a minute ago."""
    found = (
        ngettext("intacte, %(n)s entrée", "intacte, %(n)s entrées", check.checked) % {"n": check.checked}
        if check.holds
        else _("rompue à l’entrée %(position)s") % {"position": check.broken_at}
    )
    if before is None or before.at != check.at:
        return _("La chaîne vient d’être parcourue : %(found)s.") % {"found": found}
    time = timezone.localtime(check.at).strftime("%H:%M:%S")
    return _(
        "La chaîne a déjà été parcourue il y a moins d’une minute, à %(time)s : %(found)s. Revenez dans une minute."
    ) % {"time": time, "found": found}


def public_chain() -> Iterator[str]:
    """The chain as anyone may recompute it: one JSON object a line, without actor, subject or content."""
    sealed = Entry.objects.filter(position__isnull=False).order_by("position")
    for entry in sealed.iterator(chunk_size=2_000):
        line = {
            "position": entry.position,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "kind": entry.kind,
            "body": body_digest(entry),
            "previous": entry.previous,
            "digest": entry.digest,
        }
        yield json.dumps(line, separators=(",", ":")) + "\n"
