"""The rules of the house, typed: every feature reads them here, for a day (`date`) or a version (`"4.0"`).

    from liamm.features.charter import bindings

    route = bindings.route(clock.today())            # Cited[Route]
    path = route.value.path(Matter.PROJECT)          # frozen pydantic models
    raise DomainError(_("…"), citation=route.cite())         # cites the article of the whole binding
    raise DomainError(_("…"), citation=route.cite(path))     # or of one of its tables; a house usage cites none

`Cited` has `value`, `article` (None for a usage of the house), `version` and `cite(table=None) -> kernel Citation`.
Every table has `source`, `article` and `is_house`. Keep `cited.version` beside what was decided under it: reading
again with that number gives the same rule for ever. Reading costs no query once the versions are known.

Accessors, all `(at: date | str) -> Cited[...]`:

    functions       Functions       the four functions, what each asks
    objectives      Objectives      the five objectives
    communities     Communities     communities led and joined
    grid            Grid            blocks (gate first), criteria, guide, definitions, scale, gate_rule, appraisers
    bodies          Bodies          bodies with seats, cadence, quorum, convening
    route           Route           paths by Matter, guarantor, community, frame, overload
    agenda_items    AgendaItems     kinds of agenda items and their outcomes
    phases          Phases          phases, and action (its phases and load ceiling)
    project_roles   ProjectRoles    roles in a project
    project_opening Opening         promises, voices looked for, rhythm of reviews
    community_roles CommunityRoles  roles in the community
    community_rules CommunityRules  the rules accepted on joining
    welcome         Welcome         newcomers per month, conversation, days to answer
    yearly_meeting  YearlyMeeting   the yearly meeting
    rooms           Rooms           rooms, layouts, turnaround
    opening         OpeningRule     days, hours, holidays, exceptions
    uses            Uses            uses accepted and refused, priority
    taking          Taking          options, waiting, arrival, limits of bookings
    house_rules     HouseRules      rules of the place, access window
    event_kinds     EventKinds      kinds of events
    training        Training        parity and selection order
    documentation   Documentation   minimum before closing, reminders, licences
    maturity        Maturity        conditions of maturity of a problem
    eligibility     Eligibility     self-check before a proposal
    theory          Theory          theory in force (none yet)
    missions        Missions        missions and posts
    skills          Skills          skills in which load is counted
    practices       Practices       what the house promised, where the charter is silent
    publication     Publication     second readers, delay
    retention       Retention       retention delays by key

The shapes are in `liamm.features.charter.bindings.shapes.<noun>`: functions, grid, bodies, route, projects, community,
house, learning, readiness, taking, team, trust. The words code may decide on are in `liamm.features.charter.enums`.
"""

from __future__ import annotations

from liamm.features.charter.bindings.accessors import (
    agenda_items,
    bodies,
    communities,
    community_roles,
    community_rules,
    documentation,
    eligibility,
    event_kinds,
    functions,
    grid,
    house_rules,
    maturity,
    missions,
    objectives,
    opening,
    phases,
    practices,
    project_opening,
    project_roles,
    promised,
    publication,
    retention,
    rooms,
    route,
    skills,
    taking,
    theory,
    training,
    uses,
    welcome,
    yearly_meeting,
)
from liamm.features.charter.bindings.citing import Cited
from liamm.features.charter.bindings.shapes.registry import SCHEMAS
from liamm.features.charter.bindings.shapes.table import Table
from liamm.features.charter.bindings.store import When, held

NAMES = tuple(SCHEMAS)

__all__ = [
    "NAMES",
    "Cited",
    "Table",
    "When",
    "agenda_items",
    "bodies",
    "communities",
    "community_roles",
    "community_rules",
    "documentation",
    "eligibility",
    "event_kinds",
    "functions",
    "grid",
    "held",
    "house_rules",
    "maturity",
    "missions",
    "objectives",
    "opening",
    "phases",
    "practices",
    "project_opening",
    "project_roles",
    "promised",
    "publication",
    "retention",
    "rooms",
    "route",
    "skills",
    "taking",
    "theory",
    "training",
    "uses",
    "welcome",
    "yearly_meeting",
]
