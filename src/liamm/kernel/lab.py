"""Which laboratory this is: the folder of its charter, and its identity as data (`lab.toml`)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError

import liamm
from liamm.kernel.env import ConfigurationError

_PACKAGE = Path(liamm.__file__).parent


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


def find_lab(charters: str, lab: str) -> Path:
    """The folder of a laboratory, in the folder given or among those shipped with Liamm.

    Raises ConfigurationError when there is none.
    """
    roots = [Path(charters)] if charters else [_PACKAGE / "charters", _PACKAGE.parents[1] / "charters"]
    for root in roots:
        if (root / lab / "lab.toml").is_file():
            return root / lab
    raise ConfigurationError(f"No charter of « {lab} » is found. Set LIAMM_CHARTERS to the folder that holds it.")


def read_identity(folder: Path) -> Identity:
    """The identity written in `lab.toml`.

    Raises ConfigurationError naming the file and the first thing that is wrong in it.
    """
    file = folder / "lab.toml"
    try:
        return Identity.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file} cannot be read: {error}. Mend that line.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigurationError(f"{file}: « {where} » is wrong ({first['msg']}). Mend that line.") from error
