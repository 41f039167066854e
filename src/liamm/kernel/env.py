"""Settings come from the environment only; each is declared once, with its meaning."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


class ConfigurationError(Exception):
    """A setting that cannot be used, said in one sentence with its mend."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting as documented: its name, its default as written and what it is for."""

    name: str
    default: str
    purpose: str
    secret: bool = False


DECLARED: dict[str, Declared] = {}


def _read(name: str, default: str, purpose: str, *, secret: bool = False) -> str:
    DECLARED[name] = Declared(name, default, purpose, secret)
    file = os.environ.get(f"{name}_FILE")
    if file:
        path = Path(file)
        if not path.is_file():
            raise ConfigurationError(f"{name}_FILE names {file}, which is not a file. Create it or unset it.")
        return path.read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def text(name: str, default: str, purpose: str) -> str:
    """A text; `NAME_FILE` may name a file that holds it."""
    return _read(name, default, purpose)


def secret(name: str, default: str, purpose: str) -> str:
    """A text that is never shown; `NAME_FILE` may name a file that holds it."""
    return _read(name, default, purpose, secret=True)


def flag(name: str, purpose: str, *, default: bool) -> bool:
    """Yes or no: 1/0, true/false, yes/no, oui/non.

    Raises ConfigurationError for anything else.
    """
    value = _read(name, "1" if default else "0", purpose).strip().lower()
    if value in {"1", "true", "yes", "oui", "on"}:
        return True
    if value in {"0", "false", "no", "non", "off", ""}:
        return False
    raise ConfigurationError(f"{name} is « {value} »; write 1 or 0.")


def number(name: str, default: int, purpose: str, *, least: int = 0, most: int | None = None) -> int:
    """A whole number.

    Raises ConfigurationError for anything else, or out of what it may be.
    """
    value = _read(name, str(default), purpose)
    try:
        found = int(value)
    except ValueError as error:
        raise ConfigurationError(f"{name} is « {value} »; write a whole number, such as {default}.") from error
    if found < least or (most is not None and found > most):
        bounds = f"from {least} to {most}" if most is not None else f"of {least} or more"
        raise ConfigurationError(f"{name} is {found}; write a whole number {bounds}, such as {default}.")
    return found


def choice(name: str, default: str, purpose: str, *, known: Iterable[str]) -> str:
    """One of these words, in capitals or not.

    Raises ConfigurationError for anything else.
    """
    words_known = list(known)
    value = _read(name, default, purpose).strip().upper()
    if value not in words_known:
        raise ConfigurationError(f"{name} is « {value} »; write {', '.join(words_known[:-1])} or {words_known[-1]}.")
    return value


def unknown(environment: Mapping[str, str], also: Iterable[str] = ()) -> list[str]:
    """What is set and nobody reads, each in a sentence with the nearest name; to be asked once all is declared."""
    known = {name for one in DECLARED for name in (one, f"{one}_FILE")} | set(also)
    found = []
    for name in sorted(name for name in environment if name.startswith("LIAMM_") and name not in known):
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        hint = f"Did you mean {near[0]}?" if near else "See docs/ops/settings.md."
        found.append(f"{name} is set and nothing reads it. {hint}")
    return found


def words(name: str, default: str, purpose: str) -> list[str]:
    """A list of words separated by commas."""
    return [word.strip() for word in _read(name, default, purpose).split(",") if word.strip()]
