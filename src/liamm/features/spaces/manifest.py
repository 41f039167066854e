"""What circles contribute to the house."""

from __future__ import annotations

from liamm.features.spaces.queries import audience_keys
from liamm.kernel.extension import Manifest, register

manifest = register(
    Manifest(
        name="spaces",
        purpose="Circles of people, joining, and who may see what.",
        audience_keys=audience_keys,
    )
)
