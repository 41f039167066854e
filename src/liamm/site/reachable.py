"""Whether the database answers and can be used, before anything leans on it."""

from __future__ import annotations

import psycopg
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from liamm.kernel.env import ConfigurationError

OLDEST = 15


def require_database(url: str) -> None:
    """Raises ConfigurationError, in one sentence, when the database does not answer, is too old or lacks letters."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10_000
            encoding = connection.info.parameter_status("server_encoding") or ""
    except psycopg.Error as error:
        said = " ".join(str(error).split())
        raise ConfigurationError(f"The database does not answer: {said} Check LIAMM_DATABASE_URL.") from error
    if version < OLDEST:
        raise ConfigurationError(f"The database is PostgreSQL {version}; Liamm needs {OLDEST} or later. Upgrade it.")
    if encoding != "UTF8":
        raise ConfigurationError(
            f"The database keeps its texts in {encoding}, and Liamm writes all the letters there are. "
            "Create another one with ENCODING 'UTF8' TEMPLATE template0, and name it in LIAMM_DATABASE_URL."
        )


def require_migrated() -> None:
    """Raises ConfigurationError, in one sentence, when the database is not at this version of Liamm."""
    executor = MigrationExecutor(connections["default"])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise ConfigurationError("The database is not at this version of Liamm. Run `liamm migrate`, then this again.")
