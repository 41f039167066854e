"""From a verb to its module, with the database and Django ready when it needs them."""

from __future__ import annotations

import argparse
import os
from importlib import import_module

import django

from liamm.site.command.verb import Verb
from liamm.site.database import at_hand, embedded, require_database
from liamm.site.options import database_url
from liamm.site.processes import leave_with_parent


def run(name: str, verb: Verb, words: list[str]) -> int:
    """Do it with these words of the command line; the exit code."""
    cluster = embedded()
    if verb.django:
        if cluster is not None:
            os.environ["LIAMM_DATABASE_URL"] = cluster.url
        django.setup()
    module = import_module(f"liamm.site.command.{name}")
    parser = argparse.ArgumentParser(prog=f"liamm {name}", description=f"{verb.purpose.capitalize()}.")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    module.add_arguments(parser)
    arguments = parser.parse_args(words)
    if arguments.child:
        leave_with_parent()
    if not verb.django:
        return int(module.run(arguments))
    with at_hand(cluster):
        require_database(database_url())
        return int(module.run(arguments))
