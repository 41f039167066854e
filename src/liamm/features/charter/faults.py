"""What may be wrong in the files of a charter, said in one sentence with its file and line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic_core import ErrorDetails

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
    "gate_first": gettext_lazy("le premier bloc de la grille est le filtre, et lui seul (gate = true)."),
    "unknown_step": gettext_lazy("la règle du filtre nomme une appréciation qui n’est pas sur l’échelle."),
    "unknown_definition": gettext_lazy("un critère renvoie à une définition qui n’existe pas."),
    "criterion_twice": gettext_lazy("deux critères portent la même clé."),
    "unknown_body": gettext_lazy("une instance en comprend une autre qui n’existe pas, ou qui est écrite après elle."),
    "seat_twice": gettext_lazy("deux sièges portent la même clé."),
    "one_path_each": gettext_lazy("chaque sujet de décision suit un chemin, et un seul."),
    "unknown_phase": gettext_lazy("une action prend une phase qui n’existe pas."),
    "unknown_role": gettext_lazy("un rôle attendu n’est pas dans la liste."),
    "room_twice": gettext_lazy("deux salles portent le même numéro."),
    "unknown_layout": gettext_lazy("une salle a une disposition qui n’est pas dans la liste."),
    "turnaround_too_long": gettext_lazy("une salle demande plus de temps que le réaménagement n’en permet."),
    "hours": gettext_lazy("les jours vont de 1 à 7, et la maison ferme après avoir ouvert."),
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


def wording(error: ErrorDetails, known: Sequence[str]) -> str:
    """Say one validation error in a sentence; `known` are the names that this table takes."""
    name = str(error["loc"][-1]) if error["loc"] else ""
    kind = error["type"]
    if kind == "value_error":
        return str(_SENTENCES[str(error["ctx"]["error"])])
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
    return _("la valeur de « %(name)s » ne convient pas.") % {"name": name}
