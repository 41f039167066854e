"""What in a text could name or expose somebody: phone numbers, addresses, NIR, names, health. With its place.

It warns and proposes, it never decides: the person may correct or send as is, the team chooses what to mask.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from liamm.kernel.telltale.first_names import FIRST_NAMES


class Kind(StrEnum):
    """What was recognised."""

    PHONE = "phone"
    MAIL = "mail"
    NIR = "nir"
    IBAN = "iban"
    BIRTH = "birth"
    NAME = "name"
    HEALTH = "health"


@dataclass(frozen=True, slots=True)
class Found:
    """A passage `text[start:end]` that could name or expose somebody."""

    kind: Kind
    start: int
    end: int
    text: str


_GAP = r"[ .\-/\u00a0\u202f]"
_PHONE = re.compile(
    rf"(?<![\d+])(?:(?:\+|00)33{_GAP}?(?:\(0\){_GAP}?)?[1-9]|0{_GAP}?[1-9])(?:{_GAP}{{0,2}}\d{{2}}){{4}}(?!\d)"
    rf"|(?<![\d+])\+(?!33)\d{{1,3}}(?:{_GAP}?\d{{2,4}}){{3,5}}(?!\d)"
)
_MAIL = re.compile(
    r"[\w.+\-]+ ?(?:@|\(at\)|\[at\]|\barobase\b) ?[\w\-]+(?:(?:\.| ?\(point\) ?| point )[\w\-]+)+", re.IGNORECASE
)
_NIR = re.compile(
    rf"(?<!\d)([1-478]){_GAP}?(\d{{2}}){_GAP}?(0[1-9]|1[0-2]|[2-9]\d){_GAP}?(\d{{2}}|2[ABab]){_GAP}?(\d{{3}})"
    rf"{_GAP}?(\d{{3}})(?:{_GAP}?(\d{{2}}))?(?!{_GAP}?\d)"
)
_IBAN = re.compile(
    rf"(?<![a-z0-9])[a-z]{{2}}\d{{2}}(?:{_GAP}?[a-z0-9]{{4}}){{2,7}}(?:{_GAP}?[a-z0-9]{{1,3}})?(?![a-z0-9])",
    re.IGNORECASE,
)
_LEAST_FIGURES = 10
_MONTH = (
    r"(?:\d{1,2}|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
    r"|janv\.|f[ée]vr?\.|avr\.|juil\.|sept\.|oct\.|nov\.|d[ée]c\.)"
)
_BIRTH = re.compile(
    rf"(?:\bn[ée](?:es?|s|\(e\)|·e)? le|\bdate de naissance[ \u00a0]?:?|\bnaissance[ \u00a0]?:)[ \u00a0]"
    rf"(\d{{1,2}}(?:er)?{_GAP}{_MONTH}{_GAP}(?:\d{{4}}|\d{{2}}))(?!\d)"
    rf"|\bn[ée](?:es?|s|\(e\)|·e)? en[ \u00a0]((?:{_MONTH}[ \u00a0])?(?:19\d|200)\d)(?!\d)",
    re.IGNORECASE,
)

_UP = "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ"
_CAPITAL = rf"[{_UP}][\w’'\-]+"
_PARTICLE = r"(?:(?:[Ll]e|[Ll]a|[Dd]e|[Dd]u|[Dd]es|[Dd]’|[Dd]'|Ar|An|Mac|van|ben|el)[ ]?)"
_SURNAME = rf"(?:{_PARTICLE}{{0,2}}{_CAPITAL})"
_CIVIL = re.compile(
    r"\b(?:M\.|MM\.|M(?= )|Mr\.?|Mme|Mmes|Mlle|Me(?= )|Dr\.?|Pr\.?|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle"
    rf"|[Dd]octeure?|[Mm]aître) ((?:{_CAPITAL} )?{_SURNAME}(?:[ ]{_CAPITAL})?)"
)
_CIVIL_LOW = re.compile(
    r"\b(?:mr?\.|mr|mme|mmes|mlle|monsieur|madame|mademoiselle)[ \u00a0]"
    r"((?:(?:le|la|de|du|des|an|ar)[ ])?[^\W\d_][\w’'\-]+)",
    re.IGNORECASE,
)
_SOMEONE = re.compile(
    r"\b(?:une?|le|la|l[’']autre|ce|cette|du|au|chaque|aucune?|jeune|vieille|vieux|petite?)[ \u00a0]$", re.IGNORECASE
)
"""« un monsieur âgé », « la dame »: someone, not a name."""
_TIE = re.compile(
    r"\b(?:[Mm]on|[Mm]a|[Mm]es|[Ss]on|[Ss]a|[Nn]otre|[Ll]eur|[Ll]e|[Ll]a|[Uu]ne?) (?:petit[- ]fils|petite[- ]fille"
    r"|voisine?|fils|fille|mari|femme|épouse|époux|compagne|compagnon|père|mère|frère|sœur|soeur|oncle|tante|cousine?"
    rf"|ami|amie|collègue|conjointe?|beau-père|belle-mère|grand-mère|grand-père|neveu|nièce)(?:,)? ({_CAPITAL}"
    rf"(?: {_SURNAME})?)"
    rf"|\b(?:s’appelle|s'appelle|se nomme|nommée?|prénommée?|appelée?) ({_CAPITAL}(?: {_SURNAME})?)"
)
_FULL = re.compile(rf"(?<![\w’'\-])({_CAPITAL}) ({_SURNAME}(?:[ \-]{_CAPITAL})?)")
_REVERSED = re.compile(
    rf"(?<![\w’'\-])((?:(?:LE|LA|DE|DU|DES|AN|AR) )?[{_UP}][{_UP}’'\-]{{3,}}(?: [{_UP}]{{4,}})?)"
    rf" ({_CAPITAL})(?![\w’'\-])"
)
_SPELLED = """
carsat ccas cias cnfpt creps crous dreets ehpad epci insee mdph siao urssaf
"""
_LETTERS = frozenset(_SPELLED.split())
"""« EHPAD Louise »: letters of a body, not a surname."""
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:rue|place|avenue|boulevard|quai|all[ée]e|impasse|square|chemin|cours|pont|lyc[ée]e|coll[èe]ge|[ée]cole|h[ôo]pital"
    r"|clinique|centre|espace|salle|maison|résidence|médiathèque|bibliothèque|gymnase|stade|théâtre|université|campus"
    r"|fondation|association|commune|mairie|saint|sainte|parc|lieu-dit|quartier|gare|station|métro|arrêt|piscine|crèche"
    r"|cité|esplanade|rond-point|ehpad|institut)s?[ ](?:hospitalier |social |culturel "
    r"|municipale? |de la |de l’|de l'|de |du |des |d’|d')?)$",
    re.IGNORECASE,
)
_FUNCTIONS = """
ce cette il elle on nous vous ils elles je tu mais et ou pour dans france services service caf cpam ccas mairie maison
madame monsieur maire adjointe adjoint president presidente prefet prefete directrice directeur ministre departement
region bretagne republique le la les de du des d un une ar an mac van ben el
bonjour merci et ou qui que je est a au aux en par dont mes vos nos votre notre toute tout
c n s y j m t l qu ca si se ne me te lui car donc alors quand comment pourquoi tres trop plus pas avec sans chez apres
avant depuis voila sont ont etait avait seul seule age agee malade ne nee
"""
_NOT_A_NAME = frozenset(_FUNCTIONS.split())
_BODIES = """
actif active alzheimer assureurs benevolat bleu competences connect culture education identite info inter mobilites
nature num numerique parkinson relance renov rural ruralites service services strategie televisions terre titres
travail urbaine victimes volontaires
"""
_AFTER_FRANCE = frozenset(_BODIES.split())
"""« France Travail », « France Rénov’ » : a public body or an association, though some people are called France."""
_HEALTH = re.compile(
    r"\b(?:cancer\w*|tumeur\w*|chimio\w*|leucemi\w*|diabet\w*|depressi\w*|burn[ -]?out|bipolair\w*"
    r"|schizophren\w*|psychiatr\w*|psychotro\w*|antidepresseur\w*|autis\w+|tdah|dys(?:lexi|praxi|phasi)\w*"
    r"|epilep\w*|alzheimer|parkinson|sclerose|avc|infarctus|vih|sida|hepatite\w*|seropositi\w*|enceinte\w*"
    r"|fausse couche|ivg|handicap\w*|invalidite|fauteuil roulant|malvoyant\w*|malentendant\w*|aveugle\w*|sourde?s?"
    r"|trisomi\w*|alcooli\w*|toxicoman\w*|addiction\w*|suicid\w*|hospitalise\w*|dialyse\w*|amput\w+|maladie\w*"
    r"|malade\w*|aah|mdph|ald|rqth|arret maladie|ordonnance\w*|operee?s? (?:du|de|des)\b)"
)


def flat(text: str) -> str:
    """The text without capitals or marks, letter for letter, so that places in it are places in the text."""
    return "".join(_flat_letter(letter) for letter in text)


def _flat_letter(letter: str) -> str:
    low = unicodedata.normalize("NFD", letter)[0].lower()
    return low if len(low) == 1 else letter


def find(text: str) -> tuple[Found, ...]:
    """All that was recognised, in order, without overlap: what is surest wins over what is guessed."""
    kept: list[Found] = []
    sure = (*_ibans(text), *_births(text), *_matches(Kind.NIR, _NIR, text), *_matches(Kind.MAIL, _MAIL, text))
    for found in (*sure, *_matches(Kind.PHONE, _PHONE, text), *_names(text), *_health(text)):
        if all(found.end <= other.start or found.start >= other.end for other in kept):
            kept.append(found)
    return tuple(sorted(kept, key=lambda one: one.start))


def kinds(text: str) -> tuple[Kind, ...]:
    """The kinds that were recognised, each once, in the order in which they come."""
    return tuple(dict.fromkeys(found.kind for found in find(text)))


def _matches(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        yield Found(kind, match.start(), match.end(), match.group())


def _ibans(text: str) -> Iterator[Found]:
    """Account numbers, whether their key is right or not; enough figures, so that plain words are none."""
    for found in _matches(Kind.IBAN, _IBAN, text):
        if sum(letter.isdigit() for letter in found.text) >= _LEAST_FIGURES:
            yield found


def _births(text: str) -> Iterator[Found]:
    """The date alone: « née le » says nothing of who it was."""
    for match in _BIRTH.finditer(text):
        date = 1 if match.group(1) else 2
        yield Found(Kind.BIRTH, match.start(date), match.end(date), match.group(date))


def _health(text: str) -> Iterator[Found]:
    for match in _HEALTH.finditer(flat(text)):
        yield Found(Kind.HEALTH, match.start(), match.end(), text[match.start() : match.end()])


def _names(text: str) -> Iterator[Found]:
    in_small = (match for match in _CIVIL_LOW.finditer(text) if not _SOMEONE.search(text[: match.start()]))
    for match in (*_CIVIL.finditer(text), *_TIE.finditer(text), *in_small):
        name = next((group for group in match.groups() if group), "")
        if _is_name(name):
            yield _name(text, match.start() + match.group().index(name), name)
    yield from _full_names(text)
    yield from _reversed_names(text)


def _reversed_names(text: str) -> Iterator[Found]:
    """A surname in capitals and a first name, as administrations write them: « MARTIN Paul »."""
    for match in _REVERSED.finditer(text):
        surname, first = match.groups()
        known = all(flat(part) in FIRST_NAMES for part in first.split("-"))
        elsewhere = flat(surname) in _LETTERS or _PLACE_BEFORE.search(f"{surname} ")
        if known and not elsewhere and _is_name(surname):
            yield _name(text, match.start(), match.group())


def _full_names(text: str) -> Iterator[Found]:
    """A first name and what follows it, whatever stands before: « Appeler Paul Martin », « Bonjour Anne Le Goff »."""
    place = 0
    while match := _FULL.search(text, place):
        first, rest = match.groups()
        known = all(flat(part) in FIRST_NAMES for part in first.split("-"))
        if known and _is_name(rest) and not (_is_body(first, rest) or _PLACE_BEFORE.search(text[: match.start()])):
            yield _name(text, match.start(), match.group())
            place = match.end()
        else:
            place = match.end(1)


def _is_body(first: str, rest: str) -> bool:
    return flat(first) == "france" and re.split(r"[ ’'\-]", flat(rest))[0] in _AFTER_FRANCE


def _is_name(words: str) -> bool:
    """Whether something else than a particle or a function is there: « Le Goff », not « la Maire »."""
    return any(flat(word) not in _NOT_A_NAME for word in re.split(r"[ ’']", words) if word)


def _name(text: str, start: int, name: str) -> Found:
    name = name.rstrip("’'-")
    return Found(Kind.NAME, start, start + len(name), text[start : start + len(name)])


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one text to hide: from `start` to `end`, and the words put in its place."""

    start: int
    end: int
    words: str


def hide(text: str, passages: Iterable[Passage]) -> str:
    """The text with each passage replaced; passages that overlap are hidden as one."""
    out, place = [], 0
    for passage in _joined(sorted(passages, key=lambda one: (one.start, -one.end)), len(text)):
        out += [text[place : passage.start], passage.words]
        place = passage.end
    return "".join([*out, text[place:]])


def _joined(passages: Sequence[Passage], length: int) -> list[Passage]:
    joined: list[Passage] = []
    for one in passages:
        start, end = max(0, one.start), min(length, one.end)
        if start >= end:
            continue
        if joined and start < joined[-1].end:
            last = joined[-1]
            joined[-1] = Passage(last.start, max(last.end, end), last.words)
        else:
            joined.append(Passage(start, end, one.words))
    return joined


_PUT_IN_PLACE = re.compile(r"\[[^\[\]\n]{1,60}\]")


def without_masks(text: str) -> str:
    """The text of which passages were hidden, without the words put in their place: nobody said those."""
    return _PUT_IN_PLACE.sub(" ", text)


def places_of(text: str, piece: str) -> list[tuple[int, int]]:
    """Every place where a piece of text stands, whatever its capitals and marks; none for an empty piece."""
    wanted, where = flat(piece.strip()), flat(text)
    if not wanted:
        return []
    return [(match.start(), match.end()) for match in re.finditer(re.escape(wanted), where)]
