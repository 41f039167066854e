"""What terrain contributes to the house."""

from __future__ import annotations

from liamm.features.terrain.policies import Permission, policy
from liamm.kernel.extension import Manifest, register

manifest = register(
    Manifest(
        name="terrain",
        purpose="What the field says: signals, problems, interest communities and relais.",
        urls="liamm.features.terrain.urls",
        policy=policy,
        permissions=Permission,
    )
)
