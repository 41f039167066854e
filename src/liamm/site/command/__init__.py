"""The `liamm` command: one module per verb, found in the table below."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from importlib import import_module

import django
from django.core.exceptions import ImproperlyConfigured

from liamm import __version__
from liamm.kernel.env import ConfigurationError
from liamm.site.database import at_hand, embedded, require_database
from liamm.site.options import database_url
from liamm.site.processes import leave_with_parent


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: what it does, and whether its module needs Django and a database before it is imported."""

    purpose: str
    django: bool = True


VERBS = {
    "run": Verb("start everything: database, web pages, worker and, if none is set, a place for mails", django=False),
    "web": Verb("answer web requests only"),
    "worker": Verb("do background work only"),
    "migrate": Verb("bring the database and the static files to this version"),
    "demo": Verb("fill an empty database with the demonstration laboratory"),
    "check": Verb("say what is wrong with this installation and how to mend it", django=False),
    "createadmin": Verb("give a person all rights of administration"),
    "mailbox": Verb("keep every mail in the var folder instead of sending it", django=False),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; a wrong setting is one sentence, never a stack trace."""
    words = sys.argv[1:] if arguments is None else arguments
    chosen = _chooser().parse_args(words[:1])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liamm.site.settings")
    try:
        return _run(chosen.verb, words[1:])
    except (ConfigurationError, ImproperlyConfigured) as error:
        print(f"liamm: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _chooser() -> argparse.ArgumentParser:
    table = "\n".join(f"  {name:<12} {verb.purpose}" for name, verb in VERBS.items())
    parser = argparse.ArgumentParser(
        prog="liamm",
        description="The operating platform of a public-innovation laboratory.",
        epilog=f"verbs:\n{table}\n\n`liamm VERB --help` says more. Settings: docs/ops/settings.md.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"liamm {__version__}")
    parser.add_argument("verb", choices=VERBS, metavar="VERB")
    return parser


def _run(name: str, words: list[str]) -> int:
    verb = VERBS[name]
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
