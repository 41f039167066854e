"""What the welcome contributes to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from liamm.features.charter.bindings.shapes.house import HouseRules
from liamm.features.charter.bindings.shapes.trust import Retention
from liamm.features.welcome.erasing import erase_person, export_person
from liamm.features.welcome.panels import panels
from liamm.features.welcome.policies import Permission, policy
from liamm.features.welcome.queries import (
    doors_of,
    doors_of_day,
    doors_of_house,
    expected_guests,
    expected_hosts,
    lost_lines,
)
from liamm.kernel.extension import (
    BindingSpec,
    DeskSection,
    DeskSource,
    DoorSource,
    ExpectedSource,
    Manifest,
    PersonalData,
    register,
)

manifest = register(
    Manifest(
        name="welcome",
        purpose="Who comes into the house, and how they get in.",
        urls="liamm.features.welcome.urls",
        prefix="maison/accueil/",
        section="house",
        policy=policy,
        permissions=Permission,
        bindings=(BindingSpec("house_rules", HouseRules), BindingSpec("retention", Retention)),
        doors=(DoorSource("booking", doors_of), DoorSource("house", doors_of_house), DoorSource("day", doors_of_day)),
        expected=(ExpectedSource("guest", expected_guests), ExpectedSource("host", expected_hosts)),
        desk=(DeskSource(gettext_lazy("Un code perdu"), DeskSection.ANSWER, lost_lines),),
        home=panels,
        persons=(PersonalData(gettext_lazy("Venir dans la maison"), export_person, erase_person),),
    )
)
