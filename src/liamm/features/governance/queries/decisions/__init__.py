"""The public register, and one decision as whoever asks may read it."""

from liamm.features.governance.queries.decisions.pages import DecisionPage, decision_page, load_decision
from liamm.features.governance.queries.decisions.register import (
    Register,
    RegisterFilters,
    RegisterLine,
    published,
    register,
    register_bodies,
    register_years,
)
from liamm.features.governance.queries.decisions.routes import Route, route_of
from liamm.features.governance.queries.decisions.steps import step_of

__all__ = [
    "DecisionPage",
    "Register",
    "RegisterFilters",
    "RegisterLine",
    "Route",
    "decision_page",
    "load_decision",
    "published",
    "register",
    "register_bodies",
    "register_years",
    "route_of",
    "step_of",
]
