"""What may be wrong in the files of a charter, said in one sentence with its file and line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic_core import ErrorDetails

from liamm.features.charter.bindings.shapes.fitting import MisfitError
from liamm.kernel.env import ConfigurationError


@dataclass(frozen=True)
class Fault:
    """One thing to mend in a file."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return _("%(file)s, ligne %(line)s : %(sentence)s") % {
            "file": self.file,
            "line": self.line,
            "sentence": self.sentence,
        }


class CharterError(ConfigurationError):
    """The files of a charter cannot be taken as they are; each fault says what to mend, and where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest(name: str, known: Sequence[str]) -> str:
    """Return a few words that suggest the nearest known name, or nothing."""
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    return _(" ; vouliez-vous dire « %(name)s » ?") % {"name": close[0]} if close else ""


_SENTENCES = {
    "article_missing": gettext_lazy('une règle de la charte doit dire son article (article = "…").'),
    "article_claimed": gettext_lazy("un usage de la maison ne cite pas d’article : ôtez l’article, ou la source."),
    "gate_first": gettext_lazy(
        "le premier bloc de la grille est le filtre, et lui seul (gate = true) ; voyez « %(word)s »."
    ),
    "key_twice": gettext_lazy("deux portent la même clé : « %(word)s »."),
    "unknown_step": gettext_lazy("« %(word)s » n’est pas sur l’échelle des appréciations%(hint)s"),
    "gate_out_of_reach": gettext_lazy(
        "le filtre attend %(word)s avis et la grille n’en demande que %(other)s au plus : il ne serait jamais franchi."
    ),
    "unknown_definition": gettext_lazy("un critère renvoie à une définition qui n’existe pas : « %(word)s »%(hint)s"),
    "least_above_most": gettext_lazy("le minimum (%(word)s) dépasse le maximum (%(other)s)."),
    "rule": gettext_lazy("« %(word)s » ne donne pas de jours : écrivez par exemple FREQ=MONTHLY;BYDAY=4TH."),
    "unknown_body": gettext_lazy("« %(word)s » n’est pas une instance écrite plus haut dans ce fichier%(hint)s"),
    "seat_twice": gettext_lazy("deux sièges portent la même clé : « %(word)s »."),
    "chair_elsewhere": gettext_lazy("« %(word)s » préside une instance où il n’a pas de siège%(hint)s"),
    "two_paths": gettext_lazy("« %(word)s » a déjà son chemin : chaque sujet de décision en suit un, et un seul."),
    "no_path": gettext_lazy("chaque sujet de décision suit un chemin, et un seul ; il en manque un pour : %(word)s."),
    "unknown_phase": gettext_lazy("une action prend une phase qui n’existe pas : « %(word)s »%(hint)s"),
    "unknown_role": gettext_lazy("un rôle attendu n’est pas dans la liste : « %(word)s »%(hint)s"),
    "room_twice": gettext_lazy("deux salles portent le même numéro : %(word)s."),
    "unknown_layout": gettext_lazy("une salle a une disposition qui n’est pas dans la liste : « %(word)s »%(hint)s"),
    "window_once": gettext_lazy("dites le début en heures avant, ou par un jour et une heure ; pas les deux."),
    "unknown_room": gettext_lazy("un ensemble prend une salle qui n’existe pas : %(word)s."),
    "turnaround_too_long": gettext_lazy(
        "une salle demande plus de temps (%(word)s minutes) que le réaménagement n’en permet (%(other)s)."
    ),
    "day": gettext_lazy("les jours vont de 1 (lundi) à 7 (dimanche), et « %(word)s » n’en est pas un."),
    "hours": gettext_lazy("la maison ferme après avoir ouvert : %(word)s n’est pas après %(other)s."),
    "timezone": gettext_lazy("« %(word)s » n’est pas un fuseau horaire%(hint)s"),
}

_QUOTED = re.compile("'([^']+)'")
_EXPECTED = {
    "int": gettext_lazy("un nombre entier"),
    "float": gettext_lazy("un nombre"),
    "string": gettext_lazy("un texte"),
    "bool": gettext_lazy("true ou false"),
    "time": gettext_lazy("une heure, comme 07:30:00"),
    "date": gettext_lazy("une date, comme 2021-02-20"),
    "tuple": gettext_lazy("une liste"),
    "dict": gettext_lazy("un tableau"),
    "model": gettext_lazy("un tableau"),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a field takes beyond its type: between what it lies, in words, or the words it may be."""

    said: str = ""
    options: tuple[str, ...] = ()


def bounds_of(marks: Sequence[object]) -> Bounds:
    """Read the bounds of a field from what its shape says of it."""
    limits = {name: getattr(mark, name) for mark in marks for name in _LIMITS if hasattr(mark, name)}
    pattern = next((str(found) for mark in marks if (found := getattr(mark, "pattern", None))), "")
    options = re.fullmatch(r"\^\(([\w|-]+)\)\$", pattern)
    words = [str(sentence) % {"limit": f"{limits[name]:g}"} for name, sentence in _LIMITS.items() if name in limits]
    said = " ".join(words)
    if words and not {"lt", "le"} & set(limits):
        said = str(_UPWARDS) % {"range": said}
    return Bounds(said, tuple(options[1].split("|")) if options else ())


_LIMITS = {
    "gt": gettext_lazy("de plus de %(limit)s"),
    "ge": gettext_lazy("de %(limit)s"),
    "lt": gettext_lazy("à moins de %(limit)s"),
    "le": gettext_lazy("à %(limit)s"),
}
_UPWARDS = gettext_lazy("%(range)s ou plus")


def wording(error: ErrorDetails, known: Sequence[str], bounds: Bounds) -> str:
    """Say one validation error in a sentence; `known` are the names that this table takes."""
    name = str(error["loc"][-1]) if error["loc"] else ""
    kind = error["type"]
    if kind == "value_error":
        return _misfit(error["ctx"]["error"])
    if kind == "missing":
        return _("il manque « %(name)s ».") % {"name": name}
    if kind == "extra_forbidden":
        return _("« %(name)s » n’est pas connu ici%(nearest)s") % {
            "name": name,
            "nearest": nearest(name, known) or ".",
        }
    if kind == "enum":
        return _("« %(value)s » n’est pas un mot connu pour « %(name)s » (%(expected)s)%(nearest)s") % {
            "value": error["input"],
            "name": name,
            "expected": ", ".join(_QUOTED.findall(error["ctx"]["expected"])),
            "nearest": nearest(str(error["input"]), _QUOTED.findall(error["ctx"]["expected"])) or ".",
        }
    expected = _EXPECTED.get(kind.split("_")[0])
    if expected and not kind.endswith(("too_short", "too_long", "mismatch")):
        return _("« %(name)s » attend %(expected)s.") % {"name": name, "expected": expected}
    return _bounded(error, name, bounds)


_EXAMPLES = {"rule": "FREQ=MONTHLY;BYDAY=4TH"}


def _misfit(error: MisfitError) -> str:
    words = {"word": error.word, "other": error.other, "hint": nearest(error.word, error.known) or "."}
    return str(_SENTENCES[str(error)]) % words


def _bounded(error: ErrorDetails, name: str, bounds: Bounds) -> str:
    """What would do, for a value out of its bounds."""
    words = {"name": name, "value": error["input"], "range": bounds.said, "options": ", ".join(bounds.options)}
    if bounds.options:
        words["hint"] = nearest(str(error["input"]), bounds.options) or "."
        return _("« %(value)s » n’est pas un mot connu pour « %(name)s » (%(options)s)%(hint)s") % words
    if error["type"] == "too_short":
        return _("« %(name)s » attend au moins un élément.") % words
    if bounds.said:
        return _("« %(name)s » va %(range)s ; « %(value)s » ne convient pas.") % words
    if name in _EXAMPLES:
        words["example"] = _EXAMPLES[name]
        return _("« %(value)s » ne convient pas pour « %(name)s » : écrivez par exemple %(example)s.") % words
    return _("la valeur de « %(name)s » ne convient pas.") % words
