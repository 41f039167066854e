"""The route of an item: by the charter of the sitting, or by the one under which another body decided first."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.route import Path
from liamm.features.charter.enums import Effect, ItemKind, Matter
from liamm.features.governance.models import AgendaItem
from liamm.features.governance.seats import body_names
from liamm.kernel.actions import DomainError


def kept_path(item: AgendaItem) -> dict[str, Any] | None:
    """The route under which the decision that this item confirms was made; None for any other item."""
    if item.confirms is None:
        return None
    kept: dict[str, Any] = item.confirms.route
    return kept


def path_of(item: AgendaItem, version: str, effect: Effect) -> dict[str, Any]:
    """The route of an item under a version of the charter.

    Raises DomainError when that route gives the word to another body; any body may take note.
    """
    cited = bindings.route(version)
    path = cited.value.path(Matter(item.matter))
    notes = item.kind == ItemKind.INFORMATION or effect in {Effect.NOTE, Effect.DEFER}
    if path.proposes != item.body.key and not notes:
        names = body_names(version)
        raise DomainError(
            _("La route de la charte confie ce sujet au %(body)s.") % {"body": names.get(path.proposes, path.proposes)},
            citation=cited.cite(path),
            nearest=_("Remettez-le à une date, et portez-le à son ordre du jour."),
        )
    return snapshot(path, version)


def snapshot(path: Path, version: str) -> dict[str, Any]:
    """A path as a decision keeps it, with the names of the day."""
    names = body_names(version)
    return {
        "proposes": path.proposes,
        "proposes_name": names.get(path.proposes, path.proposes),
        "confirms": path.confirms,
        "confirms_name": names.get(path.confirms, path.confirms) if path.confirms else None,
        "informs": list(path.informs),
        "informs_names": [names.get(key, key) for key in path.informs],
        "text": path.text,
        "article": path.article,
    }


def theory_of(version: str) -> str:
    """The version of the theory of transformation in force under a charter, empty when there is none yet."""
    return bindings.theory(version).value.version or ""
