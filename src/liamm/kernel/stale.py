"""Writing over what somebody else wrote meanwhile: a form carries what its writer had read, and a stale one is refused.

`mark` names what was read; an action that is given it compares it, under its lock, with what is there. `None` says that
nobody read anything first (the house, a job): it writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.utils.translation import gettext as _

from liamm.kernel.actions import DomainError

Texts = Sequence[tuple[str, str]]
"""What is there: each part by its name, in words."""


class StaleError(DomainError):
    """Somebody else wrote meanwhile: `theirs` is what is there now, and `seen` the mark of having read it."""

    def __init__(self, theirs: Texts) -> None:
        super().__init__(
            _("Quelqu’un d’autre a enregistré un autre texte depuis que vous avez ouvert cette page."),
            nearest=_("Rien de ce que vous avez écrit n’est perdu : relisez les deux, puis enregistrez de nouveau."),
        )
        self.theirs = theirs
        self.seen = mark(theirs)


def mark(texts: Texts) -> str:
    """What names these texts and no others."""
    return hashlib.sha256(repr([tuple(map(str, one)) for one in texts]).encode()).hexdigest()[:32]


def refuse_stale(seen: str | None, texts: Texts) -> None:
    """Stop a writing over texts that its writer has not read.

    Raises StaleError, with both what is there and the mark by which one may write over it knowingly.
    """
    if seen is not None and seen != mark(texts):
        raise StaleError(texts)
