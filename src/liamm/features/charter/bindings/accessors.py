"""Each binding of the charter by its name, as it holds on a day or in a version."""

from __future__ import annotations

from liamm.features.charter.bindings.citing import Cited
from liamm.features.charter.bindings.shapes.bodies import Bodies
from liamm.features.charter.bindings.shapes.community import CommunityRoles, CommunityRules, Welcome, YearlyMeeting
from liamm.features.charter.bindings.shapes.functions import Communities, Functions, Objectives
from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.charter.bindings.shapes.house import HouseRules, OpeningRule, Rooms, Uses
from liamm.features.charter.bindings.shapes.learning import Documentation, EventKinds, Training
from liamm.features.charter.bindings.shapes.projects import Opening, Phases, ProjectRoles
from liamm.features.charter.bindings.shapes.readiness import Eligibility, Maturity, Theory
from liamm.features.charter.bindings.shapes.route import AgendaItems, Route
from liamm.features.charter.bindings.shapes.taking import USUAL, Taking
from liamm.features.charter.bindings.shapes.team import Missions, Skills
from liamm.features.charter.bindings.shapes.trust import Practices, Publication, Retention
from liamm.features.charter.bindings.store import When, bound
from liamm.features.charter.enums import Source
from liamm.kernel import clock
from liamm.kernel.actions import Citation


def functions(at: When) -> Cited[Functions]:
    """Read the four functions, what each asks."""
    return bound("functions", Functions, at)


def objectives(at: When) -> Cited[Objectives]:
    """Read the five objectives."""
    return bound("objectives", Objectives, at)


def communities(at: When) -> Cited[Communities]:
    """Read communities led and joined."""
    return bound("communities", Communities, at)


def grid(at: When) -> Cited[Grid]:
    """Read blocks (gate first), criteria, guide, definitions, scale, gate_rule, appraisers."""
    return bound("grid", Grid, at)


def bodies(at: When) -> Cited[Bodies]:
    """Read bodies with seats, cadence, quorum, convening."""
    return bound("bodies", Bodies, at)


def route(at: When) -> Cited[Route]:
    """Read paths by Matter, guarantor, community, frame, overload."""
    return bound("route", Route, at)


def agenda_items(at: When) -> Cited[AgendaItems]:
    """Read kinds of agenda items and their outcomes."""
    return bound("agenda_items", AgendaItems, at)


def phases(at: When) -> Cited[Phases]:
    """Read phases, and action (its phases and load ceiling)."""
    return bound("phases", Phases, at)


def project_roles(at: When) -> Cited[ProjectRoles]:
    """Read roles in a project."""
    return bound("project_roles", ProjectRoles, at)


def project_opening(at: When) -> Cited[Opening]:
    """Read promises, voices looked for, rhythm of reviews."""
    return bound("project_opening", Opening, at)


def community_roles(at: When) -> Cited[CommunityRoles]:
    """Read roles in the community."""
    return bound("community_roles", CommunityRoles, at)


def community_rules(at: When) -> Cited[CommunityRules]:
    """Read the rules accepted on joining."""
    return bound("community_rules", CommunityRules, at)


def welcome(at: When) -> Cited[Welcome]:
    """Read newcomers per month, conversation, days to answer."""
    return bound("welcome", Welcome, at)


def yearly_meeting(at: When) -> Cited[YearlyMeeting]:
    """Read the yearly meeting."""
    return bound("yearly_meeting", YearlyMeeting, at)


def rooms(at: When) -> Cited[Rooms]:
    """Read rooms, layouts, turnaround."""
    return bound("rooms", Rooms, at)


def opening(at: When) -> Cited[OpeningRule]:
    """Read days, hours, holidays, exceptions."""
    return bound("opening", OpeningRule, at)


def uses(at: When) -> Cited[Uses]:
    """Read uses accepted and refused, priority."""
    return bound("uses", Uses, at)


def taking(at: When) -> Cited[Taking]:
    """Read options, waiting, arrival and limits of bookings."""
    return bound("taking", Taking, at, USUAL)


def house_rules(at: When) -> Cited[HouseRules]:
    """Read rules of the place, access window."""
    return bound("house_rules", HouseRules, at)


def event_kinds(at: When) -> Cited[EventKinds]:
    """Read kinds of events."""
    return bound("event_kinds", EventKinds, at)


def training(at: When) -> Cited[Training]:
    """Read parity and selection order."""
    return bound("training", Training, at)


def documentation(at: When) -> Cited[Documentation]:
    """Read minimum before closing, reminders, licences."""
    return bound("documentation", Documentation, at)


def maturity(at: When) -> Cited[Maturity]:
    """Read conditions of maturity of a problem."""
    return bound("maturity", Maturity, at)


def eligibility(at: When) -> Cited[Eligibility]:
    """Read self-check before a proposal."""
    return bound("eligibility", Eligibility, at)


def theory(at: When) -> Cited[Theory]:
    """Read theory in force (none yet)."""
    return bound("theory", Theory, at)


def missions(at: When) -> Cited[Missions]:
    """Read missions and posts."""
    return bound("missions", Missions, at)


def skills(at: When) -> Cited[Skills]:
    """Read skills in which load is counted."""
    return bound("skills", Skills, at)


def practices(at: When) -> Cited[Practices]:
    """Read what the house promised."""
    return bound("practices", Practices, at, Practices(source=Source.HOUSE))


def promised(key: str) -> Citation:
    """What a refusal cites for one promise: the article that makes it, or the usage of the house, as of today."""
    kept = practices(clock.today())
    return kept.cite(kept.value.of(key))


def publication(at: When) -> Cited[Publication]:
    """Read second readers, delay."""
    return bound("publication", Publication, at)


def retention(at: When) -> Cited[Retention]:
    """Read retention delays by key."""
    return bound("retention", Retention, at)
