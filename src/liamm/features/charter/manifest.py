"""What the charter contributes to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from liamm.features.charter.bindings.shapes.registry import OPTIONAL, SCHEMAS
from liamm.features.charter.policies import Permission, policy
from liamm.features.charter.searching import source
from liamm.kernel.extension import BindingSpec, Manifest, NavItem, register

manifest = register(
    Manifest(
        name="charter",
        purpose="The rules of the house: versions, articles and what they bind, in force or proposed.",
        urls="liamm.features.charter.urls",
        prefix="charte/",
        nav=(NavItem(gettext_lazy("La charte"), "charter:in_force", 80, "governance"),),
        policy=policy,
        permissions=Permission,
        search=(source,),
        bindings=tuple(BindingSpec(name, schema, required=name not in OPTIONAL) for name, schema in SCHEMAS.items()),
    )
)
