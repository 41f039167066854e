"""Verbs that need Django and the database: both are made ready before the module of the verb is imported."""

from __future__ import annotations

import argparse
import os
import sys
from types import ModuleType

import django

from liamm.kernel import env
from liamm.kernel.env import ConfigurationError
from liamm.site import options
from liamm.site.command.plain import understand
from liamm.site.command.verb import Verb
from liamm.site.database import at_hand, embedded
from liamm.site.options import database_url
from liamm.site.postgres.cluster import Cluster
from liamm.site.reachable import require_database, require_migrated

_ONCE = frozenset({"migrate"})
"""Of the children of `liamm run`, the one that says what all of them would."""


def run(name: str, verb: Verb, words: list[str]) -> int:
    """Do it with these words of the command line; the exit code."""
    options.LOOKING = verb.looks
    cluster = embedded()
    if cluster is not None:
        os.environ["LIAMM_DATABASE_URL"] = cluster.url
    django.setup()
    module, arguments = understand(name, verb, words)
    if verb.looks:
        return _look(module, arguments, cluster)
    if name in _ONCE or not arguments.child:
        _warn()
    with at_hand(cluster):
        require_database(database_url())
        if verb.migrated:
            require_migrated()
        return int(module.run(arguments))


def _warn() -> None:
    for sentence in env.unknown(os.environ):
        print(f"liamm: {sentence}", file=sys.stderr)


def _look(module: ModuleType, arguments: argparse.Namespace, cluster: Cluster | None) -> int:
    """Look at all there is, also when there is no database to look into."""
    if cluster is not None and not cluster.data.exists():
        return int(module.run(arguments, f"There is no database in {cluster.data} yet. Run `liamm run`."))
    try:
        with at_hand(cluster):
            require_database(database_url())
            return int(module.run(arguments))
    except ConfigurationError as error:
        return int(module.run(arguments, str(error)))
