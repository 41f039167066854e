"""What logs leave out: the part of an address that opens something to whoever reads it."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"(/(?:agenda/flux)/)[^/\s]+")


class WithoutSecrets(logging.Filter):
    """Puts an ellipsis in place of what is secret in an address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything pass, less what is secret."""
        if isinstance(record.args, tuple):
            record.args = tuple(_less(one) for one in record.args)
        record.msg = _less(record.msg)
        return True


def _less(said: object) -> object:
    return _SECRET.sub(r"\1…", said) if isinstance(said, str) else said
