"""What the ledger of consents answers: may this be shown, and who said so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from liamm.features.accounts.models import Person
from liamm.features.consents.models import Consent


def showable(thing_kind: str, ids: Iterable[UUID]) -> set[UUID]:
    """Those of some things that may be shown: at least one person consented, and none of them took it back."""
    given: dict[UUID, bool] = {}
    rows = Consent.objects.about(thing_kind).filter(thing_id__in=list(ids))
    for thing, withdrawn in rows.values_list("thing_id", "withdrawn_at"):
        given[thing] = given.get(thing, True) and withdrawn is None
    return {thing for thing, stands in given.items() if stands}


def consents_about(thing_kind: str, ids: Collection[UUID]) -> dict[UUID, list[Consent]]:
    """The consents about some things, by thing, for those who keep the ledger."""
    found: dict[UUID, list[Consent]] = {}
    for one in Consent.objects.about(thing_kind).filter(thing_id__in=ids).order_by("given_at", "pk"):
        found.setdefault(one.thing_id, []).append(one)
    return found


def ledger(most: int = 200) -> list[Consent]:
    """The latest lines of the ledger."""
    return list(Consent.objects.all()[:most])


def consents_of(person_id: UUID) -> list[Consent]:
    """What a person lets us show, the latest first."""
    return list(Consent.objects.filter(person=person_id).order_by("-given_at", "pk"))


def exported(person: Person) -> list[dict[str, object]]:
    """What a person consented to, handed over to them."""
    return [
        {
            "label": one.label,
            "shown": one.shown,
            "obtained": one.obtained,
            "given": one.given_at.isoformat(),
            "withdrawn": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
            "refused": one.refused,
        }
        for one in Consent.objects.filter(person=person)
    ]
