"""A form that is refused answers the same wherever it stands: the page again, with 422."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from liamm.features.accounts.tests.factories import OrganisationFactory
from liamm.features.governance.tests.factories import House
from liamm.features.projects.tests.factories import opened
from liamm.features.proposals.tests.factories import submitted
from liamm.features.spaces.tests.factories import JoinRequestFactory
from liamm.features.terrain.tests.factories import (
    FieldSignalFactory,
    InterestCommunityFactory,
    ProblemFactory,
    RelayFactory,
)

FAULT = re.compile(rb'aria-invalid="true"|role="alert"')
FORM = re.compile(rb"<main.*<form[^>]*method=.post.*</main>", re.DOTALL)
HOLE = re.compile(r"<(?:\w+:)?(\w+)>")
LEFT_OUT = ("administration/", "static/", "courrier-local/", "compte/sortir/")
MANY = 50


def routes(patterns: list[Any] | None = None, before: str = "") -> Iterator[str]:
    """Every address of the house, with its holes."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and not route.startswith(LEFT_OUT):
            yield route


def things(house: House) -> Mapping[str, object]:
    """What stands in the first hole of an address, by what the address begins with."""
    return {
        "communaute/demandes/": JoinRequestFactory().pk,
        "communautes/": InterestCommunityFactory().space.slug,
        "decisions/": house.decide(house.item(house.open())).reference,
        "demandes/": submitted().reference,
        "gouvernance/instances/": "copil",
        "organisations/": OrganisationFactory().pk,
        "points/": house.item(house.sitting()).pk,
        "problematiques/": ProblemFactory().reference,
        "projets/": opened().reference,
        "relais/": RelayFactory().pk,
        "seances/": house.sitting().slug,
        "terrain/bureau/": FieldSignalFactory().reference,
    }


def filled(route: str, known: Mapping[str, object]) -> str:
    """An address whose first hole holds a thing that exists, and whose others hold nothing that does."""
    thing = next((value for begin, value in known.items() if route.startswith(begin)), uuid4())
    for place, name in enumerate(HOLE.findall(route)):
        value = thing if place == 0 else {"number": 1, "verb": "lire"}.get(name, uuid4())
        route = HOLE.sub(str(value), route, count=1)
    return f"/{route}"


def answers(client: Client, known: Mapping[str, object]) -> dict[str, tuple[int, bool, bool]]:
    """What every address that shows a page says to an empty form, whether it holds one and shows a fault."""
    said = {}
    for route in routes():
        answer = client.post(filled(route, known), {"nothing": "1"})
        if answer.streaming:
            list(answer.streaming_content)  # read to its end, a file is closed
        elif "text/html" in answer.headers.get("Content-Type", "") and answer.status_code in {200, 422}:
            said[route] = answer.status_code, bool(FORM.search(answer.content)), bool(FAULT.search(answer.content))
    return said


@pytest.mark.django_db
def test_every_form_that_is_refused_says_so(client: Client) -> None:
    house = House()
    known = things(house)
    seen: set[str] = set()
    for person in (None, house.head, house.secretary):
        if person:
            client.force_login(person)
        said = answers(client, known)
        assert not [route for route, (status, _form, fault) in said.items() if fault and status == 200]
        seen |= {route for route, (status, form, _fault) in said.items() if form and status == 422}
    assert len(seen) > MANY, "\n".join(sorted(seen))
