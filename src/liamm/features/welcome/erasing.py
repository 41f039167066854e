"""What is kept of people who come, handed over or let go of."""

from __future__ import annotations

from collections.abc import Mapping

from liamm.features.accounts.models import Person
from liamm.features.welcome.introducing import let_go
from liamm.features.welcome.models import Guest, Sighting, Wish
from liamm.features.welcome.policies import addresses
from liamm.kernel.post.letters import forget_letters_to


def erase_guest(guest: Guest) -> None:
    """Nothing says any more who it was."""
    guest.email = guest.name = guest.access_need = ""
    guest.save(update_fields=["email", "name", "access_need"])
    for wish in Wish.objects.filter(holder=guest.key):
        let_go(wish)
    forget_letters_to(guest.key)


def export_person(person: Person) -> Mapping[str, object]:
    """The invitations that a person got, by their proven addresses; never a code."""
    return {
        "invitations": [
            {
                "booking": guest.booking.reference,
                "title": guest.booking.title,
                "starts": guest.booking.starts.isoformat(),
                "address": guest.email,
                "name": guest.name,
                "answer": guest.state,
                "access_need": guest.access_need,
                "first_visit": guest.first_visit,
            }
            for guest in _of(person)
        ],
        "introductions": [
            {"booking": wish.booking.reference, "does": wish.does, "seeks": wish.seeks} for wish in _wishes(person)
        ],
        "codes_read": [
            {"opens": one.code.opens, "at": one.at.isoformat(), "way": one.way} for one in _sightings(person)
        ],
    }


def erase_person(person: Person) -> None:
    """Their invitations say no more who came; those that they sent stay, without their name."""
    for guest in _of(person):
        erase_guest(guest)
    Guest.objects.filter(invited_by=person).update(invited_by=None)
    for wish in Wish.objects.filter(holder=f"person:{person.pk}"):
        let_go(wish)
    Sighting.objects.filter(holder=f"person:{person.pk}").delete()


def _keys(person: Person) -> list[str]:
    return [f"person:{person.pk}", *(guest.key for guest in _of(person))]


def _wishes(person: Person) -> list[Wish]:
    return list(Wish.objects.filter(holder__in=_keys(person)).select_related("booking").order_by("pk"))


def _sightings(person: Person) -> list[Sighting]:
    return list(Sighting.objects.filter(holder__in=_keys(person)).select_related("code").order_by("at", "pk"))


def _of(person: Person) -> list[Guest]:
    rows = Guest.objects.filter(email__in=[*addresses(person), person.email.lower()])
    return list(rows.select_related("booking").order_by("booking__starts", "pk"))
