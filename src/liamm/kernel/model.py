"""The base of every table: time-ordered identifiers and the moment of creation."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import models

from liamm.kernel import clock


def uuid7() -> UUID:
    """A time-ordered identifier (RFC 9562, section 5.7: 48 bits of Unix milliseconds, then randomness)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)


class Model(models.Model):
    """A thing with an identifier that never changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field[Any, Any]) -> str:  # noqa: N802  # Django's name for it
        """The label of a choice. Django's own translates every choice of the field to say one of them."""
        value = getattr(self, field.attname)
        return str(_labels(field).get(value, "" if value is None else value))


@lru_cache(maxsize=512)
def _labels(field: models.Field[Any, Any]) -> Mapping[Any, Any]:
    """The choices of a field by value; their words stay lazy, for the language of whoever reads."""
    return dict(field.flatchoices)
