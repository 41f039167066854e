"""All that the house knows about a person, in one readable file."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.usersessions.models import UserSession

from liamm.features.accounts.models import Affiliation, DutyHeld, NamedOrganisation, Person
from liamm.kernel import clock
from liamm.kernel.extension import PersonalData, manifests
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message, Stop


def export_person(person: Person) -> Mapping[str, object]:
    """What accounts know: who, for whom, which duties, which sessions and letters, and what the register says."""
    key = f"person:{person.pk}"
    return {
        "identifier": person.pk,
        "email": person.email,
        "name": person.name,
        "language": person.language,
        "territory": str(person.territory) if person.territory else None,
        "introduction": person.introduction,
        "skills": person.skills,
        "in_directory": person.in_directory,
        "since": person.created_at,
        "affiliations": [
            {"organisation": str(one.organisation), "function": one.function, "starts": one.starts, "ends": one.ends}
            for one in Affiliation.objects.filter(person=person).select_related("organisation").order_by("starts")
        ],
        "organisations_named": list(
            NamedOrganisation.objects.filter(person=person).values("name", "function", "starts")
        ),
        "duties": list(DutyHeld.objects.filter(person=person).order_by("starts").values("duty", "starts", "ends")),
        "sessions": list(UserSession.objects.filter(user=person).values("created_at", "ip", "user_agent")),
        "letters": list(
            Message.objects.filter(recipient=key)
            .order_by("created_at")
            .values("created_at", "kind", "subject", "state")
        ),
        "letters_stopped": list(Stop.objects.filter(recipient=key).values_list("topic", flat=True)),
        "register": list(Entry.objects.filter(actor=key).order_by("id").values("at", "kind", "subject_kind")),
    }


def everything_about(person: Person) -> dict[str, object]:
    """What every feature knows about a person, under the name of each."""
    told = {manifest.name: _told(manifest.persons, person) for manifest in manifests() if manifest.persons}
    return {"made_at": clock.now(), **told}


def _told(parts: tuple[PersonalData, ...], person: Person) -> dict[str, object]:
    whole: dict[str, object] = {}
    for part in parts:
        whole.update(part.export(person))
    return whole
