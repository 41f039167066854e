"""What a member reads about one item before deciding, whatever the item is about: plain values, never a total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from liamm.features.governance.load_said import LoadSaid
from liamm.ui.plots import Spread


@dataclass(frozen=True, slots=True)
class ArgumentSaid:
    """One opinion in words; `who` is empty for whoever may not read names."""

    step: str
    words: str
    who: str = ""
    own: bool = False

    @property
    def said(self) -> str:
        """The opinion on paper: its step, whose it is as far as that may be read, and its words."""
        voice = _("les porteurs") if self.own else self.who
        return f"{self.step} ({voice}) : {self.words}" if voice else f"{self.step} : {self.words}"


@dataclass(frozen=True, slots=True)
class CriterionSaid:
    """One criterion: how the opinions spread over the scale, and their arguments."""

    name: str
    counts: Sequence[int]
    own: int | None
    arguments: Sequence[ArgumentSaid]

    @property
    def spread(self) -> Spread:
        """As dots."""
        return Spread(self.name, self.counts, self.own)


@dataclass(frozen=True, slots=True)
class BlockSaid:
    """One block of the grid, on its scale."""

    name: str
    motto: str
    gate: bool
    scale: Sequence[str]
    criteria: Sequence[CriterionSaid]

    @property
    def spreads(self) -> list[Spread]:
        """Every criterion as dots."""
        return [one.spread for one in self.criteria]

    @property
    def given(self) -> bool:
        """Whether anything was said about it."""
        return any(sum(one.counts) or one.own is not None for one in self.criteria)

    def kept(self, *, arguments: bool, passed: bool | None = None) -> dict[str, Any]:
        """As the register keeps it, without any name; `passed` is what was stated at the gate, if this is its block."""
        stated = {} if passed is None else {"franchi": passed}
        return {
            "nom": self.name,
            "filtre": self.gate,
            **stated,
            "echelle": list(self.scale),
            "criteres": [
                {
                    "nom": one.name,
                    "avis": list(one.counts),
                    "porteurs": one.own,
                    "arguments": [
                        {"appreciation": said.step, "texte": said.words, "porteurs": said.own}
                        for said in one.arguments
                        if arguments
                    ],
                }
                for one in self.criteria
            ],
        }


@dataclass(frozen=True, slots=True)
class GateSaid:
    """Where the gate stands, and why."""

    passed: bool
    held: bool
    words: Sequence[str]
    motto: str = ""

    @property
    def said(self) -> str:
        """Where it stands, in one sentence."""
        if self.passed:
            return _("Filtre usagers : franchi.")
        return _("Filtre usagers : non franchi.") if self.held else _("Filtre usagers : pas encore constaté.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is read about one item."""

    summary: str = ""
    reference: str = ""
    url: str = ""
    carriers: Sequence[str] = ()
    lines: Sequence[tuple[str, str]] = ()
    objectives: Sequence[str] = ()
    territories: Sequence[str] = ()
    community: bool | None = None
    grid: str = ""
    gate: GateSaid | None = None
    blocks: Sequence[BlockSaid] = ()
    set_aside: int = 0
    load: LoadSaid | None = None
    load_passed: str = ""
    lacks: Sequence[str] = ()


def read_blocks(kept: Sequence[dict[str, Any]]) -> list[BlockSaid]:
    """The blocks that the register kept."""
    return [
        BlockSaid(
            block["nom"],
            "",
            block["filtre"],
            tuple(block["echelle"]),
            tuple(
                CriterionSaid(
                    one["nom"],
                    tuple(one["avis"]),
                    one["porteurs"],
                    tuple(
                        ArgumentSaid(said["appreciation"], said["texte"], own=said["porteurs"])
                        for said in one["arguments"]
                    ),
                )
                for one in block["criteres"]
            ),
        )
        for block in kept
    ]


def read_given(kept: Sequence[dict[str, Any]]) -> tuple[BlockSaid, ...]:
    """Those of the blocks kept on which opinions were given: the gate may have been stated without any."""
    return tuple(block for block in read_blocks(kept) if block.given)


def read_gate(kept: Sequence[dict[str, Any]], motto: str = "") -> GateSaid | None:
    """What was stated at the gate, as the register kept it: by whom and why is not public."""
    passed = next((bool(block["franchi"]) for block in kept if "franchi" in block), None)
    return None if passed is None else GateSaid(passed, not passed, (), motto)
