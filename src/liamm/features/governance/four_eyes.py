"""Who wrote the texts of a decision, who read this version, and what is still missing before it leaves."""

from __future__ import annotations

from liamm.features.charter import bindings
from liamm.features.governance.models import Decision, SecondReading, TextRemark, Wording
from liamm.features.governance.rules.reading import Draft, Missing, missing, readers_left
from liamm.kernel import clock


def draft_of(decision: Decision) -> Draft:
    """The public text as it stands, with its writers, and what readers said of this version."""
    writers = Wording.objects.filter(decision=decision).values_list("person_id", flat=True)
    readings = SecondReading.objects.filter(decision=decision, version=decision.text_version)
    readers = frozenset(readings.values_list("person_id", flat=True))
    handed_back = TextRemark.objects.filter(decision=decision, version=decision.text_version).exists()
    return Draft(decision.public_title, decision.public_text, frozenset(writers), readers, handed_back)


def readers_asked() -> int:
    """How many other people read, by the rule in force today."""
    return bindings.publication(clock.today()).value.second_readers


def lacks_of(decision: Decision) -> tuple[Missing, ...]:
    """All that keeps the text in the house."""
    return missing(draft_of(decision), readers=readers_asked())


def left_to_read(decision: Decision) -> int:
    """How many other people still have to read this version."""
    return readers_left(draft_of(decision), readers=readers_asked())
