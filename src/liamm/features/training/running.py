"""From the readings to the list: what the engine is given, what is kept of it, and what anybody recomputes it from."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.learning import ApplicationReading
from liamm.features.events.models import Seating
from liamm.features.training.announcing import Announced, announced_of, note_parts
from liamm.features.training.models import Application, Selection
from liamm.features.training.rules.balancing import UNSAID, Balance
from liamm.features.training.rules.selecting import Applicant, Outcome, commitment, select

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
    """What was promised, for so many places."""
    return [one.targets(places) for one in announced_of(selection)]


def applicants_of(selection: Selection, applications: Iterable[Application]) -> list[Applicant]:
    """The applications as the engine takes them: no name, no mail, no words."""
    announced = announced_of(selection)
    return [
        Applicant(one.number, tuple(one.levels), tuple(balance.value_of(one) for balance in announced))
        for one in applications
    ]


def kept_levels(application: Application, criteria: Sequence[str]) -> list[int]:
    """The level kept of each criterion: the more favourable of the readings."""
    return [max(int(one.said[key]["level"]) for one in application.readings.all()) for key in criteria]


def run(selection: Selection, applications: Sequence[Application], places: int) -> tuple[list[Outcome], dict[str, Any]]:
    """The list that the rules give, and what anybody recomputes it from; declared answers are told by letters."""
    note_parts(selection, applications)
    balances = balances_of(selection, places)
    applicants = applicants_of(selection, applications)
    outcomes = select(applicants, places, balances, selection.seed)
    coded = [code_of(one) for one in announced_of(selection)]
    return outcomes, {
        "event": selection.event.reference,
        "charter": selection.charter_version,
        "announced": selection.announced["places"],
        "places": places,
        "criteria": [one["name"] for one in selection.criteria],
        "levels": list(reading_rules(selection).levels),
        "balances": [
            {"key": one.key, "targets": {code[value]: [to.low, to.high] for value, to in one.targets.items()}}
            for one, code in zip(balances, coded, strict=True)
        ],
        "commitment": selection.commitment,
        "seed": selection.seed,
        "applicants": [
            {
                "id": one.id,
                "levels": list(one.levels),
                "values": [code[value] for code, value in zip(coded, one.values, strict=True)],
            }
            for one in applicants
        ],
        "selected": [one.applicant.id for one in outcomes if one.has_place],
    }


def code_of(balance: Announced) -> dict[str, str]:
    """How a value is told in what is published: the hosts by their names, an answer by a letter, silence by nothing."""
    if balance.is_host:
        return {UNSAID: UNSAID, **{one: one for one in balance.values}}
    return {UNSAID: UNSAID, **{one: chr(ord("A") + place) for place, one in enumerate(balance.values)}}


def written(data: dict[str, Any]) -> bytes:
    """What is published, as a file."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()


def digest_of(data: dict[str, Any]) -> str:
    """The digest of that file: by it one sees that all hold the same."""
    return hashlib.sha256(written(data)).hexdigest()
