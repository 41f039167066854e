"""Verbs that need no Django: their module, their words, their work."""

from __future__ import annotations

import argparse
from importlib import import_module
from types import ModuleType

from liamm.site.command.verb import Verb
from liamm.site.processes import leave_with_parent


def run(name: str, verb: Verb, words: list[str]) -> int:
    """Do it with these words of the command line; the exit code."""
    module, arguments = understand(name, verb, words)
    return int(module.run(arguments))


def understand(name: str, verb: Verb, words: list[str]) -> tuple[ModuleType, argparse.Namespace]:
    """The module of a verb and what the words say to it."""
    module = import_module(f"liamm.site.command.{name.replace('-', '_')}")
    parser = argparse.ArgumentParser(prog=f"liamm {name}", description=f"{verb.purpose.capitalize()}.")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    module.add_arguments(parser)
    arguments = parser.parse_args(words)
    if arguments.child:
        leave_with_parent()
    return module, arguments
