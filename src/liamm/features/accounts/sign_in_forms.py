"""The forms of allauth in the words of the house."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_GOOD = _("Quatre ou cinq mots sans rapport entre eux conviennent très bien.")


class Worded:
    """Gives each field its label and its help; no words hide inside a field."""

    labels: ClassVar[dict[str, Promise]] = {
        "email": _("Votre adresse électronique"),
        "login": _("Votre adresse électronique"),
        "password": _("Votre mot de passe"),
        "oldpassword": _("Votre mot de passe actuel"),
        "password1": _("Le nouveau mot de passe"),
        "password2": _("Le nouveau mot de passe, encore une fois"),
        "code": _("Le code"),
        "name": _("Son nom"),
        "passwordless": _("Entrer avec cette clé seule"),
    }
    fields: dict[str, Any]
    helps: ClassVar[dict[str, Promise | str]] = {
        "password": "",
        "password1": _GOOD,
        "passwordless": _("Votre appareil demandera votre empreinte, votre visage ou son code."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, field.help_text)


class CodeRequest(Worded, account.RequestLoginCodeForm):
    """Ask for a code by mail."""


class CodeConfirm(Worded, account.ConfirmLoginCodeForm):
    """Type the code that lets in."""


class AddressConfirm(Worded, account.ConfirmEmailVerificationCodeForm):
    """Type the code that proves an address."""


class ResetConfirm(Worded, account.ConfirmPasswordResetCodeForm):
    """Type the code that lets choose another password."""


class PasswordSignIn(Worded, account.LoginForm):
    """Come in with an address and a password."""

    def _setup_password_field(self) -> None:
        """Keep the field, which allauth drops where accounts are made without a password."""


class SignUp(Worded, account.SignupForm):
    """Make an account: a name and an address."""

    field_order = ["name", "email"]
    labels: ClassVar[dict[str, Promise]] = {**Worded.labels, "name": _("Comment vous appelle-t-on ?")}


class Reauthenticate(Worded, account.ReauthenticateForm):
    """Say again who one is, by password."""


class PasswordReset(Worded, account.ResetPasswordForm):
    """Ask for a code to choose another password."""


class PasswordResetKey(Worded, account.ResetPasswordKeyForm):
    """Choose another password after a code."""


class PasswordChange(Worded, account.ChangePasswordForm):
    """Choose another password, knowing the old one."""


class PasswordSet(Worded, account.SetPasswordForm):
    """Choose a first password."""


class AddressAdd(Worded, account.AddEmailForm):
    """Be reached at another address."""

    labels: ClassVar[dict[str, Promise]] = {**Worded.labels, "email": _("Votre nouvelle adresse")}


class AddressChange(Worded, account.ChangeEmailForm):
    """Correct the address of an account that is being made."""


class SecondStep(Worded, second.AuthenticateForm):
    """The second step, on coming in."""

    labels: ClassVar[dict[str, Promise]] = {
        **Worded.labels,
        "code": _("Le code de votre application, ou un code de secours"),
    }


class SecondStepAgain(Worded, second.ReauthenticateForm):
    """The second step, asked again."""

    labels = SecondStep.labels


class AppActivate(Worded, totp.ActivateTOTPForm):
    """Begin with an application that makes codes."""

    labels: ClassVar[dict[str, Promise]] = {**Worded.labels, "code": _("Le code que montre l’application")}


class AppDeactivate(Worded, totp.DeactivateTOTPForm):
    """Stop with it."""


class RecoveryCodes(Worded, recovery.GenerateRecoveryCodesForm):
    """Make new recovery codes."""


class KeyAdd(Worded, keys.AddWebAuthnForm):
    """Add a passkey."""


class KeyEdit(Worded, keys.EditWebAuthnForm):
    """Name a passkey."""
