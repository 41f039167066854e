"""The `liamm` command: one module per verb, found in the table below."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured

from liamm import __version__
from liamm.kernel.env import ConfigurationError
from liamm.site.command.verb import Verb

VERBS = {
    "run": Verb("start everything: database, web pages, worker and, if none is set, a place for mails", django=False),
    "web": Verb("answer web requests only"),
    "worker": Verb("do background work only"),
    "letterbox": Verb("take the answers to letters from a mail server, only", migrated=True),
    "migrate": Verb("bring the database and the static files to this version"),
    "demo": Verb("fill an empty database with the demonstration laboratory", migrated=True),
    "check": Verb("say what is wrong with this installation and how to mend it", looks=True),
    "createadmin": Verb("give a person all rights of administration", migrated=True),
    "verify-ledger": Verb(
        "recompute the chain of the register and name the first entry that does not hold", migrated=True
    ),
    "mailbox": Verb("keep every mail in the var folder instead of sending it", django=False),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; a wrong setting is one sentence, never a stack trace."""
    words = sys.argv[1:] if arguments is None else arguments
    chosen = _chooser().parse_args(words[:1])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liamm.site.settings")
    try:
        # settings are read while modules are imported: what is wrong with them must find us here
        verb = VERBS[chosen.verb]
        runner = import_module("liamm.site.command.with_django" if verb.django else "liamm.site.command.plain")
        return int(runner.run(chosen.verb, verb, words[1:]))
    except (ConfigurationError, ImproperlyConfigured) as error:
        print(f"liamm: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _chooser() -> argparse.ArgumentParser:
    table = "\n".join(f"  {name:<13} {verb.purpose}" for name, verb in VERBS.items())
    parser = argparse.ArgumentParser(
        prog="liamm",
        description="The operating platform of a public-innovation laboratory.",
        epilog=f"verbs:\n{table}\n\n`liamm VERB --help` says more. Settings: docs/ops/settings.md.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"liamm {__version__}")
    parser.add_argument("verb", choices=VERBS, metavar="VERB")
    return parser
