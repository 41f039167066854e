"""Pages of the community: what it is, who is in it, how one comes in."""

from liamm.features.spaces.views.community import community, directory, end_role, leave, member, my_roles
from liamm.features.spaces.views.joining import asked, follow, join
from liamm.features.spaces.views.welcoming import decline, one_request, plan, requests, welcome_now

__all__ = [
    "asked",
    "community",
    "decline",
    "directory",
    "end_role",
    "follow",
    "join",
    "leave",
    "member",
    "my_roles",
    "one_request",
    "plan",
    "requests",
    "welcome_now",
]
