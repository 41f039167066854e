"""What happens to people and organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCreated(Fact):
    """Someone has an account."""

    kind: ClassVar[str] = "accounts.person_created"
    subject_kind: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRenamed(Fact):
    """Someone is called otherwise."""

    kind: ClassVar[str] = "accounts.person_renamed"
    subject_kind: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileEdited(Fact):
    """Someone changed what they say of themselves; `fields` names what, never the words."""

    kind: ClassVar[str] = "accounts.profile_edited"
    subject_kind: ClassVar[str] = "person"
    fields: tuple[str, ...]
    in_directory: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressProved(Fact):
    """Someone proved that an address of their account is theirs."""

    kind: ClassVar[str] = "accounts.address_proved"
    subject_kind: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChanged(Fact):
    """Someone is now reached at another address."""

    kind: ClassVar[str] = "accounts.address_changed"
    subject_kind: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionClosed(Fact):
    """Someone closed one of their sessions from another."""

    kind: ClassVar[str] = "accounts.session_closed"
    subject_kind: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersResumed(Fact):
    """Someone wants the letters of a topic again."""

    kind: ClassVar[str] = "accounts.letters_resumed"
    subject_kind: ClassVar[str] = "person"
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationAdded(Fact):
    """An organisation is known to the house."""

    kind: ClassVar[str] = "accounts.organisation_added"
    subject_kind: ClassVar[str] = "organisation"
    organisation_kind: str
    is_host: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationEdited(Fact):
    """What is known of an organisation changed; `fields` names what."""

    kind: ClassVar[str] = "accounts.organisation_edited"
    subject_kind: ClassVar[str] = "organisation"
    fields: tuple[str, ...]
    is_host: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAffiliated(Fact):
    """Someone acts for an organisation."""

    kind: ClassVar[str] = "accounts.person_affiliated"
    subject_kind: ClassVar[str] = "person"
    organisation: UUID
    starts: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationNamed(Fact):
    """Someone named an organisation that the house does not know; its name stays out of the register."""

    kind: ClassVar[str] = "accounts.organisation_named"
    subject_kind: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRecognised(Fact):
    """The team said which organisation somebody had named."""

    kind: ClassVar[str] = "accounts.organisation_recognised"
    subject_kind: ClassVar[str] = "person"
    organisation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationNameRefused(Fact):
    """The team did not take the name of an organisation, and told why to who had typed it."""

    kind: ClassVar[str] = "accounts.organisation_name_refused"
    subject_kind: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationUnnamed(Fact):
    """The name of an organisation that nobody knew was taken back."""

    kind: ClassVar[str] = "accounts.organisation_unnamed"
    subject_kind: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class AffiliationConfirmed(Fact):
    """Somebody else confirmed that a person acts for an organisation."""

    kind: ClassVar[str] = "accounts.affiliation_confirmed"
    subject_kind: ClassVar[str] = "person"
    organisation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AffiliationEnded(Fact):
    """Someone acts no more for an organisation after a day."""

    kind: ClassVar[str] = "accounts.affiliation_ended"
    subject_kind: ClassVar[str] = "person"
    organisation: UUID
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyGiven(Fact):
    """Someone has a duty in the running of the lab."""

    kind: ClassVar[str] = "accounts.duty_given"
    subject_kind: ClassVar[str] = "person"
    duty: str
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyEnded(Fact):
    """A duty ends on a day."""

    kind: ClassVar[str] = "accounts.duty_ended"
    subject_kind: ClassVar[str] = "person"
    duty: str
    ends: date
