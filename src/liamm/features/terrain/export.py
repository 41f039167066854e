"""What terrain knows about a person with an account, to hand over and to detach."""

from __future__ import annotations

from collections.abc import Mapping

from liamm.features.accounts.models import Person
from liamm.features.terrain.models import Author, FieldSignal, Joining, Relay


def export_person(person: Person) -> Mapping[str, object]:
    """Signals written down or told with this address, relais, communities joined."""
    signals = FieldSignal.objects.filter(recorded_by=person) | FieldSignal.objects.filter(
        author__mail__iexact=person.email
    )
    relays = Relay.objects.filter(person=person).select_related("organisation", "territory").order_by("starts")
    joined = Joining.objects.filter(person=person).select_related("community__space").order_by("created_at")
    return {
        "signals": [
            {"reference": one.reference, "at": one.created_at, "words": one.words, "state": one.state}
            for one in signals.distinct().order_by("created_at")
        ],
        "relays": [
            {"organisation": str(one.organisation), "territory": str(one.territory), "from": one.starts, "to": one.ends}
            for one in relays
        ],
        "communities": [
            {"name": one.community.space.name, "from": one.created_at, "to": one.left_at, "rules": one.rules_version}
            for one in joined
        ],
    }


def erase_person(person: Person) -> None:
    """Let go of how they may be reached and of where they are relais; what was told remains, as that of nobody."""
    Author.objects.filter(mail__iexact=person.email).delete()
    FieldSignal.objects.filter(recorded_by=person).update(recorded_by=None)
    Relay.objects.filter(person=person).delete()
    Joining.objects.filter(person=person).update(farewell="")
