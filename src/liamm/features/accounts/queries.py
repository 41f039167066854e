"""Reads about people and organisations, shaped for whoever asks."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from liamm.features.accounts.enums import Duty
from liamm.features.accounts.models import DutyHeld, Organisation, Person
from liamm.kernel.post.letters import Recipient


def recipient(person: Person) -> Recipient:
    """How letters reach a person; no address once the account is closed, so that nothing is written."""
    address = person.email if person.is_active else ""
    return Recipient(key=f"person:{person.pk}", address=address, name=person.name, language=person.language)


def signed_in(request: HttpRequest) -> Person:
    """Whoever is signed in, in a view that only signed-in people reach.

    Raises PermissionDenied for a visitor all the same.
    """
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def hosts() -> list[Organisation]:
    """The organisations that carry the lab."""
    return list(Organisation.objects.filter(is_host=True))


def person_of(address: str) -> Person | None:
    """The person of an address, whatever its case."""
    return Person.objects.filter(email__iexact=address.strip()).first()


def holders(*duties: Duty) -> list[Person]:
    """Those who hold one of these duties today, once each."""
    held = DutyHeld.objects.filter(duty__in=duties).now()
    return list(Person.objects.filter(is_active=True, pk__in=held.values("person_id")))


def team() -> list[Person]:
    """Those who work for the lab today, head included."""
    return holders(Duty.TEAM, Duty.HEAD)
