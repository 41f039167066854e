"""How sign-in speaks through the house: its words, and its mails through the outbox."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from liamm.features.accounts.actions import sign_up
from liamm.features.accounts.letters import AccountLetter, letter_of
from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import person_of, recipient
from liamm.kernel.post.letters import Recipient, post


class AccountAdapter(DefaultAccountAdapter):
    """The account pages of allauth in this house: the same answer whether an address is known or not."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Ce compte est fermé."),
        "email_password_mismatch": gettext_lazy("L’adresse ou le mot de passe ne va pas."),
        "email_taken": gettext_lazy("Cette adresse ne peut pas être prise."),
        "duplicate_email": gettext_lazy("C’est déjà votre adresse."),
        "same_as_current": gettext_lazy("C’est déjà votre adresse."),
        "incorrect_code": gettext_lazy("Ce code ne va pas. Regardez s’il n’y en a pas un plus récent."),
        "incorrect_password": gettext_lazy("Ce mot de passe ne va pas."),
        "enter_current_password": gettext_lazy("Ce mot de passe ne va pas."),
        "too_many_login_attempts": gettext_lazy(
            "Trop d’essais d’affilée : le code reçu ne vaut plus rien. Donnez votre adresse pour en recevoir un "
            "nouveau ; si c’était un mot de passe, attendez quelques minutes."
        ),
        "rate_limited": gettext_lazy("Trop d’essais d’affilée. Attendez quelques minutes."),
        "unverified_primary_email": gettext_lazy("Votre adresse doit d’abord être vérifiée."),
        "invalid_login": gettext_lazy("Cette adresse ne va pas."),
    }

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Person:  # noqa: FBT001, FBT002  # allauth's signature
        """Make the account of a newcomer by the action that records it."""
        user.email = form.cleaned_data["email"]
        user.name = form.cleaned_data.get("name", "")
        user.language = get_language() or settings.LANGUAGE_CODE
        newcomer: Person = sign_up(request.user, user) if commit else user
        return newcomer

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter of this occasion to the outbox."""
        letter: AccountLetter = letter_of(template_prefix, context)
        person = person_of(email)
        post(letter, recipient(person) if person and person.is_active else _stranger(email))

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person what changed in the safety of their account, at the address they had when it changed."""
        to = recipient(user)
        post(letter_of(template_prefix, context or {}), Recipient(to.key, email or to.address, to.name, to.language))


def _locks() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"liamm.second-factor:{key!s}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def _stranger(email: str) -> Recipient:
    """Someone without account, of whom nothing is kept."""
    return Recipient(key="visitor", address=email, language=get_language() or settings.LANGUAGE_CODE)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor pages of allauth in this house."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Ce code ne va pas."),
        "unverified_email": gettext_lazy(
            "Entrez d’abord une fois par un code reçu par courriel : il vérifie l’adresse."
        ),
        "add_email_blocked": gettext_lazy("Retirez d’abord la double vérification pour changer d’adresse."),
        "cannot_generate_recovery_codes": gettext_lazy("Les codes de secours accompagnent une double vérification."),
    }

    def encrypt(self, text: str) -> str:
        """Keep the secrets of applications unreadable in the database and in its backups."""
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read them again, also under a key of the house that was changed since (SECRET_KEY_FALLBACKS)."""
        return _locks().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002  # allauth's name
        """A name for a passkey that its person may change: « Clé 2 »."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Clé %(number)d") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The house, as the device shows it when it asks."""
        return {"id": current.request.get_host().partition(":")[0], "name": settings.LIAMM_LAB_NAME}
