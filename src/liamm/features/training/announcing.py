"""What is promised as one may apply, frozen with the seed: the places, and by what they are spread.

It is kept as `{"places": …, "balances": […]}`, each balance with its `key`, the `values` that share the places evenly,
and how the value of an application is known: by the `hosts` for which one comes, in the same order, or by the
`question` to which one answers. Once the list is made, `part` is how many said nothing, of how many: by it those who
are called later are called as the list was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from liamm.features.accounts.queries import hosts
from liamm.features.training.models import Application, Selection
from liamm.features.training.rules.balancing import UNSAID, Balance, targets_among

HOST = "hôte"


@dataclass(frozen=True, slots=True)
class Announced:
    """What the places are spread by."""

    key: str
    values: Sequence[str]
    hosts: Sequence[str] = ()
    question: str = ""
    part: Sequence[int] = (0, 1)

    @property
    def is_host(self) -> bool:
        """Whether it is the parity of the hosts."""
        return not self.question

    def value_of(self, application: Application) -> str:
        """What an application says of it."""
        registration = application.registration
        if self.is_host:
            return dict(zip(self.hosts, self.values, strict=True)).get(str(registration.host_id), UNSAID)
        said = str(registration.answers.get(self.question, ""))
        return said if said in self.values else UNSAID

    def targets(self, places: int) -> Balance:
        """How many seats each value should have, of so many."""
        unsaid, applicants = self.part
        return Balance(self.key, targets_among(self.values, places, unsaid=unsaid, applicants=applicants))


def to_announce(selection: Selection, questions: Sequence[UUID]) -> list[Announced]:
    """The parity of the hosts when the event is open on parity, and what people are asked, each by its question."""
    carrying = sorted(hosts(), key=lambda one: one.name) if selection.event.parity else []
    found = [Announced(HOST, [one.name for one in carrying], [str(one.pk) for one in carrying])] if carrying else []
    return found + [
        Announced(one["question"], one["answers"], question=str(question))
        for one, question in zip(selection.asked, questions, strict=True)
    ]


def announce(selection: Selection, places: int | None, balances: Sequence[Announced]) -> None:
    """Freeze what is promised; nothing is saved yet."""
    selection.announced = {"places": places, "balances": [asdict(one) for one in balances]}


def announced_of(selection: Selection) -> list[Announced]:
    """By what the places are spread, as it was promised."""
    return [Announced(**one) for one in selection.announced.get("balances", ())]


def note_parts(selection: Selection, applications: Sequence[Application]) -> None:
    """Keep how many said nothing of each balance, as the list is made; nothing is saved yet."""
    balances: list[dict[str, Any]] = selection.announced.get("balances", [])
    for one, known in zip(balances, announced_of(selection), strict=True):
        unsaid = sum(known.value_of(application) == UNSAID for application in applications)
        one["part"] = [unsaid, len(applications)]
