"""Words that are read later than they are written: « demain » is wrong on the morrow, in a letter and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum


class Lasting(IntEnum):
    """For how long words hold: while a page is looked at, as long as a letter is kept, as long as paper is."""

    PAGE = 0
    LETTER = 1
    PAPER = 2


_lasting: ContextVar[Lasting] = ContextVar("lasting", default=Lasting.PAGE)


@contextmanager
def lasting(how_long: Lasting) -> Iterator[None]:
    """What is said inside names its days: none is *tomorrow*, and on paper each has its year. A decorator as well."""
    token = _lasting.set(how_long)
    try:
        yield
    finally:
        _lasting.reset(token)


def lasts() -> Lasting:
    """For how long what is being said must hold."""
    return _lasting.get()
