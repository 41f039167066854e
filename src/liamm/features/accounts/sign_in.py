"""How sign-in speaks through the house: mails through the outbox, strength of passwords."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from liamm.features.accounts.models import Person

LEAST_GUESSES = 2**50


class AccountAdapter(DefaultAccountAdapter):
    """The account pages of allauth in this house."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor pages of allauth in this house."""


class StrengthValidator:
    """At least 50 bits by zxcvbn's estimate, with throttled tries (CNIL, délibération 2022-100, case 2)."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Refuse a password that can be guessed, saying what would help.

        Raises ValidationError.
        """
        known = [user.email, user.name] if user else []
        estimate: dict[str, int] = zxcvbn(password[:72], user_inputs=known)  # type: ignore[no-untyped-call]  # no stubs
        if estimate["guesses"] < LEAST_GUESSES:
            raise ValidationError(self.get_help_text(), code="guessable")

    def get_help_text(self) -> str:
        """What a good password is."""
        return _("Choisissez une phrase de passe : quatre ou cinq mots sans rapport entre eux conviennent très bien.")
