"""What whoever writes has before them: each answer, its mark, who wrote it last, and what was kept aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.proposals.answering import choices_of, say, territory_names
from liamm.features.proposals.enums import QuestionShape
from liamm.features.proposals.models import AnswerChange, Proposal
from liamm.features.proposals.questions import Question, QuestionGroup, question_groups
from liamm.features.proposals.rules.changes import pieces_between
from liamm.features.proposals.rules.writing import Value, digest
from liamm.features.territories.models import Territory


@dataclass(frozen=True, slots=True)
class AsideText:
    """A text kept aside: whose, when, in words."""

    change: AnswerChange
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One question as it stands; `mark` goes with the form, so that a text not seen is never overwritten."""

    question: Question
    value: Value
    words: str
    mark: str
    author: str = ""
    at: datetime | None = None
    asides: tuple[AsideText, ...] = ()


@dataclass(frozen=True, slots=True)
class WritingPage:
    """The whole form, part by part."""

    groups: tuple[tuple[QuestionGroup, tuple[Line, ...]], ...]

    @property
    def lines(self) -> list[Line]:
        """Every line."""
        return [line for _group, lines in self.groups for line in lines]

    @property
    def questions(self) -> list[Question]:
        """What is asked, in order."""
        return [line.question for line in self.lines]

    @property
    def asides(self) -> int:
        """How many texts wait to be looked at."""
        return sum(len(line.asides) for line in self.lines)

    @property
    def undecided(self) -> list[Line]:
        """The lines that hold two texts."""
        return [line for line in self.lines if line.asides]

    @property
    def initial(self) -> dict[str, Value]:
        """What each field shows."""
        return {line.question.key: line.value for line in self.lines}


def writing_page(proposal: Proposal, grid: Grid) -> WritingPage:
    """Gather what is written; four queries, whatever the number of answers."""
    answers = {one.question: one for one in proposal.answers.select_related("author")}
    asides: dict[str, list[AnswerChange]] = defaultdict(list)
    for change in proposal.changes.filter(aside=True, settled_at__isnull=True).select_related("author"):
        asides[change.question].append(change)
    values = [one.value for one in answers.values()] + [one.value for many in asides.values() for one in many]
    places = territory_names(values)
    groups = []
    for group in question_groups(proposal.kind, grid):
        lines = []
        for question in group.questions:
            answer = answers.get(question.key)
            value: Value = answer.value if answer else ""
            names = names_of(question, grid, places)
            lines.append(
                Line(
                    question=question,
                    value=_shown(question, value),
                    words=say(value, names),
                    mark=f"{answer.number if answer else 0}.{digest(value)}",
                    author=str(answer.author) if answer else "",
                    at=answer.changed_at if answer else None,
                    asides=tuple(AsideText(one, say(one.value, names)) for one in asides[question.key]),
                )
            )
        groups.append((group, tuple(lines)))
    return WritingPage(tuple(groups))


def names_of(question: Question, grid: Grid, places: dict[str, str]) -> dict[str, str]:
    """The names of what may be chosen."""
    return places if question.shape == QuestionShape.TERRITORIES else dict(choices_of(question, grid) or {})


def _shown(question: Question, value: Value) -> Value:
    if question.shape != QuestionShape.TERRITORIES or not isinstance(value, list):
        return value
    return "\n".join(one.label for one in Territory.objects.filter(pk__in=value).order_by("sort_key"))


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A text someone wrote: the question, who, when, and the words before and after."""

    question: str
    author: str
    at: datetime
    before: str
    after: str
    aside: bool

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """What was put in and taken out, word by word."""
        return pieces_between(self.before, self.after)


def history_of(proposal: Proposal, grid: Grid, *, most: int = 100) -> list[HistoryLine]:
    """Who changed what, the last first; three queries, whatever the number."""
    questions = {one.key: one for group in question_groups(proposal.kind, grid) for one in group.questions}
    changes: Sequence[AnswerChange] = list(proposal.changes.select_related("author").order_by("-at", "-id")[: most * 2])
    places = territory_names(one.value for one in changes)
    lines = []
    for place, change in enumerate(changes[:most]):
        question = questions.get(change.question)
        names = names_of(question, grid, places) if question else {}
        former = next((one for one in changes[place + 1 :] if one.question == change.question and not one.aside), None)
        lines.append(
            HistoryLine(
                question=question.full_label if question else _("une question qui n’est plus posée"),
                author=str(change.author),
                at=change.at,
                before=say(former.value, names) if former else "",
                after=say(change.value, names),
                aside=change.aside,
            )
        )
    return lines
