"""What commitments contribute to the house."""

from __future__ import annotations

from liamm.features.charter.bindings.shapes.team import Skills
from liamm.features.commitments.dated import calendar
from liamm.features.commitments.panels import panels
from liamm.features.commitments.policies import Permission, policy
from liamm.kernel.extension import BindingSpec, Manifest, register

manifest = register(
    Manifest(
        name="commitments",
        purpose="Bounded engagements of people, and what the lab can give, month by month.",
        urls="liamm.features.commitments.urls",
        policy=policy,
        permissions=Permission,
        home=panels,
        calendar=calendar,
        bindings=(BindingSpec("skills", Skills),),
    )
)
