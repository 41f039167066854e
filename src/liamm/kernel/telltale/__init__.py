"""Words that could name or expose somebody, looked for in a text before everybody reads it."""

from liamm.kernel.telltale.refusing import NEVER, quoted, refuse_telltale
from liamm.kernel.telltale.sensitive import Found, Kind, find

__all__ = ["NEVER", "Found", "Kind", "find", "quoted", "refuse_telltale"]
