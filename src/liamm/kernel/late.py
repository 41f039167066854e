"""Modules that most processes never use, imported when something of them is first asked for (ADR 0009)."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Late:
    """Stands for a module at the top of another one: whatever is asked of it is asked of the module, imported by then.

    The lock of the import system has several threads that ask first wait for each other.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, asked: str) -> Any:
        return getattr(import_module(self._name), asked)
