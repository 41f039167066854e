"""What terrain contributes to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from liamm.features.terrain import chain, searching
from liamm.features.terrain.booking_purposes import purposes
from liamm.features.terrain.dated import calendar
from liamm.features.terrain.export import erase_person, export_person
from liamm.features.terrain.panels import panels
from liamm.features.terrain.policies import Permission, policy
from liamm.kernel.extension import Manifest, NavItem, PersonalData, register

manifest = register(
    Manifest(
        name="terrain",
        purpose="What the field says: signals, problems, interest communities and relais.",
        urls="liamm.features.terrain.urls",
        policy=policy,
        permissions=Permission,
        nav=(NavItem(_("Terrain"), "terrain:heard", 10, "terrain"),),
        search=searching.sources,
        thread=chain.sources,
        purposes=purposes,
        home=panels,
        calendar=calendar,
        persons=(PersonalData(_("Le terrain"), export_person, erase_person),),
    )
)
