"""The texts of a decision as whoever writes or reads them sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.trust import Publication
from liamm.features.governance.dossiers import BlockSaid, GateSaid, read_gate, read_given
from liamm.features.governance.four_eyes import lacks_of, left_to_read
from liamm.features.governance.matters import kept_grid
from liamm.features.governance.models import Decision, Preconisation, TextRemark, Wording
from liamm.features.governance.naming import doubtful
from liamm.features.governance.rules.reading import Missing
from liamm.kernel import clock
from liamm.kernel.actions import Citation


@dataclass(frozen=True, slots=True)
class TextsPage:
    """Both texts, who wrote them, what keeps the public one in the house, and what readers remarked, the last first."""

    decision: Decision
    title: str
    initial: dict[str, Any]
    writers: Sequence[Person]
    lacks: Sequence[Missing]
    left: int
    rule: Publication
    citation: Citation
    remarks: Sequence[TextRemark]

    @property
    def handed_back(self) -> bool:
        """Whether the version shown was given back, and waits to be taken up."""
        return Missing.CORRECTION in self.lacks


def texts_page(decision: Decision, *, copied: bool = False) -> TextsPage:
    """What the writing page shows; `copied` starts the public text from the full one, because someone asked for it."""
    title = decision.origin.title if decision.origin else decision.public_title
    rule = bindings.publication(clock.today())
    written = Wording.objects.filter(decision=decision).select_related("person").order_by("version")
    return TextsPage(
        decision=decision,
        title=title,
        initial={
            "version": decision.text_version,
            "full_text": decision.full_text,
            "public_title": decision.public_title or (title if copied else ""),
            "public_text": decision.public_text or (decision.full_text if copied else ""),
            "shows_arguments": decision.shows_arguments,
            "overload_reason": decision.overload_reason,
            "correction_reason": decision.correction_reason,
        },
        writers=list(dict.fromkeys(one.person for one in written)),
        lacks=lacks_of(decision),
        left=left_to_read(decision),
        rule=rule.value,
        citation=rule.cite(),
        remarks=list(decision.remarks.select_related("person")),
    )


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """All that will leave, beside what will not; `doubtful` quotes the words that may name somebody."""

    texts: TextsPage
    preconisations: Sequence[Preconisation]
    gate: GateSaid | None
    grid: Sequence[BlockSaid]
    doubtful: str


def reading_page(decision: Decision) -> ReadingPage:
    """What the second reader sees: exactly what would be published."""
    kept = kept_grid(decision)
    return ReadingPage(
        texts=texts_page(decision),
        preconisations=list(decision.preconisations.all()),
        gate=read_gate(kept),
        grid=read_given(kept),
        doubtful=doubtful(decision),
    )
