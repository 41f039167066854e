"""The chain: each sealed entry carries the digest of the one before (a hash chain, Haber and Stornetta, 1991).

The public part of an entry is its position, moment, kind and the digest of its body; the body (actor, subject,
payload, salt) stays in the house. Anyone can recompute the chain from the public parts alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db import connection, transaction

from liamm.kernel.ledger.models import Entry

GENESIS = "0" * 64
_LOCK = 0x6C69616D
_BATCH = 2_000
# One statement for the whole batch: a CASE for each entry costs more than its digest.
_PLACE = """
UPDATE ledger_entry SET position = placed.position, previous = placed.previous, digest = placed.digest
FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[]) AS placed(id, position, previous, digest)
WHERE ledger_entry.id = placed.id
"""


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of walking the chain: how many entries hold, and the first that does not (None when all do)."""

    checked: int
    broken_at: int | None
    why: str = ""
    head: str = GENESIS
    unsealed: int = 0

    @property
    def holds(self) -> bool:
        """Whether the whole chain is intact."""
        return self.broken_at is None


def body_digest(entry: Entry) -> str:
    """The SHA-256 of the private body of an entry, as canonical JSON (sorted keys, no spaces)."""
    body = {
        "actor": entry.actor,
        "payload": entry.payload,
        "salt": entry.salt,
        "subject": f"{entry.subject_kind}:{entry.subject_id}",
    }
    return _sha(json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def entry_digest(previous: str, position: int, entry: Entry) -> str:
    """The SHA-256 that seals an entry: previous digest, position, moment (UTC), kind and body digest, one a line."""
    moment = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return _sha("\n".join([previous, str(position), moment, entry.kind, body_digest(entry)]))


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def seal() -> int:
    """Give the committed entries that wait their place in the chain; returns how many.

    Only one sealer works at a time (advisory lock); actions never wait for it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        row = cursor.fetchone()
        if not (row and row[0]):
            return 0
        last = Entry.objects.filter(position__isnull=False).order_by("-position").first()
        position, previous = (last.position or 0, last.digest) if last else (0, GENESIS)
        waiting = list(Entry.objects.filter(position__isnull=True).order_by("id")[:_BATCH])
        sealed = []
        for entry in waiting:
            position += 1
            digest = entry_digest(previous, position, entry)
            sealed.append((entry.pk, position, previous, digest))
            previous = digest
        if sealed:
            cursor.execute(_PLACE, [list(column) for column in zip(*sealed, strict=True)])
        return len(sealed)


def verify() -> Verification:
    """Walk the whole chain and name the first entry that does not hold; memory does not grow with its length."""
    unsealed = Entry.objects.filter(position__isnull=True).count()
    sealed = Entry.objects.filter(position__isnull=False).order_by("position").iterator(chunk_size=2_000)
    checked, head = 0, GENESIS
    for expected, entry in _numbered(sealed):
        why = _fault(expected, head, entry)
        if why:
            return Verification(checked, entry.position, why, head, unsealed)
        checked, head = checked + 1, entry.digest
    return Verification(checked, None, "", head, unsealed)


def _numbered(entries: Iterable[Entry]) -> Iterator[tuple[int, Entry]]:
    return enumerate(entries, start=1)


def _fault(expected: int, head: str, entry: Entry) -> str:
    if entry.position != expected:
        return f"position {expected} is missing"
    if entry.previous != head:
        return "it does not follow the entry before it"
    if entry.digest != entry_digest(head, expected, entry):
        return "its content was changed"
    return ""
