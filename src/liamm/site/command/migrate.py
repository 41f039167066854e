"""`liamm migrate`: database, charter, calendar of the bodies and static files; quick when there is nothing to do."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from liamm.features.charter.shipped import adopt_shipped
from liamm.features.governance import almanac
from liamm.site import freshness
from liamm.site.demo.load import is_empty, load
from liamm.site.options import database_url
from liamm.site.static_files import collect_if_changed

# any number will do, as long as nothing else asks PostgreSQL for the same one
_LOCK = 0x11A33


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to tell the story of the demonstration too."""
    parser.add_argument(
        "--demonstration", action="store_true", help="in demonstration mode, also fill the database if it is empty"
    )


def run(arguments: argparse.Namespace) -> int:
    """Apply what is missing, one process at a time however many start together."""
    with _alone():
        if pending():
            freshness.forget()
            call_command("migrate", interactive=False, verbosity=0)
        adopt_shipped()
        if arguments.demonstration and settings.DEMONSTRATION and is_empty():
            print("Loading the demonstration laboratory …", flush=True)
            load()
        almanac.keep()
    collect_if_changed()
    freshness.remember(database_url())
    return 0


def pending() -> list[str]:
    """The migrations that are not applied yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
