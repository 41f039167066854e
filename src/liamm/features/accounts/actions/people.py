"""People: an account is made, renamed, and says of its person what that person wants said."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from liamm.features.accounts.facts import (
    AddressChanged,
    AddressProved,
    LettersResumed,
    PersonCreated,
    PersonRenamed,
    ProfileEdited,
    SessionClosed,
)
from liamm.features.accounts.models import Person
from liamm.features.accounts.policies import Permission, policy
from liamm.features.accounts.queries import person_of
from liamm.features.territories.models import Territory
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import resume

_LOCK = 0x61636374


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All that a person says of themselves."""

    name: str
    language: str = "fr"
    territory: Territory | None = None
    introduction: str = ""
    skills: str = ""
    in_directory: bool = False


def _held(email: str) -> str:
    """An address as it is kept, held until the end of the transaction against who would take it at the same time."""
    address = email.strip().lower()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, address])
    return address


def _open_account(address: str, *, name: str, language: str, proven: bool) -> Person:
    person = Person(email=address, name=name.strip(), language=language)
    person.set_unusable_password()
    person.save()
    EmailAddress.objects.create(user=person, email=address, primary=True, verified=proven)
    return person


@action
def create_person(actor: Actor, *, email: str, name: str = "", language: str = settings.LANGUAGE_CODE) -> Person:
    """Make the account of an address; it has no password, its person comes in by a mailed code.

    Raises DomainError when the address already has an account.
    """
    require(policy, actor, Permission.CREATE_PERSON)
    address = _held(email)
    if person_of(address):
        raise DomainError(_("Cette adresse a déjà un compte."), field="email")
    person = _open_account(address, name=name, language=language, proven=False)
    record(actor, PersonCreated(subject_id=person.pk))
    return person


@action
def welcome_proven(actor: Actor, *, email: str, name: str = "", language: str = settings.LANGUAGE_CODE) -> Person:
    """Make the account of whoever came by a link that was sent to their address, and so proved it.

    Raises DomainError when the address already has an account.
    """
    require(policy, actor, Permission.SIGN_UP)
    address = _held(email)
    if person_of(address):
        raise DomainError(_("Cette adresse a déjà un compte."), field="email")
    person = _open_account(address, name=name, language=language, proven=True)
    record(actor, PersonCreated(subject_id=person.pk))
    record(person, AddressProved(subject_id=person.pk))
    return person


@action
def prove_address(actor: Actor, person: Person) -> Person:
    """Note that sign-in has just proved an address of a person to be theirs."""
    require(policy, actor, Permission.EDIT_PROFILE, person)
    record(actor, AddressProved(subject_id=person.pk))
    return person


@action
def sign_up(actor: Actor, newcomer: Person) -> Person:
    """Keep the account that someone makes for themselves; sign-in proves the address before it opens.

    Raises DomainError when the address already has an account, which sign-in has looked at before.
    """
    require(policy, actor, Permission.SIGN_UP)
    newcomer.email = _held(newcomer.email)
    if person_of(newcomer.email):
        raise DomainError(_("Cette adresse ne peut pas être prise."), field="email")
    newcomer.set_unusable_password()
    newcomer.save()
    record(actor, PersonCreated(subject_id=newcomer.pk))
    return newcomer


@action
def rename_person(actor: Actor, person: Person, *, name: str) -> Person:
    """Call a person otherwise.

    Raises DomainError for an empty name.
    """
    require(policy, actor, Permission.RENAME_PERSON, person)
    if not name.strip():
        raise DomainError(_("Dites comment on vous appelle."), field="name")
    person.name = name.strip()
    person.save(update_fields=["name", "sort_name"])
    record(actor, PersonRenamed(subject_id=person.pk))
    return person


@action
def edit_profile(actor: Actor, person: Person, *, profile: Profile) -> Person:
    """Take what a person says of themselves.

    Raises DomainError for an empty name, or when someone without a name wants to be in the directory.
    """
    require(policy, actor, Permission.EDIT_PROFILE, person)
    if not profile.name.strip():
        raise DomainError(_("Dites comment on vous appelle."), field="name")
    told = {
        "name": profile.name.strip(),
        "language": profile.language,
        "territory": profile.territory,
        "introduction": profile.introduction.strip(),
        "skills": profile.skills.strip(),
        "in_directory": profile.in_directory,
    }
    changed = tuple(field for field, value in told.items() if getattr(person, field) != value)
    for field, value in told.items():
        setattr(person, field, value)
    person.save(update_fields=[*told, "sort_name"])
    record(actor, ProfileEdited(subject_id=person.pk, fields=changed, in_directory=profile.in_directory))
    return person


@action
def change_address(actor: Actor, person: Person, *, email: str) -> Person:
    """Reach a person at another address, which sign-in has just proved to be theirs.

    Raises DomainError when the address belongs to another account.
    """
    require(policy, actor, Permission.EDIT_PROFILE, person)
    address = _held(email)
    other = person_of(address)
    if other and other.pk != person.pk:
        raise DomainError(_("Cette adresse ne peut pas être prise."), field="email")
    person.email = address
    person.save(update_fields=["email", "sort_name"])
    record(actor, AddressChanged(subject_id=person.pk))
    return person


@action
def resume_letters(actor: Actor, person: Person, *, topic: str) -> Person:
    """Write to a person again about a topic they had stopped."""
    require(policy, actor, Permission.EDIT_PROFILE, person)
    resume(f"person:{person.pk}", topic)
    record(actor, LettersResumed(subject_id=person.pk, topic=topic))
    return person


@action
def close_session(actor: Actor, person: Person, *, session: UserSession) -> Person:
    """Close one of the sessions of a person, on whatever device it is open.

    Raises DomainError for the session of someone else.
    """
    require(policy, actor, Permission.EDIT_PROFILE, person)
    if session.user_id != person.pk:
        raise DomainError(_("Cette session n’est pas la vôtre."))
    session.end()
    record(actor, SessionClosed(subject_id=person.pk))
    return person
