"""Verbs that need Django and the database: both are made ready before the module of the verb is imported."""

from __future__ import annotations

import os

import django

from liamm.site.command.plain import understand
from liamm.site.command.verb import Verb
from liamm.site.database import at_hand, embedded
from liamm.site.options import database_url
from liamm.site.reachable import require_database


def run(name: str, verb: Verb, words: list[str]) -> int:
    """Do it with these words of the command line; the exit code."""
    cluster = embedded()
    if cluster is not None:
        os.environ["LIAMM_DATABASE_URL"] = cluster.url
    django.setup()
    module, arguments = understand(name, verb, words)
    with at_hand(cluster):
        require_database(database_url())
        return int(module.run(arguments))
