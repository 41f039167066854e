"""What the day contributes to the house."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.attendance.beside import beside
from liamm.features.attendance.policies import Permission, policy
from liamm.features.attendance.queries import exported
from liamm.kernel.extension import Manifest, PersonalData, register


def _export(person: Person) -> Mapping[str, object]:
    return {"arrivals": exported(person)}


manifest = register(
    Manifest(
        name="attendance",
        purpose="The day itself: who came, what they take away, what is told of it.",
        urls="liamm.features.attendance.urls",
        prefix="venir/",
        section="agenda",
        policy=policy,
        permissions=Permission,
        beside=beside,
        persons=(PersonalData(gettext_lazy("Venues aux événements"), _export),),
    )
)
