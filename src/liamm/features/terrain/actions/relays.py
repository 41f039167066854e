"""Who is a relais, where and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.terrain.facts import RelayEnded, RelayNamed
from liamm.features.terrain.models import Relay
from liamm.features.terrain.policies import Permission, policy
from liamm.features.territories.models import Territory
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayDraft:
    """A relais to be: in which organisation, on which territory, from when."""

    organisation: Organisation
    territory: Territory
    starts: date | None = None
    note: str = ""


@action
def name_relay(actor: Actor, person: Person, *, draft: RelayDraft) -> Relay:
    """Let a person be a relais of an organisation on a territory."""
    require(policy, actor, Permission.NAME_RELAY, person)
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    same = Relay.objects.filter(person=person, organisation=draft.organisation, territory=draft.territory)
    if same.filter(ends__isnull=True).exists():
        raise DomainError(_("Cette personne est déjà relais de cette organisation sur ce territoire."))
    relay = Relay.objects.create(
        person=person,
        organisation=draft.organisation,
        territory=draft.territory,
        starts=draft.starts or clock.today(),
        note=draft.note.strip()[:300],
    )
    record(
        actor,
        RelayNamed(
            subject_id=relay.pk,
            person=person.pk,
            organisation=draft.organisation.pk,
            territory=draft.territory.pk,
            starts=relay.starts,
        ),
    )
    return relay


@action
def end_relay(actor: Actor, relay: Relay, *, on: date | None = None) -> Relay:
    """Let a person stop being a relais there, from the day after `on` (today when not said)."""
    require(policy, actor, Permission.NAME_RELAY, relay)
    relay = Relay.objects.select_for_update(of=("self",), no_key=True).get(pk=relay.pk)
    if relay.ends is not None:
        raise DomainError(_("Cette personne n’est déjà plus relais ici."))
    ends = on or clock.today()
    if ends < relay.starts:
        raise DomainError(_("La fin vient après le début."), field="on")
    relay.ends = ends
    relay.save()
    record(actor, RelayEnded(subject_id=relay.pk, ends=ends))
    return relay
