"""Who the laboratory is: names, place, mail, colours, hosts. Changed with the file, not with the charter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field


class _Card(BaseModel):
    """A part of the identity."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


class Place(_Card):
    """Where the laboratory is."""

    building: str
    floor: str = ""
    street: str
    postcode: str
    town: str
    phone: str = ""
    arriving: str = ""


class MailAddresses(_Card):
    """The addresses at which people write to the laboratory, and from which it writes."""

    contact: str
    signals: str
    concierge: str
    letters: str
    rights: str


class Host(_Card):
    """An organisation that carries the laboratory."""

    key: str
    name: str
    short: str
    service: str = ""


class Meaning(_Card):
    """One meaning of the name."""

    word: str
    language: str
    text: str


class Identity(_Card):
    """The identity of the laboratory; `functions` gives each function of the charter one of the `colours`."""

    key: str
    name: str
    product: str
    product_meaning: str
    tagline: str
    promise: str
    greeting: str
    region: str
    region_code: str
    timezone: str
    languages: tuple[str, ...] = Field(min_length=1)
    logo: str
    neutrality: str
    place: Place
    mail: MailAddresses
    colours: Mapping[str, str]
    functions: Mapping[str, str]
    hosts: tuple[Host, ...] = Field(min_length=1)
    meanings: tuple[Meaning, ...] = ()

    def host(self, key: str) -> Host:
        """Return one host by its key."""
        return next(each for each in self.hosts if each.key == key)

    def colour_of(self, function: str) -> str:
        """Return the colour of a function, as CSS writes it."""
        return self.colours[self.functions[function]]
