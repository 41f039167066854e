"""What may be answered to a question, and how an answer is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.proposals.enums import QuestionShape
from liamm.features.proposals.questions import Question
from liamm.features.proposals.rules.writing import Sent, Value, cleaned, is_empty
from liamm.features.territories.models import Territory
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.kernel.prepared import prepared

MOST_LETTERS = 20_000
MOST_ON_A_LINE = 200
LISTS = frozenset({QuestionShape.OBJECTIVES, QuestionShape.TERRITORIES})


def checked(question: Question, sent: Sent) -> Sent:
    """The text sent, cleaned, when it may answer the question.

    Raises DomainError for a choice that is not offered or a text that is too long.
    """
    value = cleaned(sent.value)
    if question.shape in LISTS:
        wanted = value if isinstance(value, list) else [value]
        return replace(sent, value=_checked_list(question, [one for one in wanted if one]))
    text = value if isinstance(value, str) else "\n".join(value)
    if question.shape == QuestionShape.LINE:
        text = " ".join(text.split())
    longest = MOST_ON_A_LINE if question.shape == QuestionShape.LINE else MOST_LETTERS
    if len(text) > longest:
        raise DomainError(_("C’est très long : %(most)d signes au plus.") % {"most": longest}, field=question.key)
    _refuse_unoffered(question, [text] if text else [])
    return replace(sent, value=text)


def _checked_list(question: Question, wanted: list[str]) -> list[str]:
    if question.shape == QuestionShape.TERRITORIES:
        if len(territory_names([wanted])) != len(wanted):
            raise DomainError(_("Nous ne connaissons pas ce territoire."), field=question.key)
        return wanted
    _refuse_unoffered(question, wanted)
    return wanted


def _refuse_unoffered(question: Question, wanted: Iterable[str]) -> None:
    offered = choices_of(question, bindings.grid(clock.today()).value)
    if offered is not None and not set(wanted) <= set(offered):
        raise DomainError(_("Ce choix n’est pas de ceux proposés."), field=question.key)


def choices_of(question: Question, grid: Grid, at: bindings.When | None = None) -> Mapping[str, str] | None:
    """The choices of a question with their names, None when it is answered freely."""
    moment = at or clock.today()
    if question.shape == QuestionShape.OBJECTIVES:
        return {one.key: one.name for one in bindings.objectives(moment).value.objectives}
    if question.shape == QuestionShape.PHASE:
        phases = bindings.phases(moment).value
        return {key: phases.phase(key).name for key in phases.action.phases}
    if question.shape == QuestionShape.APPRECIATION:
        return {step.key: step.name for step in grid.scale}
    return None


def unanswered(asked: Iterable[Question], values: Mapping[str, Value]) -> list[Question]:
    """The needed questions without an answer."""
    return [question for question in asked if question.needed and is_empty(values.get(question.key, ""))]


def territory_names(values: Iterable[Value]) -> dict[str, str]:
    """The names of all territories that these answers hold; one query, none when there are none."""
    told = (_uuid(one) for value in values if isinstance(value, list) for one in value)
    wanted = list(dict.fromkeys(one for one in told if one))
    return {str(key): name for key, name in _territories(wanted)} if wanted else {}


@prepared
def _territories(wanted: list[UUID]) -> QuerySet[Territory, tuple[UUID, str]]:
    return Territory.objects.filter(pk__in=wanted).values_list("pk", "name")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def say(value: Value, names: Mapping[str, str]) -> str:
    """An answer in words: the names of choices (« a, b »), or the text as it is."""
    if isinstance(value, list):
        return ", ".join(names.get(one, one) for one in value)
    return names.get(value, value)
