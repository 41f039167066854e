"""What every table of a binding carries."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, model_validator

from liamm.features.charter.bindings.shapes.fitting import MisfitError
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
            raise MisfitError("article_missing")
        if self.source is Source.HOUSE and self.article:
            raise MisfitError("article_claimed", "article", word=self.article)
        return self

    @model_validator(mode="after")
    def _keys_of_their_own(self) -> Self:
        """In a list, each has a key of its own."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            keys = [getattr(one, "key", None) for one in value] if isinstance(value, tuple) else []
            for place, key in enumerate(keys):
                if key is not None and key in keys[:place]:
                    raise MisfitError("key_twice", name, place, "key", word=key)
        return self

    @property
    def is_house(self) -> bool:
        """Whether the charter is silent here and the house decided."""
        return self.source is Source.HOUSE
