"""What can be done with projects."""

from liamm.features.projects.actions.asking import (
    RoleAsked,
    accept_role,
    decline_role,
    propose_role,
    take_role_back,
)
from liamm.features.projects.actions.closing import close_project, stop_project
from liamm.features.projects.actions.opening import ProjectDraft, accept_promise, open_project
from liamm.features.projects.actions.phases import (
    PhaseDraft,
    add_terrain,
    correct_phase,
    end_phase,
    set_review,
    start_phase,
)
from liamm.features.projects.actions.team import add_host, give_role, leave_role, remove_host
from liamm.features.projects.actions.telling import follow_project, rewrite_summary, tell_journal, unfollow_project
from liamm.features.projects.seating import RoleDraft

__all__ = [
    "PhaseDraft",
    "ProjectDraft",
    "RoleAsked",
    "RoleDraft",
    "accept_promise",
    "accept_role",
    "add_host",
    "add_terrain",
    "close_project",
    "correct_phase",
    "decline_role",
    "end_phase",
    "follow_project",
    "give_role",
    "leave_role",
    "open_project",
    "propose_role",
    "remove_host",
    "rewrite_summary",
    "set_review",
    "start_phase",
    "stop_project",
    "take_role_back",
    "tell_journal",
    "unfollow_project",
]
