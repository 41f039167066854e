"""What a text seems to hold that could name or expose somebody, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liamm.kernel.telltale import quoted
from liamm.kernel.telltale.sensitive import Found, Kind, find


@dataclass(frozen=True, slots=True)
class Warnings:
    """A text in pieces, each with whether it was recognised, and a sentence for each kind."""

    found: Sequence[Found]
    pieces: Sequence[tuple[str, str]]
    sentences: Sequence[str]


def sentence_of(kind: Kind) -> str:
    """What is said about one kind."""
    return {
        Kind.PHONE: _("On dirait un numéro de téléphone."),
        Kind.MAIL: _("On dirait une adresse de courriel."),
        Kind.NIR: _("On dirait un numéro de sécurité sociale."),
        Kind.IBAN: _("On dirait un numéro de compte bancaire."),
        Kind.BIRTH: _("On dirait la date de naissance de quelqu’un."),
        Kind.NAME: _("On dirait le nom de quelqu’un."),
        Kind.HEALTH: _("On dirait une information sur la santé de quelqu’un."),
    }[kind]


def words_instead(kind: Kind) -> str:
    """What is put in the place of a hidden passage."""
    return {
        Kind.PHONE: _("[téléphone masqué]"),
        Kind.MAIL: _("[adresse masquée]"),
        Kind.NIR: _("[numéro masqué]"),
        Kind.IBAN: _("[compte masqué]"),
        Kind.BIRTH: _("[date de naissance masquée]"),
        Kind.NAME: _("[nom masqué]"),
        Kind.HEALTH: _("[information de santé masquée]"),
    }[kind]


def warnings_about(text: str) -> Warnings:
    """Look a text through."""
    found = find(text)
    return Warnings(found, _pieces(text, found), warning_sentences(text))


def warning_sentences(text: str) -> list[str]:
    """One sentence for each kind that was recognised, with the words that were."""
    found = find(text)
    return [
        _("%(sentence)s Ici : %(words)s") % {"sentence": sentence_of(kind), "words": quoted(of_kind)}
        for kind in dict.fromkeys(one.kind for one in found)
        if (of_kind := [one for one in found if one.kind == kind])
    ]


def _pieces(text: str, found: Sequence[Found]) -> list[tuple[str, str]]:
    pieces, place = [], 0
    for one in found:
        pieces += [("", text[place : one.start]), (str(one.kind), one.text)]
        place = one.end
    return [piece for piece in [*pieces, ("", text[place:])] if piece[1]]
