"""Bringing signals from a table: checked first, taken when asked, each line once."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.terrain.actions.intake import Told, take_signal
from liamm.features.terrain.enums import Origin
from liamm.features.terrain.facts import TableChecked, TableForgotten, TableImported
from liamm.features.terrain.models import ImportBatch, ImportedLine
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.tables import read_batch, said_left, submissions
from liamm.features.terrain.rules.tabular import Line
from liamm.features.territories.models import Territory
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record

log = logging.getLogger("liamm.terrain")
MOST_BYTES = 5 * 1024 * 1024


@action
def check_table(actor: Actor, content: bytes, *, name: str) -> ImportBatch:
    """Keep a table to be checked; the same content is the same table, whatever its name."""
    require(policy, actor, Permission.IMPORT)
    if len(content) > MOST_BYTES:
        raise DomainError(
            _("Ce tableau pèse plus de 5 Mo."), nearest=_("Coupez-le en plusieurs fichiers."), field="file"
        )
    sha256 = hashlib.sha256(content).hexdigest()
    by = actor if isinstance(actor, Person) else None
    defaults = {"name": name[:150], "content": content, "by": by}
    batch, _made = ImportBatch.objects.update_or_create(sha256=sha256, defaults=defaults)
    record(actor, TableChecked(subject_id=batch.pk, sha256=sha256))
    return batch


@action
def import_table(actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Take the good lines of a table as signals, each once, even when a corrected table brings them again.

    Each line stands by itself: one that fails is named with its reason and blocks no other. The content goes
    afterwards: what was told is in the signals only.
    """
    require(policy, actor, Permission.IMPORT, batch)
    batch = ImportBatch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.pk)
    if batch.imported_at and not batch.content:
        record(actor, TableImported(subject_id=batch.pk, taken=0, left=0))
        return batch
    table = read_batch(batch)
    if table.fault or not table.lines:
        raise DomainError(_("Ce tableau n’a aucune ligne que nous puissions reprendre."))
    taken, failed = _take(actor, batch, table.lines)
    batch.imported_at, batch.content = clock.now(), b""
    batch.left = said_left(table.bad, failed)
    batch.save()
    record(actor, TableImported(subject_id=batch.pk, taken=taken, left=len(table.bad_lines) + len(failed)))
    return batch


@action
def forget_table(actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Let go of the content of a table that nobody imported."""
    require(policy, actor, Permission.FORGET, batch)
    batch.content = b""
    batch.save()
    record(actor, TableForgotten(subject_id=batch.pk))
    return batch


def _take(actor: Actor, batch: ImportBatch, lines: Sequence[Line]) -> tuple[int, dict[int, str]]:
    """How many lines were taken anew, and why the others could not be."""
    known = set(batch.lines.values_list("number", flat=True))
    keys = {UUID(line.territory) for line in lines if line.territory}
    places = {str(one.pk): one for one in Territory.objects.filter(pk__in=keys)}
    taken, failed = 0, {}
    for line, submission in submissions(lines):
        if line.number in known:
            continue
        told = _told(line, submission, places.get(line.territory))
        try:
            taken += _take_line(actor, batch, line.number, told)
        except DomainError as refusal:
            failed[line.number] = str(refusal)
        except DatabaseError:
            log.exception("line %s of a table could not be kept", line.number)
            failed[line.number] = _("cette ligne n’a pas pu être enregistrée ; les autres l’ont été")
    return taken, failed


def _take_line(actor: Actor, batch: ImportBatch, number: int, told: Told) -> bool:
    """Take one line in a savepoint of its own; whether it is new."""
    with transaction.atomic():
        receipt = take_signal(actor, told)
        ImportedLine.objects.create(batch=batch, number=number, signal=receipt.signal, again=receipt.again)
    return not receipt.again


def _told(line: Line, submission: str, territory: Territory | None) -> Told:
    return Told(
        submission=submission,
        words=line.words,
        for_whom=line.for_whom,
        place=line.place,
        territory=territory,
        frequency=line.frequency,
        tried=line.tried,
        heard_on=line.day,
        name=line.name,
        mail=line.mail,
        phone=line.phone,
        origin=Origin.IMPORT,
    )
