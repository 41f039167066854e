"""Reads about people and organisations, shaped for whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from liamm.features.accounts.enums import Duty
from liamm.features.accounts.models import Affiliation, DutyHeld, NamedOrganisation, Organisation, Person
from liamm.kernel import clock
from liamm.kernel.french import words
from liamm.kernel.post.letters import Recipient
from liamm.kernel.post.models import Message, Stop
from liamm.kernel.prepared import prepared


@dataclass(frozen=True, slots=True)
class Stopped:
    """Letters that a person asked not to get: the topic, and the subject of the last that came."""

    topic: str
    last_subject: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    """What « Mon compte » shows beside the profile."""

    affiliations: Sequence[Affiliation]
    named: Sequence[NamedOrganisation]
    duties: Sequence[DutyHeld]
    stopped: Sequence[Stopped]
    second_step: bool
    passkeys: int


def recipient(person: Person) -> Recipient:
    """How letters reach a person; no address once the account is closed, so that nothing is written."""
    address = person.email if person.is_active else ""
    return Recipient(key=f"person:{person.pk}", address=address, name=person.name, language=person.language)


def signed_in(request: HttpRequest) -> Person:
    """Whoever is signed in, in a view that only signed-in people reach.

    Raises PermissionDenied for a visitor all the same.
    """
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def hosts() -> list[Organisation]:
    """The organisations that carry the lab."""
    return _hosts()


@prepared
def _hosts() -> QuerySet[Organisation]:
    return Organisation.objects.filter(is_host=True)


def person_of(address: str) -> Person | None:
    """The person of an address, whatever its case."""
    return Person.objects.filter(email__iexact=address.strip()).first()


def acting_for(person: Person) -> QuerySet[Organisation]:
    """The organisations for which a person acts today."""
    mine = Affiliation.objects.filter(person=person, ends__isnull=True)
    return Organisation.objects.filter(pk__in=mine.values("organisation_id"))


def proven_addresses(person: Person) -> list[str]:
    """The addresses that a person has proved to be theirs."""
    return list(EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True))


def holders(*duties: Duty) -> list[Person]:
    """Those who hold one of these duties today, once each."""
    held = DutyHeld.objects.filter(duty__in=duties).now()
    return list(Person.objects.filter(is_active=True, pk__in=held.values("person_id")))


def unconfirmed_in(organisation: Organisation, *, but: Person) -> list[Affiliation]:
    """Those who say that they act for an organisation today, which nobody confirmed, but one person."""
    said = Affiliation.objects.now().filter(organisation=organisation, confirmed_at=None).exclude(person=but)
    return list(said.select_related("person").order_by("created_at", "id"))


def team() -> list[Person]:
    """Those who work for the lab today, head included."""
    return holders(Duty.TEAM, Duty.HEAD)


def account_page(person: Person) -> AccountPage:
    """For whom one acts, which duties one holds, which letters were stopped, how one comes in (five queries)."""
    types = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return AccountPage(
        affiliations=list(
            Affiliation.objects.filter(person=person).select_related("organisation").order_by("-starts", "id")
        ),
        named=list(NamedOrganisation.objects.filter(person=person)),
        duties=list(DutyHeld.objects.filter(person=person).now().order_by("starts", "id")),
        stopped=stopped_letters(person),
        second_step=Authenticator.Type.TOTP in types or Authenticator.Type.WEBAUTHN in types,
        passkeys=types.count(Authenticator.Type.WEBAUTHN),
    )


def stopped_letters(person: Person) -> list[Stopped]:
    """The letters a person stopped, each said by the subject of the last one."""
    key = f"person:{person.pk}"
    topics = list(Stop.objects.filter(recipient=key).order_by("topic").values_list("topic", flat=True))
    if not topics:
        return []
    last = Message.objects.filter(recipient=key, topic__in=topics).order_by("topic", "-created_at").distinct("topic")
    subjects = {message.topic: message.subject for message in last}
    return [Stopped(topic, subjects.get(topic, "")) for topic in topics]


def organisations_named(sought: str = "", kind: str = "") -> QuerySet[Organisation]:
    """Organisations whose name or initials hold all the words sought, of one kind if one is asked."""
    found = Organisation.objects.select_related("territory")
    if kind:
        found = found.filter(kind=kind)
    for word in words(sought):
        found = found.filter(Q(sort_name__contains=word) | Q(short_name__icontains=word))
    return found


def organisation_called(name: str) -> Organisation | None:
    """The organisation of a name, or the only one of these initials, whatever the case."""
    known = Organisation.objects.filter(name__iexact=name).first()
    if known:
        return known
    same = list(Organisation.objects.filter(short_name__iexact=name)[:2])
    return same[0] if len(same) == 1 else None


def named_waiting() -> list[NamedOrganisation]:
    """The organisations that were named and that nobody has recognised yet, as they came."""
    return list(NamedOrganisation.objects.select_related("person"))


def duties_held() -> list[DutyHeld]:
    """Every duty held today or to come, by duty and by name."""
    held = DutyHeld.objects.exclude(ends__lt=clock.today()).select_related("person")
    return list(held.order_by("duty", "person__sort_name", "starts"))
