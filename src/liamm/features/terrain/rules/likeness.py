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
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from liamm.kernel import french

LEAST = 0.08
NEARLY_SAME = 0.55
CLOSE = timedelta(days=45)
_MOST_WORDS = 8
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
    """A signal as likeness needs it: its stems, where it is and when it came."""

    key: UUID
    stems: Sequence[str]
    at: datetime
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
    weights, length = _weights(subject.stems, rarity)
    mine = {stem: weight / length for stem, weight in weights.items()}
    found = [near for other in pool if (near := _compare(subject, other, mine, rarity))]
    found.sort(key=lambda one: (-one.nearness, str(one.key)))
    return found[:limit]


def _rarity(cases: Sequence[Case]) -> dict[str, float]:
    holding: Counter[str] = Counter()
    for case in cases:
        holding.update(set(case.stems))
    return {stem: math.log((len(cases) + 1) / (count + 1)) + 0.1 for stem, count in holding.items()}


def _weights(stems: Sequence[str], rarity: Mapping[str, float]) -> tuple[dict[str, float], float]:
    """The weight of each stem, and the length of the vector that they make."""
    counted = Counter(stems).items()
    weights = {stem: rarity[stem] if count == 1 else (1 + math.log(count)) * rarity[stem] for stem, count in counted}
    return weights, math.hypot(*weights.values()) or 1.0


def _compare(subject: Case, other: Case, mine: Mapping[str, float], rarity: Mapping[str, float]) -> Alike | None:
    theirs, length = _weights(other.stems, rarity)
    parts = {stem: weight * theirs[stem] / length for stem, weight in mine.items() if stem in theirs}
    cosine = sum(parts.values())
    if cosine < LEAST:
        return None
    reasons = shared_reasons(subject, other)
    words = sorted(parts, key=lambda stem: (-parts[stem], stem))[:_MOST_WORDS]
    nearness = cosine + sum(_BONUS[reason] for reason in reasons)
    return Alike(other.key, tuple(words), reasons, nearness, nearly_same=cosine >= NEARLY_SAME)


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


def as_written(text: str, stems: Sequence[str]) -> list[str]:
    """The words of a text, as written there, that these stems come from."""
    wanted = dict.fromkeys(stems)
    found: dict[str, str] = {}
    for token in _TOKEN.findall(text):
        for stem in french.stems(token):
            if stem in wanted and stem not in found:
                found[stem] = token.strip("’'-").lower()
    return [found[stem] for stem in wanted if stem in found]
