"""The mails of accounts: codes that open, and what changed in the safety of an account."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.kernel.post.letters import Letter


@dataclass(frozen=True, kw_only=True)
class AccountLetter(Letter):
    """A letter about one's own account always goes out."""

    important: ClassVar[bool] = True

    @property
    def why(self) -> str:
        """Why it came."""
        return _("quelqu’un, vous sans doute, a donné cette adresse pour entrer")

    @property
    def topic(self) -> str:
        """All of them together."""
        return "accounts.account"


@dataclass(frozen=True, kw_only=True)
class CodeLetter(AccountLetter):
    """A code to type on the page that is open."""

    template: ClassVar[str] = "accounts/mail/code.md"
    code: str

    @property
    def subject(self) -> str:
        """The code itself, so that a telephone shows it without opening the mail."""
        return _("Votre code : %(code)s") % {"code": self.code}


@dataclass(frozen=True, kw_only=True)
class SignInCode(CodeLetter):
    """The code that lets a person in."""

    kind: ClassVar[str] = "accounts.sign_in_code"
    purpose: ClassVar[Promise] = gettext_lazy("Tapez-le sur la page où vous êtes pour entrer.")


@dataclass(frozen=True, kw_only=True)
class AddressCode(CodeLetter):
    """The code that proves an address."""

    kind: ClassVar[str] = "accounts.address_code"
    purpose: ClassVar[Promise] = gettext_lazy(
        "Tapez-le sur la page où vous êtes : il dit que cette adresse est la vôtre."
    )


@dataclass(frozen=True, kw_only=True)
class PasswordCode(CodeLetter):
    """The code that lets a person choose another password."""

    kind: ClassVar[str] = "accounts.password_code"
    purpose: ClassVar[Promise] = gettext_lazy("Tapez-le sur la page où vous êtes pour choisir un autre mot de passe.")


@dataclass(frozen=True, kw_only=True)
class NoAccountHere(AccountLetter):
    """Someone tried to come in with an address that has no account."""

    kind: ClassVar[str] = "accounts.no_account_here"
    template: ClassVar[str] = "accounts/mail/no_account_here.md"

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Il n’y a pas encore de compte à cette adresse")

    @property
    def action(self) -> tuple[str, str] | None:
        """Make one."""
        return _("Créer un compte"), reverse("account_signup")


@dataclass(frozen=True, kw_only=True)
class AccountIsHere(AccountLetter):
    """Someone wanted to make an account at an address that has one."""

    kind: ClassVar[str] = "accounts.account_is_here"
    template: ClassVar[str] = "accounts/mail/account_is_here.md"

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Vous avez déjà un compte")

    @property
    def action(self) -> tuple[str, str] | None:
        """Come in."""
        return _("Entrer dans la maison"), reverse("account_login")


@dataclass(frozen=True, kw_only=True)
class SafetyNotice(AccountLetter):
    """Something changed in how one comes into an account; `what` says it in one sentence."""

    kind: ClassVar[str] = "accounts.safety_notice"
    template: ClassVar[str] = "accounts/mail/safety_notice.md"
    what: str | Promise

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Votre compte a changé")

    @property
    def why(self) -> str:
        """Why it came."""
        return _("ce changement touche la sûreté de votre compte")

    @property
    def action(self) -> tuple[str, str] | None:
        """Look at it."""
        return _("Voir mon compte"), reverse("me")


@dataclass(frozen=True, kw_only=True)
class NameRefused(AccountLetter):
    """The team does not know an organisation under the name that somebody typed, and says why."""

    kind: ClassVar[str] = "accounts.name_refused"
    template: ClassVar[str] = "accounts/mail/name_refused.md"
    name: str
    reason: str

    @property
    def subject(self) -> str:
        """The subject."""
        return _("« %(name)s » : à dire autrement") % {"name": self.name}

    @property
    def why(self) -> str:
        """Why it came."""
        return _("vous avez écrit dans votre compte que vous agissez pour cette organisation")

    @property
    def action(self) -> tuple[str, str] | None:
        """Say it otherwise."""
        return _("Dire pour qui j’agis"), reverse("add_affiliation")


def _notice(what: Promise) -> Callable[[Mapping[str, Any]], AccountLetter]:
    return lambda told: SafetyNotice(what=what)  # noqa: ARG005  # what is told has names and addresses of machines


_OCCASIONS: Mapping[str, Callable[[Mapping[str, Any]], AccountLetter]] = {
    "account/email/login_code": lambda told: SignInCode(code=told["code"]),
    "account/email/email_confirmation": lambda told: AddressCode(code=told["code"]),
    "account/email/email_confirmation_signup": lambda told: AddressCode(code=told["code"]),
    "account/email/password_reset_code": lambda told: PasswordCode(code=told["code"]),
    "account/email/unknown_account": lambda _told: NoAccountHere(),
    "account/email/account_already_exists": lambda _told: AccountIsHere(),
    "account/email/email_changed": _notice(gettext_lazy("L’adresse de votre compte a changé.")),
    "account/email/email_confirm": _notice(gettext_lazy("L’adresse de votre compte est vérifiée.")),
    "account/email/email_deleted": _notice(gettext_lazy("Une adresse a été retirée de votre compte.")),
    "account/email/password_changed": _notice(gettext_lazy("Le mot de passe de votre compte a changé.")),
    "account/email/password_set": _notice(gettext_lazy("Un mot de passe a été choisi pour votre compte.")),
    "account/email/password_reset": _notice(gettext_lazy("Le mot de passe de votre compte a changé.")),
    "mfa/email/totp_activated": _notice(gettext_lazy("La double vérification par application est en place.")),
    "mfa/email/totp_deactivated": _notice(gettext_lazy("La double vérification par application est retirée.")),
    "mfa/email/webauthn_added": _notice(gettext_lazy("Une clé d’accès a été ajoutée à votre compte.")),
    "mfa/email/webauthn_removed": _notice(gettext_lazy("Une clé d’accès a été retirée de votre compte.")),
    "mfa/email/recovery_codes_generated": _notice(gettext_lazy("De nouveaux codes de secours ont été faits.")),
}


def letter_of(occasion: str, told: Mapping[str, Any]) -> AccountLetter:
    """The letter of an occasion, as allauth names it.

    Raises KeyError for an occasion the house does not know, so that no mail of another style leaves.
    """
    return _OCCASIONS[occasion](told)


OCCASIONS = tuple(_OCCASIONS)
