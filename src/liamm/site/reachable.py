"""Whether the database answers and can be used, before anything leans on it."""

from __future__ import annotations

import psycopg

from liamm.kernel.env import ConfigurationError

OLDEST = 15


def require_database(url: str) -> None:
    """Raises ConfigurationError, in one sentence, when the database does not answer or is too old."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.Error as error:
        said = " ".join(str(error).split())
        raise ConfigurationError(f"The database does not answer: {said} Check LIAMM_DATABASE_URL.") from error
    if version < OLDEST:
        raise ConfigurationError(f"The database is PostgreSQL {version}; Liamm needs {OLDEST} or later. Upgrade it.")
