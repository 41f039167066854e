"""Every binding a charter holds, by the name of its file, and its shape."""

from collections.abc import Mapping
from types import MappingProxyType

from liamm.features.charter.bindings.bodies import Bodies
from liamm.features.charter.bindings.community import CommunityRoles, CommunityRules, Welcome, YearlyMeeting
from liamm.features.charter.bindings.functions import Communities, Functions, Objectives
from liamm.features.charter.bindings.grid import Grid
from liamm.features.charter.bindings.house import HouseRules, OpeningRule, Rooms, Uses
from liamm.features.charter.bindings.learning import Documentation, EventKinds, Training
from liamm.features.charter.bindings.projects import Opening, Phases, ProjectRoles
from liamm.features.charter.bindings.readiness import Eligibility, Maturity, Theory
from liamm.features.charter.bindings.route import AgendaItems, Route
from liamm.features.charter.bindings.table import Table
from liamm.features.charter.bindings.team import Missions, Skills
from liamm.features.charter.bindings.trust import Publication, Retention

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
        "project_opening": Opening,
        "project_roles": ProjectRoles,
        "publication": Publication,
        "retention": Retention,
        "rooms": Rooms,
        "route": Route,
        "skills": Skills,
        "theory": Theory,
        "training": Training,
        "uses": Uses,
        "welcome": Welcome,
        "yearly_meeting": YearlyMeeting,
    }
)
