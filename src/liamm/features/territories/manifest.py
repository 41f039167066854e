"""What the table of territories contributes to the house."""

from __future__ import annotations

from liamm.kernel.extension import Manifest, register

manifest = register(
    Manifest(
        name="territories",
        purpose="Communes, EPCI, départements and régions of France, found as people write them.",
        urls="liamm.features.territories.urls",
        prefix="territoires/",
    )
)
