"""What proposals hear: someone proved an address that had been asked to appraise."""

from __future__ import annotations

from django.db.models import Q

from liamm.features.accounts.facts import AddressProved
from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import proven_addresses
from liamm.features.proposals.actions import seat_newcomer
from liamm.features.proposals.models import Invitation
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.facts import reacts_to


@reacts_to(AddressProved)
def find_their_seats(actor: Actor, fact: AddressProved) -> None:
    """Whoever came in otherwise finds the seats they had been asked to take; what a rule refuses keeps its link."""
    del actor
    person = Person.objects.get(pk=fact.subject_id)
    theirs = Q()
    for address in proven_addresses(person):
        theirs |= Q(email__iexact=address)
    if not theirs:
        return
    for invitation in Invitation.objects.open_now().to_appraise().filter(theirs).select_related("proposal"):
        try:
            seat_newcomer(SYSTEM, invitation, person=person)
        except DomainError:
            continue
