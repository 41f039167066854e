"""Members of the community, their organisations, and entries of the register."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType

from liamm.features.accounts.enums import OrganisationKind
from liamm.features.accounts.models import Affiliation, DutyHeld, Organisation, Person
from liamm.features.spaces.enums import SpaceKind
from liamm.features.spaces.models import Membership, Space
from liamm.features.territories.models import Territory
from liamm.kernel.french import sort_key
from liamm.kernel.ledger.chain import seal
from liamm.kernel.ledger.models import Entry
from liamm.kernel.model import uuid7

MEMBERS, ORGANISATIONS, ENTRIES = 5_000, 400, 100_000


def fill(first: float, last: float) -> None:
    """Make the share of rows between two points of the whole."""
    ContentType.objects.clear_cache()
    lab = Space.objects.filter(kind=SpaceKind.LAB).first() or Space.objects.create(
        kind=SpaceKind.LAB, name="Le laboratoire", slug="laboratoire"
    )
    organisations = _organisations(first, last)
    people = [_person(number) for number in range(int(MEMBERS * first), int(MEMBERS * last))]
    Person.objects.bulk_create(people, batch_size=1_000)
    Affiliation.objects.bulk_create(
        [
            Affiliation(person=person, organisation=organisations[i % len(organisations)], function="agente d’accueil")
            for i, person in enumerate(people)
        ],
        batch_size=1_000,
    )
    Membership.objects.bulk_create([Membership(space=lab, person=person) for person in people], batch_size=1_000)
    if first == 0:
        DutyHeld.objects.create(person=people[0], duty="head")
    _register(int(ENTRIES * first), int(ENTRIES * last))


def _organisations(first: float, last: float) -> list[Organisation]:
    places = list(Territory.objects.filter(kind="commune").order_by("code")[:ORGANISATIONS])
    made = [
        Organisation(
            name=f"Mairie numéro {number}",
            sort_name=sort_key(f"Mairie numéro {number}"),
            kind=OrganisationKind.COMMUNE,
            territory=places[number % len(places)] if places else None,
        )
        for number in range(int(ORGANISATIONS * first), max(int(ORGANISATIONS * last), int(ORGANISATIONS * first) + 1))
    ]
    return Organisation.objects.bulk_create(made)


def _person(number: int) -> Person:
    name = f"Membre {number:05d}"
    return Person(email=f"membre{number}@banc.example", name=name, sort_name=sort_key(name), password="!")


def _register(first: int, last: int) -> None:
    for start in range(first, last, 5_000):
        Entry.objects.bulk_create(
            [
                Entry(kind="bench.filled", subject_kind="bench", subject_id=uuid7(), actor="system", payload={"n": n})
                for n in range(start, min(start + 5_000, last))
            ]
        )
        while seal():
            pass
