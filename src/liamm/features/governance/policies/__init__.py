"""Who may do what in governance; every no has its reason."""

from liamm.features.governance.policies import agenda, bodies, decisions, sittings
from liamm.features.governance.policies.permissions import Permission, policy

__all__ = ["Permission", "agenda", "bodies", "decisions", "policy", "sittings"]
