"""French words as people write and look for them: folding, stems, sort keys and typography."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import Stemmer

NARROW = "\u202f"
FIXED = "\u00a0"
_SPELT = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'", "ʼ": "'"}


class _Folded(dict[int, str]):
    """What becomes of each letter when it is folded, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKD", _SPELT.get(chr(code), chr(code)))
        self[code] = "".join(one for one in letters if not unicodedata.combining(one)).lower()
        return self[code]


_FOLDED = _Folded()
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=\w)")
_WORD = re.compile(r"[a-z0-9]+")
LONGEST_WORD = 60
"""In letters: the longest place name of France has forty-five; PostgreSQL refuses to index one of 2,046 bytes."""
_PHRASE = 500
"""In letters: what is shorter is kept once it is set, titles and lines of lists above all."""
_stemmer = Stemmer.Stemmer("french")

STOP_WORDS = frozenset(
    [
        "a",
        "ai",
        "au",
        "aux",
        "avec",
        "c",
        "ce",
        "ces",
        "cet",
        "cette",
        "chez",
        "comme",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "elle",
        "en",
        "est",
        "et",
        "etre",
        "eux",
        "fait",
        "il",
        "ils",
        "j",
        "je",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "lui",
        "m",
        "ma",
        "mais",
        "me",
        "mes",
        "moi",
        "mon",
        "n",
        "ne",
        "nos",
        "notre",
        "nous",
        "on",
        "ont",
        "ou",
        "par",
        "pas",
        "plus",
        "pour",
        "qu",
        "que",
        "qui",
        "s",
        "sa",
        "sans",
        "se",
        "ses",
        "si",
        "son",
        "sont",
        "sur",
        "t",
        "ta",
        "te",
        "tes",
        "toi",
        "ton",
        "tres",
        "tu",
        "un",
        "une",
        "vos",
        "votre",
        "vous",
        "y",
    ]
)


def without_turns(text: str) -> str:
    """The text without the marks that nobody sees and that turn the words around them."""
    return _TURNS.sub("", text)


def fold(text: str) -> str:
    """Lower case, without marks or ligatures, elisions dropped: « L’œuvre à Ploërmel » gives « oeuvre a ploermel »."""
    return _ELISION.sub("", text.translate(_FOLDED))


def words(text: str) -> list[str]:
    """The folded words of a text, in order; of what is longer than any word, a pasted address, the beginning."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))


def stems(text: str) -> list[str]:
    """The French stems (Snowball) of the words that carry meaning, in order."""
    return [_stem(word) for word in words(text) if word not in STOP_WORDS]


def stems_of_each(tokens: Sequence[str]) -> list[list[str]]:
    """The stems of each of these parts of a text, which hold no blank: folded together, far cheaper than one by one."""
    together = fold("\n".join(tokens)).split("\n")
    return [[_stem(word[:LONGEST_WORD]) for word in _WORD.findall(one) if word not in STOP_WORDS] for one in together]


def sort_key(name: str) -> str:
    """The key by which a name is sorted (the database's own order is that of the C locale)."""
    return " ".join(words(name))


_BEFORE_HIGH = re.compile(r"(?<=[^\s\u00a0\u202f])[ \u00a0\u202f]?([;!?»])(?=$|[\s\u00a0\u202f).,…<])")
_BEFORE_COLON = re.compile(r"[ \u00a0](:)(?=\s|$)")
_AFTER_OPEN = re.compile(r"«[ \u00a0\u202f]?")
_NUMBER_UNIT = re.compile(r"(?<=\d) (?=(?:\d{3}\b|%|€|h\b|min\b|km\b|ko\b|Mo\b|jours?\b|heures?\b|mois\b))")
_APOSTROPHE = re.compile(r"(?<=[A-Za-zÀ-ÿ])'(?=[A-Za-zÀ-ÿœŒ])")


_INNER = re.compile(r"«[ \u00a0\u202f]?(.*?)[ \u00a0\u202f]?»")


def inner(text: str) -> str:
    """A text to be put between « »: its own become “ ”, as French typography has it."""
    return _INNER.sub("“\\1”", text)


def begins_with_vowel(word: str) -> bool:
    """Whether « de » elides before it: « d’octobre », « de mars »."""
    return fold(word)[:1] in set("aeiou")


def typeset(text: str) -> str:
    """Plain text with the spaces and apostrophes of French typography.

    Source: Lexique des règles typographiques en usage à l'Imprimerie nationale (spaces around high punctuation).
    """
    return _phrase(text) if len(text) <= _PHRASE else _typeset(text)


@lru_cache(maxsize=4_096)
def _phrase(text: str) -> str:
    return _typeset(text)


def _typeset(text: str) -> str:
    text = _APOSTROPHE.sub("’", text)
    text = _BEFORE_HIGH.sub(rf"{NARROW}\1", text)
    text = _BEFORE_COLON.sub(rf"{FIXED}\1", text)
    text = _AFTER_OPEN.sub(f"«{NARROW}", text)
    return _NUMBER_UNIT.sub(FIXED, text)
