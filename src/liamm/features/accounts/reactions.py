"""What sign-in tells the house."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed, email_confirmed, user_logged_in
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from liamm.features.accounts.actions import change_address, prove_address
from liamm.features.accounts.models import Person


@receiver(email_changed)
def note_the_new_address(sender: object, user: Person, to_email_address: EmailAddress, **told: Any) -> None:
    """A person is now reached elsewhere, and it is recorded."""
    del sender, told
    change_address(user, user, email=to_email_address.email)


@receiver(email_confirmed)
def note_the_proof(sender: object, email_address: EmailAddress, **told: Any) -> None:
    """An address was proved by a code or a link, and the house hears it."""
    del sender, told
    prove_address(email_address.user, email_address.user)


@receiver(user_logged_in)
def speak_their_language(
    sender: object, request: HttpRequest, response: HttpResponse, user: Person, **told: Any
) -> None:
    """Every session begins in the language of the account; another may be chosen on the device afterwards."""
    del sender, request, told
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")


@receiver(authenticator_added)
def trust_who_has_just_proved(sender: object, request: HttpRequest, user: Person, **told: Any) -> None:
    """Whoever has just shown a new key or code is not asked for it again at once (to read the recovery codes)."""
    del sender, told
    record_authentication(request, user, method="mfa", reauthenticated=True)
