"""How a name of a place is compared, how what was typed is read, and which of several answers comes first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_TOKEN = re.compile(r"[a-z0-9]+")
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
ARTICLES = frozenset({"l", "d", "le", "la", "les", "de", "du", "des"})
_CODE = re.compile(r"^(?:\d{1,5}|2[AB]\d{0,3}|\d{9})$")
_TOLD_APART = (
    re.compile(r"^(?P<told>\d{5}) (?P<name>\D.*)$"),
    re.compile(r"^(?P<name>.*\D) (?P<told>\d{5})$"),
    re.compile(r"^(?P<name>.*[^\s(]) ?\((?P<told>[^()]+)\)$"),
    re.compile(r"^(?P<name>[^,]*[^\s,]) ?,(?P<told>[^,]+)$"),
)
_FORMS = re.compile(
    r"^(?:communaute de communes|communaute d agglomeration|communaute urbaine|metropole|commune|ville|mairie"
    r"|departement|region) (?:de la |de l |de |du |des |d )?(?=\w)"
)


def tokens(name: str) -> list[str]:
    """The plain words of a name: no capitals, marks or ligatures; « St » is written out.

    Apostrophes and hyphens separate: « Plœuc-L’Hermitage » gives ploeuc, l, hermitage.
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LIGATURES).lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [_SAINTS.get(word, word) for word in _TOKEN.findall(plain)]


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name made comparable: `whole` ignores what separates words, `bare` ignores articles too."""

    whole: str
    bare: str
    words: str


def name_key(name: str) -> NameKey:
    """The comparable forms of a name; a name made of articles alone keeps them."""
    parts = tokens(name)
    bare = "".join(part for part in parts if part not in ARTICLES)
    whole = "".join(parts)
    return NameKey(whole, bare or whole, " ".join(parts))


def sort_key(name: str) -> str:
    """The key by which names are listed: a leading article does not count (« Le Rheu » stands at R)."""
    parts = tokens(name)
    while len(parts) > 1 and parts[0] in ARTICLES:
        parts = parts[1:]
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed, read: a code or postcode, or a name, perhaps told apart by a département or postcode.

    `plain` is everything that was typed as one name: some names hold a comma.
    """

    code: str
    plain: NameKey
    key: NameKey
    qualifier: str


def read_asked(text: str) -> Asked:
    """Read « ploermel », « 56800 », « 2A004 », « Ploërmel (56) », « Ploërmel, Morbihan » or « 56800 Ploërmel »."""
    text = " ".join(text.split())
    compact = text.replace(" ", "").upper()
    if _CODE.match(compact):
        return Asked(compact, NameKey("", "", ""), NameKey("", "", ""), "")
    plain = name_key(text)
    for shape in _TOLD_APART:
        found = shape.match(text)
        if found:
            return Asked("", plain, name_key(found["name"]), found["told"].strip())
    return Asked("", plain, plain, "")


def without_form(key: NameKey) -> NameKey | None:
    """The name without the form people put before it (« commune de », « région »), None when there is none."""
    rest = _FORMS.sub("", key.words)
    return name_key(rest) if rest and rest != key.words else None


@dataclass(frozen=True, slots=True)
class Place:
    """A territory that bears exactly the name asked for, as the choice between several needs it."""

    key: UUID
    level: int
    region: UUID | None
    current: bool


def choose(places: Sequence[Place], home: UUID) -> UUID | None:
    """The one that is certainly meant, or None when a person has to choose.

    A name in force wins over a former one, the région of the laboratory over the rest, then the commune over the
    wider territories that bear the same name (Paris, La Réunion).
    """
    narrowed = [place for place in places if place.current] or list(places)
    narrowed = [place for place in narrowed if place.region == home] or narrowed
    narrowest = min((place.level for place in narrowed), default=0)
    keys = {place.key for place in narrowed if place.level == narrowest}
    return keys.pop() if len(keys) == 1 else None


def steps(values: Collection[float], count: int = 4) -> list[float]:
    """The upper bounds of at most `count` classes of about equal size, from the values above zero, no bound twice."""
    ordered = sorted(value for value in values if value > 0)
    if not ordered:
        return []
    bounds = [ordered[-(-len(ordered) * part // count) - 1] for part in range(1, count + 1)]
    return sorted(set(bounds))


def step_of(value: float, bounds: Sequence[float]) -> int:
    """The class of a value: 0 for nothing, else 1 to the number of bounds."""
    if value <= 0:
        return 0
    return next((index for index, bound in enumerate(bounds, start=1) if value <= bound), len(bounds))
