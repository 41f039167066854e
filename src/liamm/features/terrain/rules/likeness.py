"""Which signals seem to tell the same thing, and why: words in common, same place, same weeks. It only suggests.

Vectors of French stems weighted by rarity (tf-idf, cosine: Salton and Buckley, 1988); the number orders, it is never
shown: what people read are the reasons.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from operator import mul
from uuid import UUID

from liamm.kernel import french

LEAST = 0.08
NEARLY_SAME = 0.55
CLOSE = timedelta(days=45)
_MOST_WORDS = 8
_PREFIXES = frozenset({"re", "rep", "tr", "fw", "fwd"})
_TOKEN = re.compile(r"[\w’'\-]+")


class Reason(StrEnum):
    """What two signals share beside their words."""

    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    WEEKS = "weeks"


_BONUS = {Reason.COMMUNE: 0.12, Reason.EPCI: 0.08, Reason.DEPARTEMENT: 0.03, Reason.WEEKS: 0.05}


@dataclass(frozen=True, slots=True)
class Case:
    """A signal as likeness needs it: its stems, where it is and the day it came."""

    key: UUID
    stems: Sequence[str]
    at: date
    commune: UUID | None = None
    epci: UUID | None = None
    departement: UUID | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """Another signal that seems alike: the stems in common (the rarest first) and what else is shared."""

    key: UUID
    stems: tuple[str, ...]
    reasons: tuple[Reason, ...]
    nearness: float
    nearly_same: bool


def alike(subject: Case, others: Sequence[Case], *, limit: int = 8) -> list[Alike]:
    """The signals most alike among `others`, best first; none that share no rare word with the subject."""
    pool = [other for other in others if other.key != subject.key]
    rarity = _rarity([subject, *pool])
    counted = Counter(subject.stems)
    length = _length(counted, rarity)
    mine = {stem: _often(count) * rarity[stem] / length for stem, count in counted.items()}
    near = [one for other in pool if (one := _compare(subject, other, mine, rarity))]
    near.sort(key=lambda one: (-one.nearness, str(one.case.key)))
    return [one.said() for one in near[:limit]]


@dataclass(frozen=True, slots=True)
class _Near:
    """A candidate: what each stem in common brings to the cosine, and what else is shared."""

    case: Case
    parts: Mapping[str, float]
    reasons: tuple[Reason, ...]
    cosine: float

    @property
    def nearness(self) -> float:
        return self.cosine + sum(_BONUS[reason] for reason in self.reasons)

    def said(self) -> Alike:
        told = [stem for stem in self.parts if tells(stem)]
        words = sorted(told, key=lambda stem: (-self.parts[stem], stem))[:_MOST_WORDS]
        return Alike(self.case.key, tuple(words), self.reasons, self.nearness, nearly_same=self.cosine >= NEARLY_SAME)


def _rarity(cases: Sequence[Case]) -> dict[str, float]:
    holding: Counter[str] = Counter()
    for case in cases:
        holding.update(set(case.stems))
    return {stem: math.log((len(cases) + 1) / (count + 1)) + 0.1 for stem, count in holding.items()}


@lru_cache(maxsize=256)
def _often(count: int) -> float:
    """What saying a word several times adds to its weight."""
    return 1 + math.log(count)


def _length(counted: Counter[str], rarity: Mapping[str, float]) -> float:
    """The length of the vector of a text; one of a pool of hundreds, so that no step of it is Python's."""
    return math.hypot(*map(mul, map(rarity.__getitem__, counted), map(_often, counted.values()))) or 1.0


def _compare(subject: Case, other: Case, mine: Mapping[str, float], rarity: Mapping[str, float]) -> _Near | None:
    counted = Counter(other.stems)
    length = _length(counted, rarity)
    parts = {stem: mine[stem] * _often(counted[stem]) * rarity[stem] / length for stem in mine.keys() & counted.keys()}
    cosine = sum(parts.values())
    if cosine < LEAST or not any(map(tells, parts)):
        return None
    return _Near(other, parts, shared_reasons(subject, other), cosine)


def tells(stem: str) -> bool:
    """Whether a word in common is a reason that one can read: no letter alone, no number, no « Re: » of a mail."""
    return len(stem) > 1 and not stem.isdigit() and stem not in _PREFIXES


def shared_reasons(one: Case, other: Case) -> tuple[Reason, ...]:
    """What two signals share beside their words: the narrowest common territory, and the same weeks."""
    reasons: list[Reason] = []
    for reason, here, there in (
        (Reason.COMMUNE, one.commune, other.commune),
        (Reason.EPCI, one.epci, other.epci),
        (Reason.DEPARTEMENT, one.departement, other.departement),
    ):
        if here and here == there:
            reasons.append(reason)
            break
    if abs(one.at - other.at) <= CLOSE:
        reasons.append(Reason.WEEKS)
    return tuple(reasons)


def as_written(text: str) -> dict[str, str]:
    """The stems of a text, each with the first word that it comes from, as written there."""
    found: dict[str, str] = {}
    for token in _TOKEN.findall(text):
        for stem in french.stems(token):
            found.setdefault(stem, token.strip("’'-").lower())
    return found
