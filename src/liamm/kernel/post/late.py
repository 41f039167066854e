"""Words that a letter says and that its copy never holds: put in at the very moment it is handed over.

A letter that names its `filler` writes `MARK` where they go. What waits, what is tried again and what is kept
therefore holds dots; what leaves says what is true when it leaves, and does not leave when nothing is to be said any
more. Where copies are kept as they left, `recall` has them let go of.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.html import escape
from django.views.decorators.debug import sensitive_variables

from liamm.kernel.post.models import Message, MessageState
from liamm.kernel.sealed import Secret

MARK = "••••••"


@dataclass(frozen=True, slots=True)
class LateWords:
    """Lines of a term (« Porte : ») and the secret said of it, and until when they are good for anything."""

    lines: Sequence[tuple[str, Secret]]
    until: datetime


Filler = Callable[[Message], LateWords | None]
Keeper = Callable[[Collection[str]], object]
_fillers: dict[str, Filler] = {}
_keepers: list[Keeper] = []


def fills(name: str) -> Callable[[Filler], Filler]:
    """Give a function the letters of this `filler`; it answers None when they are not to leave any more."""

    def register(function: Filler) -> Filler:
        _fillers[name] = function
        return function

    return register


@sensitive_variables()
def filled(message: Message) -> tuple[Message, datetime] | None:
    """The message as it goes out, of which nothing is saved, and its end; None when it is not to leave any more."""
    words = _fillers[message.filler](message)
    if words is None:
        return None
    said = copy.copy(message)
    said.text = message.text.replace(MARK, "\n".join(f"{term} {secret.reveal()}" for term, secret in words.lines))
    said.html = message.html.replace(MARK, "<br>".join(_line(term, secret) for term, secret in words.lines))
    return said, words.until


@sensitive_variables()
def _line(term: str, secret: Secret) -> str:
    shown = escape(secret.reveal()).replace("\n", "<br>")
    return f"{escape(term)} <strong>{shown}</strong>"


def keeps_copies(keeper: Keeper) -> Keeper:
    """Have a function, which knows where copies of sent letters are kept, let go of those of these Message-IDs."""
    _keepers.append(keeper)
    return keeper


def recall(topics: Collection[str]) -> None:
    """What such letters said on these topics is true no more: no copy of it stays, once the act is committed."""
    sent = Message.objects.filter(topic__in=topics, state=MessageState.SENT).exclude(filler="")
    if found := frozenset(sent.values_list("message_id", flat=True)):
        transaction.on_commit(lambda: [keeper(found) for keeper in _keepers])
