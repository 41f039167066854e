"""What circles contribute to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from liamm.features.spaces.contributions import my_request, who_waits
from liamm.features.spaces.export import export_person
from liamm.features.spaces.policies import Permission, policy
from liamm.features.spaces.queries import audience_keys
from liamm.kernel.extension import HomePanel, Manifest, NavItem, PersonalData, register

manifest = register(
    Manifest(
        name="spaces",
        purpose="Circles of people, joining, and who may see what.",
        urls="liamm.features.spaces.urls",
        policy=policy,
        permissions=Permission,
        audience_keys=audience_keys,
        nav=(NavItem(_("Communauté"), "community", 50, "community"),),
        home=(
            HomePanel("community", 40, "spaces/_panel.html", who_waits, aside=True),
            HomePanel("community.mine", 12, "spaces/_pending.html", my_request),
        ),
        persons=(PersonalData(_("La communauté"), export_person),),
    )
)
