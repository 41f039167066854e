"""Which passwords are strong enough, by the rule of the CNIL and a list of what people try first."""

from __future__ import annotations

import math
import re
import string
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from liamm.features.accounts.models import Person
from liamm.kernel.french import fold

LEAST_BITS = 50
"""Entropy asked of a password whose tries are throttled (CNIL, délibération 2022-100 of 21 July 2022, case 2)."""

LEAST_GUESSES = 10**8
"""Guesses below which zxcvbn knows the password or its pattern, however long it is (its score 3 of 4)."""

_LONGEST_LOOKED_AT = 72
_SHORTEST_PART = 2
_CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits, string.punctuation + " ")
_OTHERS = 100
_TRIED_FIRST = (
    *("azerty", "azertyuiop", "qsdfgh", "qsdfghjklm", "wxcvbn", "motdepasse", "mot", "passe", "secret", "bienvenue"),
    *("bonjour", "soleil", "doudou", "loulou", "chouchou", "jetaime", "marseille", "france", "bretagne", "breizh"),
    *("rennes", "brest", "quimper", "lorient", "vannes", "naoned", "roazhon", "kenavo", "demat", "gwenn", "hadu"),
    *("mairie", "prefecture", "region", "departement", "agglo", "laboratoire", "tilab", "liamm", "innovation"),
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre"),
    *("decembre", "printemps", "automne", "hiver"),
)


def bits_of(password: str) -> float:
    """The entropy of a password drawn at random from the kinds of letters it holds."""
    alphabet = sum(len(letters) for letters in _CLASSES if any(one in letters for one in password))
    if any(all(one not in letters for letters in _CLASSES) for one in password):
        alphabet += _OTHERS
    return len(password) * math.log2(alphabet) if alphabet else 0.0


def is_guessable(password: str, known: Iterable[str] = ()) -> bool:
    """Whether zxcvbn finds the password among what people try: names, dates, keyboards, words everybody uses."""
    words = [
        *_TRIED_FIRST,
        *(part for one in known for part in (one, one.replace(" ", ""), *one.replace("@", " ").split())),
    ]
    estimate = zxcvbn(password[:_LONGEST_LOOKED_AT], user_inputs=words)  # type: ignore[no-untyped-call]  # no stubs
    return bool(estimate["guesses"] < LEAST_GUESSES)


def parts_of(known: Iterable[str]) -> list[str]:
    """The words of a name or an address, folded, the longest first."""
    words = {word for one in known for word in re.split(r"[\W_]+", fold(one)) if len(word) >= _SHORTEST_PART}
    return sorted(words, key=lambda word: (-len(word), word))


def says_only(password: str, known: Iterable[str]) -> bool:
    """Whether nothing but digits and signs is left of a password without these words."""
    left = fold(password)
    for word in parts_of(known):
        left = left.replace(word, " ")
    return not any(sign.isalpha() for sign in left)


class StrengthValidator:
    """At least 50 bits, with throttled tries, and nothing that people try first."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Refuse a password that can be guessed, saying what would help.

        Raises ValidationError.
        """
        known = [one for one in (user.email, user.name) if one] if user else []
        known.append(settings.LIAMM_LAB_NAME)
        if bits_of(password) < LEAST_BITS:
            raise ValidationError(_("Ce mot de passe est trop court. %s") % self.get_help_text(), code="short")
        if any(sign.isalpha() for sign in password) and says_only(password, known):
            said = _("Ce mot de passe n’est fait que de votre nom, de votre adresse ou du nom du laboratoire. %s")
            raise ValidationError(said % self.get_help_text(), code="oneself")
        if is_guessable(password, [*known, *parts_of(known)]):
            raise ValidationError(_("Ce mot de passe se devine. %s") % self.get_help_text(), code="guessable")

    def get_help_text(self) -> str:
        """What a good password is."""
        return _("Choisissez une phrase de passe : quatre ou cinq mots sans rapport entre eux conviennent très bien.")
