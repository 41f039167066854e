"""How a value is handed over with the article it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.charter.bindings.shapes.table import Table
from liamm.kernel.actions import Citation
from liamm.ui.tongues import in_french

T_co = TypeVar("T_co", bound=Table, covariant=True)


@dataclass(frozen=True)
class Cited(Generic[T_co]):
    """A binding in force, with the version of the charter that holds it and the means to cite it."""

    value: T_co
    name: str
    version: str
    titles: Mapping[str, str] = field(repr=False)

    @property
    def article(self) -> str | None:
        """The article of the whole binding, or None when it is a usage of the house."""
        return self.value.article

    def cite(self, table: Table | None = None) -> Citation:
        """Cite the article of the whole binding, or of one of its tables (a block, a room, a delay…)."""
        article = (table or self.value).article
        if article is None:
            url = f"{reverse('charter:usages', args=[self.version])}#{self.name}"
            return Citation(self.version, "", _("usage de la maison"), url)
        url = reverse("charter:article", args=[self.version, article])
        return Citation(self.version, article, in_french(self.titles.get(article, "")), url)
