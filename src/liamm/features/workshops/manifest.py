"""What déroulés contribute to the house."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.workshops.doors import beside, doors_of_booking, doors_of_house
from liamm.features.workshops.models import Workshop
from liamm.features.workshops.panels import panels
from liamm.features.workshops.policies import Permission, policy
from liamm.features.workshops.queries import exported
from liamm.kernel.extension import DoorSource, Manifest, PersonalData, register


def _export(person: Person) -> Mapping[str, object]:
    return {"workshops": exported(person)}


def _forget(person: Person) -> None:
    """Déroulés stay for those who lead them; nobody is named as having prepared them."""
    Workshop.objects.by(person).update(made_by=None)


manifest = register(
    Manifest(
        name="workshops",
        purpose="How workshops unfold.",
        urls="liamm.features.workshops.urls",
        prefix="deroules/",
        section="agenda",
        policy=policy,
        permissions=Permission,
        home=panels,
        beside=beside,
        doors=(DoorSource("booking", doors_of_booking), DoorSource("house", doors_of_house)),
        persons=(PersonalData(gettext_lazy("Déroulés"), _export, _forget),),
    )
)
