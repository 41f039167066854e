"""The route of a decision, in the words of its day."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.charter.enums import Matter
from liamm.features.governance.enums import Door
from liamm.features.governance.models import Decision
from liamm.features.governance.rules.route import Standing
from liamm.features.governance.standing import first_of, last_word, say_standing, standing_of
from liamm.kernel.actions import Citation


@dataclass(frozen=True, slots=True)
class Route:
    """The route of a decision as its page says it."""

    text: str
    bodies: str
    says: str
    citation: Citation
    confirmation: Decision | None
    standing: Standing


def route_of(decision: Decision) -> Route:
    """The route of a decision, in the words of its day, with the last word if it is public."""
    root = decision.confirms or first_of(decision)
    cited = bindings.route(decision.charter_version)
    path = cited.value.path(Matter(decision.matter))
    stands = standing_of(root, public=True)
    return Route(
        text=str(root.route.get("text", "")),
        bodies=_say_bodies(root),
        says=say_standing(root, stands),
        citation=cited.cite(path),
        confirmation=last_word(root, public=True),
        standing=stands,
    )


def _say_bodies(root: Decision) -> str:
    """« COPIL puis CODIR », or « par délégation du COPIL »."""
    route = root.route
    if root.door == Door.DELEGATION:
        return _("par délégation du %(body)s") % {"body": root.body.name}
    if not route.get("confirms_name"):
        return str(route.get("proposes_name", ""))
    return _("%(first)s puis %(last)s") % {"first": route["proposes_name"], "last": route["confirms_name"]}
