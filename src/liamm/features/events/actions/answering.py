"""What becomes of a registration: said otherwise, given back, a place offered and taken or left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.accounts.models import Organisation
from liamm.features.events.enums import SEATED, RegistrationState
from liamm.features.events.facts import OfferAccepted, OfferLapsed, RegistrationCancelled, RegistrationChanged
from liamm.features.events.letters import (
    LapsedLetter,
    RegisteredLetter,
    RegistrationCancelledLetter,
    RegistrationChangedLetter,
)
from liamm.features.events.models import Registration
from liamm.features.events.policies import Permission, policy
from liamm.features.events.refusing import (
    refuse_frozen,
    refuse_late,
    refuse_names,
    refuse_too_many,
    refuse_unanswered,
    why_settled,
    why_shut,
)
from liamm.features.events.saying import answers_said, dates_for, phase_now
from liamm.features.events.seating import give_back, held, offer_places, rewrite_attendees, take
from liamm.kernel import clock
from liamm.kernel.access import Actor, LinkHolder, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """For which host one comes, and what one answers: it stands once the event has begun."""

    host: Organisation | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationChange:
    """What is said otherwise of a registration; nothing `told`: that stays as it is."""

    name: str
    seats: int
    names: Sequence[str] = ()
    organisation: str = ""
    access_need: str = ""
    told: Told | None = None


def _still(registration: Registration) -> Registration:
    """A registration as it is now, held until the end of the transaction.

    Raises DomainError once it is cancelled, or what it was for is over.
    """
    registration = held(registration)
    amiss = why_settled(registration)
    if amiss:
        raise amiss
    return registration


@action
def change_registration(actor: Actor, registration: Registration, *, change: RegistrationChange) -> Registration:
    """Say otherwise who comes, how many and what was answered; what is given back goes to those who wait.

    Raises DomainError when it is cancelled or over, when there is not so much place, or for what stands since it began.
    """
    require(policy, actor, Permission.CHANGE_REGISTRATION, registration)

    registration = _still(registration)
    refuse_too_many(registration.event, change.seats)
    refuse_names(change.names, change.seats)
    if change.seats > registration.seats:
        refuse_late(registration)
    _take_more(registration, change.seats - registration.seats)

    answered = change.told is not None and _tell_otherwise(registration, change.told)
    names = _followed(registration.name, change)
    registration.name, registration.seats = change.name.strip() or registration.name, change.seats
    registration.access_need = change.access_need.strip()
    registration.organisation = "" if registration.host_id else change.organisation.strip()
    registration.sequence += 1
    registration.save(update_fields=["name", "seats", "access_need", "organisation", "host", "answers", "sequence"])
    rewrite_attendees(registration, names)
    offer_places(registration.seating_id)

    letter = RegistrationChangedLetter(
        registration=registration,
        event=registration.event,
        dates=dates_for(registration),
        names=[one.name for one in registration.attendees.order_by("rank") if one.name],
        answered=answers_said(registration),
    )
    post(letter, registration.recipient)
    record(
        actor,
        RegistrationChanged(
            subject_id=registration.pk, event=registration.event_id, seats=registration.seats, answered=answered
        ),
    )
    return registration


def _followed(was: str, change: RegistrationChange) -> list[str]:
    """Who comes: whoever registered under another name comes under the new one, unless they said it there too."""
    return [change.name.strip() or was if name.strip() == was else name for name in change.names]


def _tell_otherwise(registration: Registration, told: Told) -> bool:
    """Say otherwise what was told, nothing being saved yet; whether it changed. What is asked no more stays."""
    event = registration.event
    asked = {str(one.pk) for one in event.questions.all()}
    kept = {key: answer for key, answer in registration.answers.items() if key not in asked}
    answers = {**kept, **{key: answer.strip() for key, answer in told.answers.items() if answer.strip()}}
    if (told.host, answers) == (registration.host, registration.answers):
        return False
    refuse_frozen(registration)
    refuse_unanswered(event, answers)
    registration.host, registration.answers = told.host, answers
    return True


def _take_more(registration: Registration, more: int) -> None:
    if registration.state not in SEATED or more == 0:
        return
    if more < 0:
        give_back(registration.seating, -more)
    elif not take(registration.seating, more):
        left = registration.seating.left or 0
        said = ngettext("Il reste %(left)d place.", "Il reste %(left)d places.", left) % {"left": left}
        raise DomainError(
            _("Il n’y a pas autant de places libres.") if left else _("Il n’y a plus de place libre."),
            nearest=said if left else _("Votre inscription reste comme elle est."),
            field="seats",
        )


@action
def cancel_registration(actor: Actor, registration: Registration) -> Registration:
    """Give the places back: they are offered to those who wait; whoever registered is written to.

    Raises DomainError when it is cancelled already, or over: who came stays noted.
    """
    require(policy, actor, Permission.CANCEL_REGISTRATION, registration)

    registration = _still(registration)

    came = registration.state == RegistrationState.CONFIRMED
    if registration.state in SEATED:
        give_back(registration.seating, registration.seats)
    registration.state, registration.offered_until = RegistrationState.CANCELLED, None
    registration.access_need = ""
    registration.sequence += 1
    registration.save(update_fields=["state", "offered_until", "access_need", "sequence"])
    offer_places(registration.seating_id)

    by_oneself = isinstance(actor, LinkHolder) or actor.pk == registration.person_id
    letter = RegistrationCancelledLetter(
        registration=registration,
        event=registration.event,
        dates=dates_for(registration) if came else (),
        by_oneself=by_oneself,
    )
    post(letter, registration.recipient)
    fact = RegistrationCancelled(subject_id=registration.pk, event=registration.event_id, seats=registration.seats)
    record(actor, fact)
    return registration


@action
def accept_offer(actor: Actor, registration: Registration) -> Registration:
    """Take the place that is held; taken twice, it is taken.

    Raises DomainError when it went to the next meanwhile, or when it has begun.
    """
    require(policy, actor, Permission.CHANGE_REGISTRATION, registration)

    registration = held(registration)
    if not (registration.is_offered or registration.state == RegistrationState.CONFIRMED):
        raise DomainError(
            _("Cette place n’est plus gardée : elle est allée à la personne suivante."),
            nearest=_("Vous pouvez vous inscrire de nouveau depuis la page de l’événement."),
            link=(registration.event.title, registration.event.get_absolute_url()),
        )

    if registration.is_offered:
        refuse_late(registration)
        registration.state, registration.offered_until = RegistrationState.CONFIRMED, None
        registration.save(update_fields=["state", "offered_until"])
        dates = dates_for(registration)
        letter = RegisteredLetter(registration=registration, event=registration.event, dates=dates)
        post(letter, registration.recipient)
    record(actor, OfferAccepted(subject_id=registration.pk, event=registration.event_id))
    return registration


@action
def lapse_offer(actor: Actor, registration: Registration) -> Registration:
    """Let an offer that nobody answered go to the next.

    Raises DomainError when it was answered, or still holds.
    """
    require(policy, actor, Permission.KEEP, registration)

    registration = held(registration)
    until = registration.offered_until
    if registration.state != RegistrationState.OFFERED or until is None or until > clock.now():
        raise DomainError(_("Cette proposition tient encore, ou a eu sa réponse."))

    give_back(registration.seating, registration.seats)
    registration.state, registration.offered_until = RegistrationState.LAPSED, None
    registration.save(update_fields=["state", "offered_until"])
    offer_places(registration.seating_id)

    event = registration.event
    shut = bool(why_shut(event, phase_now(registration), is_open=registration.seating.is_open))
    post(LapsedLetter(registration=registration, event=event, dates=(), shut=shut), registration.recipient)
    record(actor, OfferLapsed(subject_id=registration.pk, event=registration.event_id))
    return registration
