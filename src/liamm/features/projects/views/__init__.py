"""Pages of projects."""

from liamm.features.projects.views.answering import role, role_decline, role_link, role_link_decline
from liamm.features.projects.views.leading import (
    close,
    dates,
    drop_host,
    end,
    hosts,
    journal,
    leave,
    phase,
    review,
    stop,
    stop_phase,
    summary,
    take_role_back,
    team,
    terrain,
)
from liamm.features.projects.views.reading import accept, feed, follow, project, project_list

__all__ = [
    "accept",
    "close",
    "dates",
    "drop_host",
    "end",
    "feed",
    "follow",
    "hosts",
    "journal",
    "leave",
    "phase",
    "project",
    "project_list",
    "review",
    "role",
    "role_decline",
    "role_link",
    "role_link_decline",
    "stop",
    "stop_phase",
    "summary",
    "take_role_back",
    "team",
    "terrain",
]
