"""What accounts contribute to the house."""

from __future__ import annotations

from liamm.features.accounts.policies import Permission, policy
from liamm.kernel.extension import Manifest, register

manifest = register(
    Manifest(
        name="accounts",
        purpose="People and organisations, and how they sign in.",
        urls="liamm.features.accounts.urls",
        prefix="compte/",
        policy=policy,
        permissions=Permission,
    )
)
