"""What a question is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from liamm.features.proposals.enums import QuestionShape

Words = str | Promise


class Group(StrEnum):
    """The parts of the form, in their order."""

    SUBJECT = "subject"
    PEOPLE = "people"
    MEANS = "means"
    DEFINITIONS = "definitions"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its label and help in plain words, and the definitions of the charter that it answers."""

    key: str
    group: Group
    label: Words
    help: Words = ""
    shape: QuestionShape = QuestionShape.TEXT
    needed: bool = True
    definitions: tuple[str, ...] = ()
    criterion: str = ""
    about: str = ""

    @property
    def full_label(self) -> str:
        """The label with what it is about, to be read alone: « Impact potentiel agents : pourquoi ? »."""
        return f"{self.about}\u00a0: {str(self.label).lower()}" if self.about else str(self.label)
