"""What the places in trainings contribute to the house."""

from __future__ import annotations

from liamm.features.charter.bindings.shapes.learning import Training
from liamm.kernel.extension import BindingSpec, Manifest, register

manifest = register(
    Manifest(
        name="training",
        purpose="Places in trainings, given fairly.",
        bindings=(BindingSpec("training", Training),),
    )
)
