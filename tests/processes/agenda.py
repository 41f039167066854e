"""Opens a sitting with items in a running house; imported by a process of its own, once Django is set up there."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from liamm.features.governance.models import Suggestion
from liamm.features.governance.tests.factories import House, ItemFactory


def open_sitting(count: int) -> None:
    """Seat the bodies, open a sitting with `count` items that someone proposed by mail, and print how to come in."""
    house = House()
    sitting = house.open(sitting=house.sitting(slug="copil-rafale"))
    items = [ItemFactory.create(body=sitting.body, sitting=sitting, title=f"Sujet {n}") for n in range(count)]
    for number, item in enumerate(items):
        Suggestion.objects.create(item=item, name=f"Auteur {number}", email=f"auteur{number}@exemple.example")
    people = {"leads": house.secretary, "reads": house.reader}
    told = {name: _session(person) for name, person in people.items()}
    print(json.dumps({**told, "items": [str(item.pk) for item in items], "cookie": settings.SESSION_COOKIE_NAME}))


def _session(person: AbstractBaseUser) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
