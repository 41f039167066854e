"""What the house does by itself for who comes: it reminds, and in time forgets."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.events.enums import RegistrationState
from liamm.features.events.facts import RegistrationForgotten, RegistrationReminded
from liamm.features.events.keeping import is_over_for, needs_over, registrations_over
from liamm.features.events.letters import ReminderLetter
from liamm.features.events.models import Registration
from liamm.features.events.policies import Permission, policy
from liamm.features.events.saying import dates_for
from liamm.features.events.seating import held
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import forget, forget_letters_to, post


@action
def remind(actor: Actor, registration: Registration) -> Registration:
    """Remind somebody of what they come to, once.

    Raises DomainError when they were, or do not come.
    """
    require(policy, actor, Permission.KEEP, registration)

    registration = held(registration)
    if registration.state != RegistrationState.CONFIRMED or registration.reminded_at:
        raise DomainError(_("Il n’y a rien à rappeler."))

    registration.reminded_at = clock.now()
    registration.save(update_fields=["reminded_at"])
    dates = [one for one in dates_for(registration) if one.ends > clock.now()]
    post(ReminderLetter(registration=registration, event=registration.event, dates=dates), registration.recipient)
    record(actor, RegistrationReminded(subject_id=registration.pk, event=registration.event_id))
    return registration


@action
def forget_need(actor: Actor, registration: Registration) -> Registration:
    """Erase what somebody needed in order to come, after the delay of the charter.

    Raises DomainError before.
    """
    require(policy, actor, Permission.KEEP, registration)
    if not is_over_for(registration, needs_over()):
        raise DomainError(_("Le délai de conservation n’est pas passé."))

    registration.access_need = ""
    registration.save(update_fields=["access_need"])
    record(actor, RegistrationForgotten(subject_id=registration.pk, event=registration.event_id, what="access_need"))
    return registration


@action
def forget_registration(actor: Actor, registration: Registration) -> Registration:
    """Erase whom a registration names, with the letters that were written to them; that somebody came stays.

    Raises DomainError before the delay of the charter has passed.
    """
    require(policy, actor, Permission.KEEP, registration)
    if not is_over_for(registration, registrations_over()):
        raise DomainError(_("Le délai de conservation n’est pas passé."))

    forget(registration.recipient.key)  # its own letters are filed under the same words
    forget_letters_to(registration.recipient.key)
    registration.attendees.update(name="")
    registration.name = registration.mail = registration.organisation = registration.access_need = ""
    registration.answers, registration.person, registration.submission = {}, None, None
    registration.forgotten_at = clock.now()
    registration.save()
    record(actor, RegistrationForgotten(subject_id=registration.pk, event=registration.event_id, what="name"))
    return registration
