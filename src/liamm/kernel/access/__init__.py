"""Who may do what: one answer per permission, with its reason, for one thing and for a queryset."""

from liamm.kernel.access.actor import SYSTEM, Actor, LinkHolder, System, actor_key
from liamm.kernel.access.doors import members, opens, public
from liamm.kernel.access.policy import ALLOWED, Decision, Policy, Refused, load_visible, only, refused, require

__all__ = [
    "ALLOWED",
    "SYSTEM",
    "Actor",
    "Decision",
    "LinkHolder",
    "Policy",
    "Refused",
    "System",
    "actor_key",
    "load_visible",
    "members",
    "only",
    "opens",
    "public",
    "refused",
    "require",
]
