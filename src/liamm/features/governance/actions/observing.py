"""The guarantor's observation on the respect of the criteria."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.governance.enums import ItemState, MandateKind
from liamm.features.governance.facts import ObservationAttached, ObservationRead
from liamm.features.governance.models import AgendaItem, Observation, ObservationReading
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.seats import holding
from liamm.features.governance.stirring import acting, stir
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@action
def attach_observation(actor: Actor, item: AgendaItem, *, text: str) -> Observation:
    """Attach a dated observation to an item, before or after it is decided; it is published with the decision.

    One attached once the decision is public says that it was added later, and waits for someone else to read it.

    Raises DomainError without words, on an item that is on no agenda, or for the same words twice.
    """
    require(policy, actor, Permission.OBSERVE, item)
    item = AgendaItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    if item.state not in {ItemState.PLACED, ItemState.DECIDED}:
        raise DomainError(_("On observe un point qui est à l’ordre du jour, ou qui a été décidé."))
    if not text.strip():
        raise DomainError(_("Une observation tient en quelques mots, mais pas en aucun."), field="text")
    if Observation.objects.filter(item=item, author=acting(actor), text=text.strip()).exists():
        raise DomainError(_("Cette observation est déjà jointe à ce point, mot pour mot."), field="text")
    guarantor = bindings.route(clock.today()).value.guarantor
    observation = Observation.objects.create(
        item=item,
        author=acting(actor),
        stands_in=holding(actor, guarantor.seat) != MandateKind.TITULAR,
        text=text.strip(),
    )
    record(
        actor,
        ObservationAttached(subject_id=item.pk, observation=observation.pk, stands_in=observation.stands_in),
    )
    stir(item.sitting_id)
    return observation


@action
def read_observation(actor: Actor, observation: Observation) -> Observation:
    """Say, as someone who did not write it, that an observation added after the publication may leave.

    Raises DomainError when it was read already.
    """
    require(policy, actor, Permission.READ_OBSERVATION, observation)
    person = acting(actor)
    _reading, made = ObservationReading.objects.get_or_create(observation=observation, defaults={"person": person})
    if not made:
        raise DomainError(_("Cette observation a déjà été relue : elle est publique."))
    record(actor, ObservationRead(subject_id=observation.item_id, observation=observation.pk))
    return observation
