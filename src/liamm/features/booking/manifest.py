"""What the rooms contribute to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from liamm.features.booking import contributions, dated, searching, upkeep_given
from liamm.features.booking.panels import panels
from liamm.features.booking.persons import export, forget
from liamm.features.booking.policies import Permission, policy
from liamm.features.charter.bindings.shapes.functions import Functions
from liamm.features.charter.bindings.shapes.house import HouseRules, OpeningRule, Rooms, Uses
from liamm.features.charter.bindings.shapes.taking import Taking
from liamm.kernel.extension import BindingSpec, Manifest, NavItem, PersonalData, register

manifest = register(
    Manifest(
        name="booking",
        purpose="The rooms of the house, who takes them and when.",
        urls="liamm.features.booking.urls",
        prefix="maison/salles/",
        policy=policy,
        permissions=Permission,
        nav=(
            NavItem(gettext_lazy("La maison"), "booking:rooms", 5, "house"),
            NavItem(gettext_lazy("Maintenant"), "booking:now", 5, "house"),
            NavItem(gettext_lazy("La semaine des salles"), "booking:week", 5, "house"),
        ),
        bindings=(
            BindingSpec("rooms", Rooms),
            BindingSpec("opening", OpeningRule),
            BindingSpec("uses", Uses),
            BindingSpec("taking", Taking, required=False),
            BindingSpec("house_rules", HouseRules),
            BindingSpec("functions", Functions),
        ),
        search=(*contributions.search, searching.source),
        thread=contributions.thread,
        calendar=dated.calendar,
        desk=upkeep_given.desk,
        tasks=upkeep_given.tasks,
        home=panels,
        persons=(PersonalData(gettext_lazy("Les salles de la maison"), export, forget),),
    )
)
