"""When two signals may be merged into one, and apart again."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


class MergeFault(StrEnum):
    """Why two signals may not be merged."""

    SAME = "same"
    SOURCE_MERGED = "source_merged"
    TARGET_MERGED = "target_merged"
    WITHDRAWN = "withdrawn"


def merge_fault(
    source: Key, target: Key, roots: Mapping[Key, Key | None], withdrawn: Iterable[Key]
) -> MergeFault | None:
    """Why `source` may not be merged into `target` (None when it may).

    `roots` gives for each what it is merged into. Only two signals that stand by themselves are merged, so that
    what is merged makes trees without loops, and taking apart gives back what was.
    """
    if source == target:
        return MergeFault.SAME
    if roots.get(source) is not None:
        return MergeFault.SOURCE_MERGED
    if roots.get(target) is not None:
        return MergeFault.TARGET_MERGED
    if {source, target} & set(withdrawn):
        return MergeFault.WITHDRAWN
    return None
