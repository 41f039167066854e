"""The form in which a request is written: one field per question, each with the mark of what its writer has seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext_lazy as _

from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.proposals.answering import LISTS, MOST_LETTERS, MOST_ON_A_LINE, choices_of
from liamm.features.proposals.enums import QuestionShape
from liamm.features.proposals.queries.writing import Line, WritingPage
from liamm.features.proposals.questions import Question, QuestionGroup
from liamm.features.proposals.rules.writing import Sent, Value
from liamm.features.territories.fields import LONGEST, why_not
from liamm.features.territories.queries import resolve
from liamm.kernel import clock
from liamm.ui.forms import CheckCards, ChoiceCards, ChoiceLines, StrOrPromise
from liamm.ui.tongues import in_french

MOST_PLACES = 60


class TerritoriesField(forms.CharField):
    """Places, one a line, each as people write it; cleans to the list of their identifiers."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**options)

    def clean(self, value: Any) -> list[str]:
        """The territories meant.

        Raises ValidationError naming the nearest for each line that is not certain.
        """
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()][:MOST_PLACES]
        answers = [(line, resolve(line[:LONGEST])) for line in lines]
        unclear = [why_not(line, answer) for line, answer in answers if answer.territory is None]
        if unclear:
            raise ValidationError([ValidationError(sentence, code="unknown") for sentence in unclear])
        return list(dict.fromkeys(str(answer.territory.pk) for _line, answer in answers if answer.territory))


def field_of(question: Question, grid: Grid) -> forms.Field:
    """The field that answers a question."""
    words: dict[str, Any] = {"label": _said(question.label), "help_text": _said(question.help), "required": False}
    choices = {key: in_french(name) for key, name in (choices_of(question, grid) or {}).items()}
    if question.shape == QuestionShape.TERRITORIES:
        return TerritoriesField(**words)
    if question.shape == QuestionShape.LINE:
        return forms.CharField(max_length=MOST_ON_A_LINE, **words)
    if not choices:
        rows = 4 if question.key.endswith(".argument") else 6
        return forms.CharField(max_length=MOST_LETTERS, widget=forms.Textarea(attrs={"rows": rows}), **words)
    hints = _hints(question, grid)
    if question.shape == QuestionShape.OBJECTIVES:
        return forms.MultipleChoiceField(choices=list(choices.items()), widget=CheckCards(hints=hints), **words)
    widget = ChoiceLines if question.shape == QuestionShape.APPRECIATION else ChoiceCards
    return forms.ChoiceField(choices=list(choices.items()), widget=widget(hints=hints), **words)


def _said(words: StrOrPromise) -> StrOrPromise:
    """Words of the house as they are; those of the charter, which are no translation, in French on every page."""
    return in_french(words) if isinstance(words, str) else words


def _hints(question: Question, grid: Grid) -> dict[str, str]:
    today = clock.today()
    if question.shape == QuestionShape.OBJECTIVES:
        return {one.key: in_french(one.text) for one in bindings.objectives(today).value.objectives}
    if question.shape == QuestionShape.PHASE:
        return {one.key: in_french(one.description) for one in bindings.phases(today).value.phases}
    return {step.key: in_french(step.meaning) for step in grid.scale}


class WritingForm(forms.Form):
    """Every question; what is valid is kept even when another answer is not."""

    use_required_attribute = False

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        questions: Sequence[Question],
        grid: Grid,
        values: Mapping[str, Value] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(values or {}))
        self.questions = {question.key: question for question in questions}
        for question in questions:
            self.fields[question.key] = field_of(question, grid)

    def sent(self) -> dict[str, Sent]:
        """The valid answers that came with their mark, as the action takes them."""
        found = {}
        opened = _moment(self.data.get("opened", ""))
        for key in self.questions:
            mark = self.data.get(f"base-{key}")
            if mark is not None and key in self.cleaned_data:
                number, _dot, digest = str(mark).partition(".")
                value = self.cleaned_data[key]
                base = int(number) if number.isdecimal() else 0
                found[key] = Sent(
                    list(value) if self.questions[key].shape in LISTS else str(value), base, digest, opened
                )
        return found

    def beside(self, shown: WritingPage) -> list[tuple[QuestionGroup, list[tuple[Line, forms.BoundField]]]]:
        """Each part of the form: its lines, each with its field."""
        return [(group, [(line, self[line.question.key]) for line in lines]) for group, lines in shown.groups]

    def say_what_is_needed(self) -> None:
        """Mark the fields that submitting will ask for; writing asks for none."""
        for key, question in self.questions.items():
            self.fields[key].required = question.needed


def _moment(text: str) -> datetime | None:
    """When the page was opened, by its own word; a mark that is none says nothing."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and is_aware(found) else None


class InviteForm(forms.Form):
    """Someone to write with."""

    email = forms.EmailField(label=_("Son adresse électronique"))
    helper = forms.ChoiceField(
        label=_("Pour quoi faire ?"),
        choices=[("", _("la porter avec nous")), ("1", _("seulement aider à l’écrire"))],
        required=False,
        widget=ChoiceLines(
            hints={
                "": _("Déposer, inviter, retirer : comme vous."),
                "1": _("Par exemple une personne de l’équipe du laboratoire."),
            }
        ),
    )
