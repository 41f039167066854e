"""What commitments contribute to the house."""

from __future__ import annotations

from liamm.features.commitments.policies import Permission, policy
from liamm.kernel.extension import Manifest, register

manifest = register(
    Manifest(
        name="commitments",
        purpose="Bounded engagements of people, and what the lab can give, month by month.",
        policy=policy,
        permissions=Permission,
    )
)
