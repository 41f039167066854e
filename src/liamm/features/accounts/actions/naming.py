"""An organisation that the house does not know: named by who acts for it, recognised by the team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from liamm.features.accounts.actions.organisations import OrganisationCard, add_organisation
from liamm.features.accounts.affiliating import not_to_come, note_affiliation, note_said
from liamm.features.accounts.facts import (
    OrganisationNamed,
    OrganisationNameRefused,
    OrganisationRecognised,
    OrganisationUnnamed,
)
from liamm.features.accounts.letters import NameRefused
from liamm.features.accounts.models import Affiliation, NamedOrganisation, Organisation, Person
from liamm.features.accounts.policies import Permission, policy
from liamm.features.accounts.queries import organisation_called, recipient
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAffiliation:
    """For whom somebody says that they act: an organisation, or the name of one."""

    organisation: Organisation | None = None
    name: str = ""
    function: str = ""
    starts: date | None = None


@action
def say_affiliation(actor: Actor, person: Person, *, said: SaidAffiliation) -> Person:
    """Note for whom a person acts; a name that the house does not know is kept as it was typed, for the team.

    Raises DomainError for a day to come, and when no organisation is said.
    """
    require(policy, actor, Permission.AFFILIATE, person)
    name = " ".join(said.name.split())
    known = said.organisation or (organisation_called(name) if name else None)
    if known:
        note_said(actor, person, known, function=said.function, starts=said.starts)
        return person
    if not name:
        raise DomainError(_("Choisissez une organisation, ou écrivez son nom."), field="organisation")
    not_to_come(said.starts)
    same = NamedOrganisation.objects.filter(person=person, name__iexact=name)
    if not same.exists():
        day = said.starts or clock.today()
        NamedOrganisation.objects.create(person=person, name=name, function=said.function.strip(), starts=day)
    record(actor, OrganisationNamed(subject_id=person.pk))
    return person


@action
def recognise_organisation(
    actor: Actor, named: NamedOrganisation, *, organisation: Organisation | None = None, name: str = "", kind: str = ""
) -> Affiliation:
    """Say which organisation was named; without one, it is added, of this kind, under the name put right or as typed.

    The person acts for it from then on, as they said; somebody may confirm it.
    Raises DomainError when an organisation of this name is known already, or somebody answered meanwhile.
    """
    require(policy, actor, Permission.ADD_ORGANISATION)
    named = _waiting(named)
    card = OrganisationCard(name=" ".join(name.split()) or named.name, kind=kind)
    found = organisation or add_organisation(actor, card=card)
    affiliation = note_affiliation(named.person, found, function=named.function, starts=named.starts)
    record(actor, OrganisationRecognised(subject_id=named.person_id, organisation=found.pk))
    named.delete()
    return affiliation


@action
def refuse_named(actor: Actor, named: NamedOrganisation, *, reason: str) -> Person:
    """Say why the house does not know an organisation under the name that was typed; who named it reads the reason.

    Raises DomainError without a reason, or when somebody answered meanwhile.
    """
    require(policy, actor, Permission.ADD_ORGANISATION)
    named = _waiting(named)
    if not reason.strip():
        raise DomainError(_("Dites pourquoi : la personne le lira."), field="reason")
    record(actor, OrganisationNameRefused(subject_id=named.person_id))
    post(NameRefused(name=named.name, reason=reason.strip()), recipient(named.person))
    named.delete()
    return named.person


def _waiting(named: NamedOrganisation) -> NamedOrganisation:
    """The name, held until it is answered: two of the team do not answer it twice."""
    waiting = NamedOrganisation.objects.select_for_update(of=("self",), no_key=True).select_related("person")
    found = waiting.filter(pk=named.pk).first()
    if found is None:
        raise DomainError(_("Quelqu’un de l’équipe y a déjà répondu."))
    return found


@action
def forget_named(actor: Actor, named: NamedOrganisation) -> Person:
    """Take back the name of an organisation."""
    require(policy, actor, Permission.AFFILIATE, named.person)
    record(actor, OrganisationUnnamed(subject_id=named.person_id))
    named.delete()
    return named.person
