"""What a table brought by the team says, before anything is taken."""

from __future__ import annotations

from functools import cache

from liamm.features.terrain.models import ImportBatch
from liamm.features.terrain.rules.tabular import Place, Table, read_table
from liamm.features.territories.queries import resolve
from liamm.kernel import clock


def read_batch(batch: ImportBatch) -> Table:
    """Read a table as it would be taken now; each place is looked up once."""
    return read_table(bytes(batch.content), cache(_locate), clock.today())


def _locate(said: str) -> Place:
    found = resolve(said)
    if found.territory:
        return Place(str(found.territory.pk))
    return Place(nearest=tuple(one.label for one in found.candidates))
