"""What every table of a binding carries, and how a value is handed over with the article it comes from."""

from dataclasses import dataclass
from typing import ClassVar, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, model_validator

from liamm.features.charter.enums import Source


class Table(BaseModel):
    """One table of a binding: frozen, without unknown keys, and honest about where it comes from."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    source: Source
    article: str | None = None

    @model_validator(mode="after")
    def _cite_or_say_house(self) -> Self:
        """A rule of the charter names its article; a usage of the house never claims one."""
        if self.source is Source.ARTICLE and not self.article:
            raise ValueError("article_missing")
        if self.source is Source.HOUSE and self.article:
            raise ValueError("article_claimed")
        return self

    @property
    def is_house(self) -> bool:
        """Whether the charter is silent here and the house decided."""
        return self.source is Source.HOUSE


T = TypeVar("T", bound=Table)
T_co = TypeVar("T_co", bound=Table, covariant=True)


@dataclass(frozen=True)
class Citation:
    """What a sentence points to: an article of one version, or a usage of the house when there is no article."""

    version: str
    article: str | None
    title: str
    url: str

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True)
class Cited(Generic[T_co]):
    """A binding in force, with the version of the charter that holds it and the means to cite it."""

    value: T_co
    name: str
    version: str
    titles: tuple[tuple[str, str], ...] = ()

    @property
    def article(self) -> str | None:
        """The article of the whole binding, or None when it is a usage of the house."""
        return self.value.article

    def title_of(self, article: str) -> str:
        """Return the title of an article of this version."""
        return dict(self.titles).get(article, "")
