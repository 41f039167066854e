"""From the readings to the list: what the engine is given, what is kept of it, and what anybody recomputes it from."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from liamm.features.accounts.queries import hosts
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.learning import ApplicationReading
from liamm.features.events.models import Seating
from liamm.features.training.models import Application, Selection
from liamm.features.training.rules.balancing import Balance, target_of
from liamm.features.training.rules.selecting import Applicant, Outcome, commitment, select

HOST = "hôte"
OTHER = "autre administration"
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 8


def new_number() -> str:
    """A number that names nobody."""
    return "".join(secrets.choice(_LETTERS) for _letter in range(_LENGTH))


def new_seed() -> tuple[str, str]:
    """A seed that nobody guesses, and its digest."""
    seed = secrets.token_hex(32)
    return seed, commitment(seed)


def reading_rules(selection: Selection) -> ApplicationReading:
    """How applications are read, as the charter of the selection says it."""
    return bindings.training(selection.charter_version).value.reading


def seating_of(selection: Selection) -> Seating:
    """The places that the selection gives."""
    return selection.event.seatings.get(session=None)


def balances_of(selection: Selection, places: int) -> list[Balance]:
    """The parity of the hosts when the event is open on parity, and the one that people declare when they are asked."""
    balances: list[Balance] = []
    carrying = sorted(one.name for one in hosts()) if selection.event.parity else []
    for key, values in ((HOST, carrying), (selection.declared, selection.shares)):
        if values:
            share = target_of(Fraction(1, len(values)), places)
            balances.append(Balance(key, dict.fromkeys(values, share)))
    return balances


def applicants_of(selection: Selection, applications: Iterable[Application]) -> list[Applicant]:
    """The applications as the engine takes them: no name, no mail, no words."""
    return [Applicant(one.number, tuple(one.levels), tuple(_values(selection, one))) for one in applications]


def _values(selection: Selection, application: Application) -> Iterable[str]:
    registration = application.registration
    if selection.event.parity:
        yield registration.host.name if registration.host else OTHER
    if selection.shares:
        said = registration.answers.get(str(selection.declared_question), "")
        yield said if said in selection.shares else ""


def kept_levels(application: Application, criteria: Sequence[str]) -> list[int]:
    """The level kept of each criterion: the more favourable of the readings."""
    return [max(int(one.said[key]["level"]) for one in application.readings.all()) for key in criteria]


def run(selection: Selection, applications: Sequence[Application], places: int) -> tuple[list[Outcome], dict[str, Any]]:
    """The list that the rules give, and what anybody recomputes it from; declared answers are told by letters."""
    balances = balances_of(selection, places)
    applicants = applicants_of(selection, applications)
    outcomes = select(applicants, places, balances, selection.seed)
    letters = {one: chr(ord("A") + place) for place, one in enumerate(selection.shares)}
    return outcomes, {
        "event": selection.event.reference,
        "charter": selection.charter_version,
        "places": places,
        "criteria": [one["name"] for one in selection.criteria],
        "levels": list(reading_rules(selection).levels),
        "balances": [
            {
                "key": one.key,
                "targets": {letters.get(value, value): [to.low, to.high] for value, to in one.targets.items()},
            }
            for one in balances
        ],
        "commitment": selection.commitment,
        "seed": selection.seed,
        "applicants": [
            {"id": one.id, "levels": list(one.levels), "values": [letters.get(value, value) for value in one.values]}
            for one in applicants
        ],
        "selected": [one.applicant.id for one in outcomes if one.has_place],
    }


def written(data: dict[str, Any]) -> bytes:
    """What is published, as a file."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()


def digest_of(data: dict[str, Any]) -> str:
    """The digest of that file: by it one sees that all hold the same."""
    return hashlib.sha256(written(data)).hexdigest()
