"""Putting right who came, once gestures at the door are taken in no more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.attendance.enums import Because
from liamm.features.attendance.facts import ArrivalsCorrected
from liamm.features.attendance.letters import TakenAwayLetter
from liamm.features.attendance.models import Arrival, Headcount
from liamm.features.attendance.policies import Permission, policy
from liamm.features.attendance.queries import arrivals_said, counted_at, named_on
from liamm.features.attendance.rules.marking import noted_until
from liamm.features.events.enums import EventState
from liamm.features.events.models import Attendee, EventSession
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post
from liamm.kernel.stale import refuse_stale
from liamm.ui.times import say_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDraft:
    """Who came, of all who are named still, how many more without their names, and why it is said otherwise now."""

    came: Collection[UUID]
    because: Because
    people: int = 0
    seen: str | None = None


@action
def correct_arrivals(actor: Actor, session: EventSession, *, draft: CorrectionDraft) -> int:
    """Say otherwise who came to one date, when it is noted no more; the reason stays in the ledger, and no name.

    Gives how many changed. Whoever came after all, to what is over, is written to as the others were. What names
    nobody any more stays as it is.
    Raises DomainError while it is still noted at the door, when nobody is named any more, or when nothing changes;
    StaleError when somebody else corrected it meanwhile.
    """
    require(policy, actor, Permission.RECEIVE, session.event)

    until = noted_until(session.ends)
    if clock.now() <= until:
        raise DomainError(
            _("Qui est venu se note encore, jusqu’au %(until)s.") % {"until": say_moment(until)},
            nearest=_("Notez-le sur la page d’accueil."),
        )
    EventSession.objects.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
    named = {one.pk: one for one in named_on(session).select_related("registration__host")}
    if not named:
        raise DomainError(_("Les noms ont été effacés : qui est venu ne se corrige plus."))
    refuse_stale(draft.seen, arrivals_said(session))
    here = set(Arrival.objects.filter(session=session, here=True).values_list("attendee", flat=True))
    changed = {pk: pk in draft.came for pk in named if (pk in draft.came) != (pk in here)}
    counted = counted_at(session)
    if not changed and draft.people == counted:
        raise DomainError(_("Rien ne change : c’est déjà ce qui est noté."))

    person = actor if isinstance(actor, Person) else None
    given = {"at": clock.now(), "noted_by": person}
    for pk, came in changed.items():
        Arrival.objects.update_or_create(session=session, attendee_id=pk, defaults={"here": came, **given})
    if draft.people != counted:
        Headcount.objects.update_or_create(session=session, defaults={"people": draft.people, "noted_by": person})
    _thank(session, [named[pk] for pk, came in changed.items() if came])
    fact = ArrivalsCorrected(
        subject_id=session.event_id,
        session=session.pk,
        changed=len(changed),
        people=draft.people,
        because=draft.because,
    )
    record(actor, fact)
    return len(changed)


def _thank(session: EventSession, people: list[Attendee]) -> None:
    """Those who came after all get what the others got, unless they had it for another date."""
    if session.event.state != EventState.HELD:
        return
    elsewhere = Arrival.objects.filter(session__event=session.event_id, here=True).exclude(session=session)
    had = set(elsewhere.values_list("attendee", flat=True))
    for one in people:
        registration = one.registration
        registration.event = session.event
        if registration.mail and one.pk not in had:
            post(TakenAwayLetter(registration=registration, people=[one]), registration.recipient)
