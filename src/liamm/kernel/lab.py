"""Which laboratory this is: the folder of its charter, and its identity as data (`lab.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

import liamm
from liamm.kernel.env import ConfigurationError
from liamm.kernel.locating import Place as Where
from liamm.kernel.locating import line_of, lines_of

_PACKAGE = Path(liamm.__file__).parent


_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class _AstrayError(ValueError):
    """A value that fits its type and nothing else, and where it stands."""

    def __init__(self, place: Where, sentence: str) -> None:
        super().__init__(sentence)
        self.place = place


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A few words that name the nearest known word, or nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f" Did you mean « {close[0]} »?" if close else ""


class _Part(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


class Place(_Part):
    """Where the house is and how one arrives."""

    building: str = ""
    floor: str = ""
    street: str = ""
    postcode: str = ""
    town: str
    phone: str = ""
    arriving: str = ""


class Mail(_Part):
    """The addresses of the lab: for people, for signals, for letters, for rights over one's data."""

    contact: str
    signals: str
    concierge: str
    letters: str
    rights: str


class HostShown(_Part):
    """An organisation that carries the lab, as the house names it."""

    key: str
    name: str
    short: str = ""
    service: str = ""


class Meaning(_Part):
    """One meaning of the name."""

    word: str
    language: str
    text: str


class Identity(_Part):
    """The identity of a laboratory; changing it asks for no line of code."""

    key: str
    name: str
    product: str = "Liamm"
    product_meaning: str = ""
    tagline: str
    promise: str
    greeting: str
    region: str
    region_code: str
    country: str = "fr"
    timezone: str
    languages: tuple[str, ...]
    logo: str = ""
    neutrality: str = ""
    place: Place
    mail: Mail
    colours: dict[str, str]
    functions: dict[str, str]
    hosts: tuple[HostShown, ...]
    meanings: tuple[Meaning, ...] = ()

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        """Colours are colours, functions and the dot take one of them, and the time zone exists."""
        named = [name for name in self.colours if name != "dot"]
        for name, value in self.colours.items():
            if name != "dot" and not _COLOUR.fullmatch(value):
                raise _AstrayError(("colours", name), f"« {value} » is no colour. Write it as #1d2b36.")
        for place, word in (
            (("colours", "dot"), self.colours.get("dot", "")),
            *((("functions", key), ink) for key, ink in self.functions.items()),
        ):
            if word and word not in named:
                raise _AstrayError(place, f"« {word} » is none of the colours named here.{did_you_mean(word, named)}")
        try:
            ZoneInfo(self.timezone)
        except (KeyError, ValueError, OSError) as error:
            raise _AstrayError(("timezone",), f"« {self.timezone} » is no time zone.") from error
        return self


def find_lab(charters: str, lab: str) -> Path:
    """The folder of a laboratory, in the folder given or among those shipped with Liamm.

    Raises ConfigurationError when there is none.
    """
    roots = [Path(charters)] if charters else [_PACKAGE / "charters", _PACKAGE.parents[1] / "charters"]
    for root in roots:
        if (root / lab / "lab.toml").is_file():
            return root / lab
    known = sorted({file.parent.name for root in roots for file in root.glob("*/lab.toml")})
    there = f" There are: {', '.join(known)}.{did_you_mean(lab, known)}" if known else ""
    raise ConfigurationError(
        f"LIAMM_LAB: no charter of « {lab} » is found in {', '.join(str(root) for root in roots)}.{there} "
        "Set LIAMM_LAB to one of them, or LIAMM_CHARTERS to the folder that holds it."
    )


def read_identity(folder: Path) -> Identity:
    """The identity written in `lab.toml`.

    Raises ConfigurationError naming the file, the line and the first thing that is wrong in it.
    """
    file = folder / "lab.toml"
    text = file.read_text(encoding="utf-8")
    try:
        return Identity.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file} cannot be read: {error}. Mend that line.") from error
    except ValidationError as error:
        first = error.errors()[0]
        raised = first.get("ctx", {}).get("error")
        place = raised.place if isinstance(raised, _AstrayError) else first["loc"]
        said = str(raised) if isinstance(raised, _AstrayError) else f"{first['msg']}. Mend that line."
        where = ".".join(str(part) for part in place)
        line = line_of(lines_of(text), place)
        raise ConfigurationError(f"{file}, line {line}: « {where} »: {said}") from error
