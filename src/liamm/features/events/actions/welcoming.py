"""Somebody who comes without having registered: on the list from the door on, never twice, and never silently too many.

The places of an event are a promise: who receives may go beyond it, knowingly, and a place is added. What the rooms
hold is for the safety of those who are in them: nobody goes beyond it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from liamm.features.events.door import most_in, refuse_day
from liamm.features.events.enums import LIVING, SEATED, Admission, RegistrationState
from liamm.features.events.facts import AddedAtTheDoor, RegistrationMade
from liamm.features.events.letters import DoorLetter
from liamm.features.events.models import Attendee, Event, EventSession, Registration, Seating
from liamm.features.events.policies import Permission, policy
from liamm.features.events.saying import dates_for
from liamm.features.events.seating import hold, new_reference, write_attendees
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.french import fold
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorDraft:
    """Who comes, and how many are in the rooms already; `knowingly`: a place is added where none is left."""

    name: str
    mail: str = ""
    organisation: str = ""
    language: str = "fr"
    there: int = 0
    knowingly: bool = False


@dataclass(frozen=True, slots=True)
class Welcomed:
    """Who is on the list, and whether they were before."""

    attendee: Attendee
    again: bool = False


@action
def welcome(actor: Actor, session: EventSession, *, draft: DoorDraft) -> Welcomed:
    """Put somebody on the list of a date from the door; who is on it already is found there and nothing is added.

    Raises DomainError before the day, without a name, when no place is left and nobody said that one is added, or when
    the rooms hold no more people.
    """
    require(policy, actor, Permission.PREPARE, session.event)

    event, name = session.event, " ".join(draft.name.split())
    refuse_day(session)
    if not name:
        raise DomainError(_("Dites au moins un nom."), field="name")
    seating = hold(_seating_of(session).pk)
    found = _on_the_list(seating, name, draft.mail.strip().lower())
    if found and found.registration.state == RegistrationState.CONFIRMED:
        registration, again = found.registration, True
    else:
        _refuse_crowd(session, draft.there)
        seats = found.registration.seats if found else 1
        held = found is not None and found.registration.state in SEATED
        _give_places(event, seating, 0 if held else seats, knowingly=draft.knowingly)
        registration = _confirmed(found.registration) if found else _made(actor, event, seating, name, draft)
        post(DoorLetter(registration=registration, event=event, dates=dates_for(registration)), registration.recipient)
        again = False
    record(actor, AddedAtTheDoor(subject_id=registration.pk, event=event.pk, session=session.pk, again=again))
    return Welcomed(found or registration.attendees.get(), again)


def _refuse_crowd(session: EventSession, there: int) -> None:
    most = most_in(session)
    if most is not None and there >= most:
        raise DomainError(
            _("Les salles tiennent %(most)d personnes, et elles y sont : pour leur sécurité, on n’en ajoute pas.")
            % {"most": most},
            nearest=_("Ouvrez une autre salle, ou notez parties celles qui le sont."),
            field="name",
        )


def _seating_of(session: EventSession) -> Seating:
    return Seating.objects.get(Q(session=session) | Q(session=None), event=session.event_id)


def _on_the_list(seating: Seating, name: str, mail: str) -> Attendee | None:
    """Who is meant, among those who registered: by the address, or by the name when no other address stands against it.

    Raises DomainError when an address registered others, who are all named.
    """
    rows = Attendee.objects.filter(registration__seating=seating, registration__state__in=sorted(LIVING))
    people = list(rows.select_related("registration").order_by("registration__created_at", "rank"))
    named = [one for one in people if fold(one.name) == fold(name)]
    theirs = [one for one in people if mail and one.registration.mail == mail]
    if not theirs:
        return next((one for one in named if not (mail and one.registration.mail)), None)
    found = [one for one in theirs if one in named] or [one for one in theirs if not one.name]
    if not found and len(theirs) > 1:
        raise DomainError(
            _("Cette adresse a inscrit d’autres personnes : %(names)s.")
            % {"names": ", ".join(one.name for one in theirs)},
            nearest=_("Laissez l’adresse vide pour ajouter quelqu’un d’autre."),
            field="mail",
        )
    return _named((found or theirs)[0], name)


def _named(attendee: Attendee, name: str) -> Attendee:
    """The place of a group that had no name yet has one now."""
    if not attendee.name:
        attendee.name = name
        attendee.save(update_fields=["name"])
    return attendee


def _give_places(event: Event, seating: Seating, seats: int, *, knowingly: bool) -> None:
    """Take so many places, added where none is left; whoever calls holds them."""
    left = seating.left
    if not knowingly and seats and event.admission == Admission.SELECTION:
        raise DomainError(
            _("Les places de cette formation sont données sur candidature."),
            nearest=_("Dites que vous en ajoutez une en connaissance de cause : personne ne perd la sienne."),
        )
    if not knowingly and left is not None and left < seats:
        raise DomainError(
            _("Toutes les places sont données : %(taken)d sur %(all)d.")
            % {"taken": seating.taken, "all": seating.capacity},
            nearest=_("Dites que vous en ajoutez une en connaissance de cause : personne ne perd la sienne."),
        )
    seating.taken += seats
    if seating.capacity is not None:
        seating.capacity = max(seating.capacity, seating.taken)
    seating.save(update_fields=["taken", "capacity"])


def _confirmed(registration: Registration) -> Registration:
    registration.state, registration.offered_until = RegistrationState.CONFIRMED, None
    registration.save(update_fields=["state", "offered_until"])
    return registration


def _made(actor: Actor, event: Event, seating: Seating, name: str, draft: DoorDraft) -> Registration:
    registration = Registration.objects.create(
        reference=new_reference(),
        event=event,
        seating=seating,
        state=RegistrationState.CONFIRMED,
        name=name,
        mail=draft.mail.strip().lower(),
        organisation=draft.organisation.strip(),
        language=draft.language,
    )
    write_attendees(registration, ())
    fact = RegistrationMade(subject_id=registration.pk, event=event.pk, state=registration.state, seats=1)
    record(actor, fact)
    return registration
