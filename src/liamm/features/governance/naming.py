"""What a decision would say to everybody, looked through for words that could name somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from liamm.features.charter.bindings import promised
from liamm.features.governance.models import Decision
from liamm.kernel.telltale import find, quoted, refuse_telltale


def leaving(decision: Decision) -> str:
    """All the words of a decision that leave with its public text, as they are kept."""
    asked = [one.text for one in decision.preconisations.all()]
    said = [decision.public_title, decision.public_text, decision.overload_reason, decision.correction_reason]
    return "\n".join([*said, *asked])


def refuse_naming(texts: Mapping[str, Iterable[str]], *, checked: bool) -> None:
    """Stop words that could name somebody before they are kept for everybody; `texts` gives them by their field.

    Raises DomainError; `checked` says that the doubtful ones were looked at, addresses and numbers never pass.
    """
    for field, words in texts.items():
        refuse_telltale("\n".join(words), field=field, checked=checked, citation=promised("names_nobody"))


def doubtful(decision: Decision) -> str:
    """The words that a second reader looks at twice, quoted; empty when there is none."""
    return quoted(find(leaving(decision)))
