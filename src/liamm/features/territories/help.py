"""Whom to call when a laboratory cannot help: the numbers of a country, or those that the laboratory gives itself."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import ClassVar

from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, ValidationError

from liamm.kernel.env import ConfigurationError

SHIPPED = Path(__file__).parent / "data" / "help"


class _Part(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


class HelpLine(_Part):
    """A number, and for whom or what; `form` shows it beside the public form too."""

    number: str
    whom: dict[str, str]
    form: bool = False

    @property
    def said(self) -> str:
        """For whom, in the language of the page, else in the first one written."""
        words = self.whom.get(get_language() or "")
        return words or next(iter(self.whom.values()))


class HelpLines(_Part):
    """The numbers: those of emergencies, that of all emergencies first, and of who defends rights."""

    emergencies: tuple[HelpLine, ...]
    rights: HelpLine


@cache
def read_help(folder: Path, country: str) -> HelpLines:
    """The numbers that a laboratory wrote in its folder (`help.toml`), else those of its country.

    Raises ConfigurationError naming the file and what is wrong.
    """
    own, shipped = folder / "help.toml", SHIPPED / f"{country}.toml"
    file = own if own.is_file() else shipped
    try:
        return HelpLines.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise ConfigurationError(f"No numbers of help are known for « {country} ». Write them in {own}.") from error
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ConfigurationError(f"{file} cannot be read: {error}. Mend it.") from error
