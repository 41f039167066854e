"""Finding one's registration again, by the only thing that proves whose it is: the mailbox it was made with."""

from __future__ import annotations

from liamm.features.events.facts import RegistrationLinkSent
from liamm.features.events.letters import FoundLetter
from liamm.features.events.models import Registration
from liamm.features.events.policies import Permission, policy
from liamm.features.events.saying import dates_for
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def send_link(actor: Actor, registration: Registration) -> Registration:
    """Send the link of a registration again, to the address with which it was made and to no other."""
    require(policy, actor, Permission.KEEP, registration)

    event = registration.event
    post(FoundLetter(registration=registration, event=event, dates=dates_for(registration)), registration.recipient)
    record(actor, RegistrationLinkSent(subject_id=registration.pk, event=registration.event_id))
    return registration
