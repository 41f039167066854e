"""Every binding a charter holds, by the name of its file, and its shape."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from liamm.features.charter.bindings.shapes.bodies import Bodies
from liamm.features.charter.bindings.shapes.community import CommunityRoles, CommunityRules, Welcome, YearlyMeeting
from liamm.features.charter.bindings.shapes.functions import Communities, Functions, Objectives
from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.charter.bindings.shapes.house import HouseRules, OpeningRule, Rooms, Uses
from liamm.features.charter.bindings.shapes.learning import Documentation, EventKinds, Training
from liamm.features.charter.bindings.shapes.projects import Opening, Phases, ProjectRoles
from liamm.features.charter.bindings.shapes.readiness import Eligibility, Maturity, Theory
from liamm.features.charter.bindings.shapes.route import AgendaItems, Route
from liamm.features.charter.bindings.shapes.table import Table
from liamm.features.charter.bindings.shapes.taking import Taking
from liamm.features.charter.bindings.shapes.team import Missions, Skills
from liamm.features.charter.bindings.shapes.trust import Practices, Publication, Retention

SCHEMAS: Mapping[str, type[Table]] = MappingProxyType(
    {
        "agenda_items": AgendaItems,
        "bodies": Bodies,
        "communities": Communities,
        "community_roles": CommunityRoles,
        "community_rules": CommunityRules,
        "documentation": Documentation,
        "eligibility": Eligibility,
        "event_kinds": EventKinds,
        "functions": Functions,
        "grid": Grid,
        "house_rules": HouseRules,
        "maturity": Maturity,
        "missions": Missions,
        "objectives": Objectives,
        "opening": OpeningRule,
        "phases": Phases,
        "practices": Practices,
        "project_opening": Opening,
        "project_roles": ProjectRoles,
        "publication": Publication,
        "retention": Retention,
        "rooms": Rooms,
        "route": Route,
        "skills": Skills,
        "taking": Taking,
        "theory": Theory,
        "training": Training,
        "uses": Uses,
        "welcome": Welcome,
        "yearly_meeting": YearlyMeeting,
    }
)

OPTIONAL = frozenset({"practices", "taking"})
"""Those of which a version may say nothing: their shape says what holds then."""
