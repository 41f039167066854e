"""Refusing words that everybody would read and that could name or expose somebody."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.kernel.actions import Citation, DomainError
from liamm.kernel.telltale.sensitive import Found, Kind, find

NEVER = frozenset({Kind.PHONE, Kind.MAIL, Kind.NIR, Kind.IBAN})
_MOST_SHOWN = 5


def quoted(found: tuple[Found, ...] | list[Found]) -> str:
    """The first passages, as they stand in the text, and whether there are others."""
    words = list(dict.fromkeys(" ".join(one.text.split()) for one in found))
    said = ", ".join(f"« {one} »" for one in words[:_MOST_SHOWN])
    return _("%(words)s et d’autres") % {"words": said} if len(words) > _MOST_SHOWN else said


def refuse_telltale(
    text: str, *, field: str, checked: bool, citation: Citation, never: frozenset[Kind] = NEVER
) -> None:
    """Let pass a text in which nothing was recognised, or whose doubtful words somebody looked at (`checked`).

    `citation` is the promise of the house that nobody is named.
    Raises DomainError with the words themselves; kinds of `never` pass in no case.
    """
    found = find(text)
    if sure := [one for one in found if one.kind in never]:
        raise DomainError(
            _("Tout le monde lira ce texte, et il contient de quoi désigner quelqu’un : %(words)s.")
            % {"words": quoted(sure)},
            citation=citation,
            nearest=_("Retirez-le : le reste peut être publié."),
            field=field,
        )
    if found and not checked:
        raise DomainError(
            _("Ce texte semble nommer quelqu’un ou parler de sa santé : %(words)s.") % {"words": quoted(found)},
            citation=citation,
            nearest=_("Réécrivez-le, ou confirmez que rien n’y désigne une personne."),
            field="checked",
        )
