"""Asking the house to open beside its hours: asked with a reason, answered yes or no with another, or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.accounts.enums import Duty
from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import holders, recipient
from liamm.features.booking.enums import OpeningState
from liamm.features.booking.facts import OpeningAnswered, OpeningAsked
from liamm.features.booking.house import Known, known_on
from liamm.features.booking.letters import HouseOpenedLetter, OpeningAnsweredLetter, OpeningAskedLetter
from liamm.features.booking.models import Opening
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.rules.opening import Amiss, amiss
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.post.letters import post
from liamm.ui.dates import say_day


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningDraft:
    """From when to when, in which rooms (none: all of them) and why; `submission` names one sending of the form."""

    starts: datetime
    ends: datetime
    reason: str
    rooms: tuple[int, ...] = ()
    submission: str | None = None


@action
def ask_opening(actor: Actor, *, draft: OpeningDraft) -> Opening:
    """Ask whoever keeps the house to open it beside its hours.

    Raises DomainError without a reason, too late by the rule of the charter, on several days, or when it is open.
    """
    require(policy, actor, Permission.ASK_OPENING)

    known = known_on(timezone.localdate(draft.starts))
    opening = _drafted(actor, draft, known, days_before=known.opening.value.exceptions.days_before)
    opening.save()

    for person in holders(Duty.HEAD):
        post(OpeningAskedLetter(opening=opening, rooms=known.names_of_opening(opening.rooms)), recipient(person))
    fact = OpeningAsked(subject_id=opening.pk, rooms=tuple(opening.rooms), starts=opening.starts, ends=opening.ends)
    record(actor, fact)
    return opening


@action
def open_house(actor: Actor, *, draft: OpeningDraft) -> Opening:
    """Open the house beside its hours, at once: the delay binds those who ask, not those who keep it.

    Raises DomainError without a reason, for what is past, on several days, or when it is open.
    """
    require(policy, actor, Permission.OPEN_HOUSE)

    known = known_on(timezone.localdate(draft.starts))
    opening = _drafted(actor, draft, known, days_before=0)
    opening.state, opening.answered_at = OpeningState.GRANTED, clock.now()
    opening.answered_by = opening.asked_by
    opening.save()

    for person in holders(Duty.HEAD):
        if person.pk != actor.pk:
            letter = HouseOpenedLetter(opening=opening, rooms=known.names_of_opening(opening.rooms))
            post(letter, recipient(person))
    record(actor, OpeningAnswered(subject_id=opening.pk, state=opening.state))
    return opening


def _drafted(actor: Actor, draft: OpeningDraft, known: Known, *, days_before: int) -> Opening:
    """What is asked for, when nothing is wrong with it.

    Raises DomainError.
    """
    if not draft.reason.strip():
        raise DomainError(_("Dites pourquoi : c’est ce qui fera la réponse."), field="reason")
    _refuse_amiss(draft, known, days_before)
    if set(draft.rooms) - known.by_number.keys():
        raise DomainError(_("La maison n’a pas cette salle."), field="rooms")
    return Opening(
        reference=next_reference("OU"),
        asked_by=cast("Person", actor),
        starts=draft.starts,
        ends=draft.ends,
        rooms=sorted(set(draft.rooms)),
        reason=draft.reason.strip(),
        submission=draft.submission,
    )


def _refuse_amiss(draft: OpeningDraft, known: Known, days_before: int) -> None:
    rule = known.opening.value.exceptions
    wrong = amiss(draft.starts, draft.ends, draft.rooms, known.rules, days_before)
    cited = known.opening.cite(rule)
    if wrong is Amiss.BACKWARDS:
        raise DomainError(_("La fin vient avant le début."), field="ends")
    if wrong is Amiss.TOO_FAR:
        raise DomainError(_("C’est trop loin pour être prévu."), field="day")
    if wrong is Amiss.TOO_LATE and not days_before:
        raise DomainError(_("Ce moment est passé."), nearest=_("Choisissez un moment à venir."), field="starts")
    if wrong is Amiss.TOO_LATE:
        said = ngettext(
            "Une ouverture exceptionnelle se demande au moins %(days)s jour avant.",
            "Une ouverture exceptionnelle se demande au moins %(days)s jours avant.",
            days_before,
        )
        today = clock.today()
        nearest = _("Au plus tôt %(day)s.") % {"day": say_day(today + timedelta(days=days_before), today)}
        raise DomainError(said % {"days": days_before}, citation=cited, nearest=nearest, field="day")
    if wrong is Amiss.TWO_DAYS:
        raise DomainError(
            _("Une ouverture tient en un jour."), nearest=_("Demandez une ouverture par jour."), field="ends"
        )
    if wrong is Amiss.OPEN_ALREADY:
        raise DomainError(
            _("La maison est ouverte à ce moment : il n’y a rien à demander."),
            citation=known.opening.cite(),
            nearest=_("Réservez directement une salle."),
            field="starts",
        )


@action
def answer_opening(actor: Actor, opening: Opening, *, grants: bool, answer: str) -> Opening:
    """Say yes or no, and why; whoever asked is written to, and a yes lets bookings be within it.

    Raises DomainError when it is answered already, withdrawn, or past, or without a word.
    """
    require(policy, actor, Permission.ANSWER_OPENING, opening)

    opening = _waiting(opening)
    if not answer.strip():
        raise DomainError(_("Dites en un mot pourquoi : qui a demandé le lira."), field="answer")
    opening.state = OpeningState.GRANTED if grants else OpeningState.REFUSED
    opening.answer, opening.answered_at = answer.strip(), clock.now()
    opening.answered_by = actor if isinstance(actor, Person) else None
    opening.save()

    if opening.asked_by:
        known = known_on(timezone.localdate(opening.starts))
        letter = OpeningAnsweredLetter(opening=opening, rooms=known.names_of_opening(opening.rooms))
        post(letter, recipient(opening.asked_by))
    record(actor, OpeningAnswered(subject_id=opening.pk, state=opening.state))
    return opening


@action
def withdraw_opening(actor: Actor, opening: Opening) -> Opening:
    """Ask no longer.

    Raises DomainError when it is answered already, withdrawn, or past.
    """
    require(policy, actor, Permission.WITHDRAW_OPENING, opening)

    opening = _waiting(opening)
    opening.state = OpeningState.WITHDRAWN
    opening.save(update_fields=["state"])

    record(actor, OpeningAnswered(subject_id=opening.pk, state=opening.state))
    return opening


def _waiting(opening: Opening) -> Opening:
    opening = Opening.objects.select_for_update(of=("self",), no_key=True).select_related("asked_by").get(pk=opening.pk)
    if not opening.waits:
        raise DomainError(
            _("Cette demande n’attend plus de réponse."), link=(opening.reference, opening.get_absolute_url())
        )
    return opening
