"""What the places in trainings contribute to the house."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.charter.bindings.shapes.learning import Training
from liamm.features.training.beside import beside
from liamm.features.training.erasing import erase_words
from liamm.features.training.models import Application, Reading
from liamm.features.training.policies import Permission, policy
from liamm.kernel.extension import BindingSpec, Manifest, PersonalData, register


def _export(person: Person) -> Mapping[str, object]:
    return {
        "applications": [
            {
                "number": one.number,
                "has_place": one.has_place,
                "because": one.because,
                "said": [reading.said for reading in one.readings.all()],
            }
            for one in Application.objects.filter(registration__person=person).prefetch_related("readings")
        ],
        "readings": [one.said for one in Reading.objects.filter(reader=person)],
    }


def _forget(person: Person) -> None:
    """What was written of them goes; what they read stays for those who applied, without their name."""
    for application in Application.objects.filter(registration__person=person):
        erase_words(application)
    Reading.objects.filter(reader=person).update(reader=None)


manifest = register(
    Manifest(
        name="training",
        purpose="Places in trainings, given fairly.",
        urls="liamm.features.training.urls",
        prefix="formations/",
        section="agenda",
        policy=policy,
        permissions=Permission,
        beside=beside,
        bindings=(BindingSpec("training", Training),),
        persons=(PersonalData(gettext_lazy("Candidatures aux formations"), _export, _forget),),
    )
)
