"""What the house promised about signals and communities, as a refusal cites it."""

from __future__ import annotations

from liamm.features.charter import bindings
from liamm.kernel import clock
from liamm.kernel.actions import Citation


def promised(key: str) -> Citation:
    """The citation of one promise: the article that makes it, or the usage of the house."""
    practices = bindings.practices(clock.today())
    return practices.cite(practices.value.of(key))
