"""The questions of a request: those of its kind, the definitions left over, and the carriers' own appraisal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liamm.features.charter.bindings.shapes.grid import Criterion, Grid
from liamm.features.charter.enums import ProposalKind
from liamm.features.proposals.enums import APPRAISED_KINDS, QuestionShape
from liamm.features.proposals.questions import action, community, project, resource
from liamm.features.proposals.questions.shape import Group, Question, Words

OWN = "own"
_OF_KIND: Mapping[ProposalKind, tuple[Question, ...]] = {
    ProposalKind.PROJECT: project.QUESTIONS,
    ProposalKind.ACTION: action.QUESTIONS,
    ProposalKind.COMMUNITY: community.QUESTIONS,
    ProposalKind.RESOURCE: resource.QUESTIONS,
}
_TITLES: Mapping[Group, Words] = {
    Group.SUBJECT: _("Le sujet"),
    Group.PEOPLE: _("Les personnes et les lieux"),
    Group.MEANS: _("Le temps et les moyens"),
    Group.DEFINITIONS: _("Ce que la charte demande encore"),
    Group.OWN: _("Votre propre avis, sur la même grille"),
}


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """One part of the form."""

    group: Group
    title: Words
    questions: tuple[Question, ...]


def questions_of(kind: str, grid: Grid) -> tuple[Question, ...]:
    """Every question of a request of this kind, under this grid, in order.

    Carriers of an action, which is light, owe their own appraisal of the gate only.
    """
    asked = _OF_KIND[ProposalKind(kind)]
    if kind not in APPRAISED_KINDS:
        return asked
    whole = kind == ProposalKind.PROJECT
    own = [two for one in grid.criteria for two in _own_of(one, needed=whole or one in grid.gate.criteria)]
    return (*asked, *_left_over(asked, grid), *own)


def question_groups(kind: str, grid: Grid) -> list[QuestionGroup]:
    """The same, part by part."""
    asked = questions_of(kind, grid)
    parts = [QuestionGroup(group, _TITLES[group], tuple(q for q in asked if q.group is group)) for group in Group]
    return [part for part in parts if part.questions]


def group_titles() -> Mapping[Group, Words]:
    """The title of each part."""
    return _TITLES


def own_keys(criterion: str) -> tuple[str, str]:
    """The keys of the carriers' own appreciation of a criterion, and of its argument."""
    return f"{OWN}.{criterion}.step", f"{OWN}.{criterion}.argument"


def _left_over(asked: Sequence[Question], grid: Grid) -> list[Question]:
    covered = {definition for question in asked for definition in question.definitions}
    return [
        Question(f"definition.{one.key}", Group.DEFINITIONS, one.name, one.text, definitions=(one.key,))
        for one in grid.definitions
        if one.key not in covered
    ]


def _own_of(criterion: Criterion, *, needed: bool) -> tuple[Question, Question]:
    step, argument = own_keys(criterion.key)
    return (
        Question(
            step,
            Group.OWN,
            criterion.name,
            " ".join(criterion.guide.questions),
            QuestionShape.APPRECIATION,
            needed=needed,
            criterion=criterion.key,
        ),
        Question(argument, Group.OWN, _("Pourquoi ?"), needed=needed, criterion=criterion.key, about=criterion.name),
    )
