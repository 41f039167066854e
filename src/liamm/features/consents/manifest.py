"""What the ledger of consents contributes to the house."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.consents.doors import beside
from liamm.features.consents.models import Consent
from liamm.features.consents.policies import Permission, policy
from liamm.features.consents.queries import exported
from liamm.kernel import clock
from liamm.kernel.extension import Manifest, PersonalData, register


def _export(person: Person) -> Mapping[str, object]:
    return {"consents": exported(person)}


def _forget(person: Person) -> None:
    """Whoever is forgotten is shown no more: their consents are taken back, and name nobody."""
    mine = Consent.objects.filter(person=person)
    mine.standing().update(withdrawn_at=clock.now())
    mine.update(name="", mail="", person=None)


manifest = register(
    Manifest(
        name="consents",
        purpose="Who consented to what being shown of them.",
        urls="liamm.features.consents.urls",
        prefix="accords/",
        policy=policy,
        permissions=Permission,
        beside=beside,
        persons=(PersonalData(gettext_lazy("Ce que vous nous laissez montrer de vous"), _export, _forget),),
    )
)
