"""What a decision asks for, said in other words by its correction."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from liamm.features.governance.models import Decision, Preconisation
from liamm.features.governance.standing import asked_in

Words = Mapping[UUID, tuple[str, str]]
"""The words and the public name of who minds them, by identifier; what is empty stays as it was."""


def changes_words(decision: Decision, words: Words) -> bool:
    """Whether anything that the decision asks for would read otherwise."""
    return any(_mended(one, words) != (one.text, one.minder_said) for one in asked_in(decision))


def say_anew(correction: Decision, decision: Decision, words: Words) -> None:
    """Keep with a correction all that the decision asks for, once some of it is said in other words."""
    if not changes_words(decision, words):
        return
    for one in asked_in(decision):
        text, minder_said = _mended(one, words)
        Preconisation.objects.create(
            decision=correction, replaces=one, text=text, minder=one.minder, minder_said=minder_said, term=one.term
        )


def _mended(one: Preconisation, words: Words) -> tuple[str, str]:
    text, said = words.get(one.pk, ("", ""))
    return text.strip() or one.text, said.strip() or one.minder_said
