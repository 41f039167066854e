"""Holding the house: the rota that the team fills, the notes that one leaves to the next, the gaps told in advance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient, team
from liamm.features.booking.facts import HandoverWritten, NoteMarkedRead, RotaFilled, RotaGapsTold
from liamm.features.booking.keepers import gaps, held, keepers, next_opened, opened_days, rota_texts
from liamm.features.booking.letters import HandoverLetter, RotaGapsLetter
from liamm.features.booking.models import HandoverNote, Holding, NoteRead, RotaTold
from liamm.features.booking.occupying import lock_rota
from liamm.features.booking.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post
from liamm.kernel.stale import refuse_stale

_SUNDAY = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaDraft:
    """Who holds the house on each day of a week, by day; `seen` is the mark of what was read before."""

    monday: date
    days: Mapping[date, Sequence[UUID]]
    seen: str | None = None


@action
def fill_rota(actor: Actor, *, draft: RotaDraft) -> Sequence[Holding]:
    """Say who holds the house on the days of a week that are to come; the days that are past stay as they are.

    Raises StaleError when somebody else filled it meanwhile; DomainError for somebody who is not of the team.
    """
    require(policy, actor, Permission.KEEP)

    lock_rota()
    refuse_stale(draft.seen, rota_texts(draft.monday))
    here = {person.pk for person in team()}
    if any(one not in here for people in draft.days.values() for one in people):
        raise DomainError(_("Quelqu’un que vous nommez n’est pas, ou plus, de l’équipe."))
    first = max(draft.monday, clock.today())
    asked = {
        (day, person)
        for day, people in draft.days.items()
        if first <= day <= draft.monday + _SUNDAY
        for person in people
    }
    was = Holding.objects.filter(day__range=(first, draft.monday + _SUNDAY))
    known = {(one.day, one.person_id): one for one in was}
    Holding.objects.filter(pk__in=[one.pk for key, one in known.items() if key not in asked]).delete()
    made = Holding.objects.bulk_create(
        Holding(day=day, person_id=person) for day, person in sorted(asked - set(known), key=str)
    )

    record(actor, RotaFilled(subject_id=UUID(int=draft.monday.toordinal()), monday=draft.monday, days=len(asked)))
    return made


@action
def write_note(actor: Actor, *, words: str, submission: str | None = None) -> HandoverNote:
    """Leave a note to those who hold the house next; they are written to.

    Raises DomainError when it says nothing.
    """
    require(policy, actor, Permission.KEEP)

    if not words.strip():
        raise DomainError(_("Écrivez ce que les suivants doivent savoir."), field="words")
    author = actor if isinstance(actor, Person) else None
    note = HandoverNote.objects.create(author=author, words=words.strip(), submission=submission)
    for person in keepers(next_opened(clock.today())):
        if person != author:
            post(HandoverLetter(note=note), recipient(person))

    record(actor, HandoverWritten(subject_id=note.pk))
    return note


@action
def mark_note_read(actor: Actor, note: HandoverNote) -> NoteRead:
    """Say that one read a note; whoever wrote it sees so.

    Raises DomainError when one wrote it, or said so already.
    """
    require(policy, actor, Permission.KEEP)

    if not isinstance(actor, Person) or note.author_id == actor.pk:
        raise DomainError(_("C’est vous qui l’avez écrit."))
    reading, made = NoteRead.objects.get_or_create(note=note, person=actor)
    if not made:
        raise DomainError(_("Vous l’avez déjà dit."))

    record(actor, NoteMarkedRead(subject_id=note.pk))
    return reading


@action
def tell_gaps(actor: Actor, *, monday: date) -> RotaTold:
    """Tell the team, once, on which days of a week nobody holds the house yet.

    Raises DomainError when it was told already, or when somebody does every day.
    """
    require(policy, actor, Permission.KEEP)

    lock_rota()
    days = opened_days(monday, monday + _SUNDAY)
    missing = gaps(days, held(monday, monday + _SUNDAY))
    if not missing or RotaTold.objects.filter(pk=monday).exists():
        raise DomainError(_("Il n’y a rien de plus à dire de cette semaine."))
    told = RotaTold.objects.create(monday=monday, told_at=clock.now())
    for person in team():
        post(RotaGapsLetter(monday=monday, days=missing), recipient(person))

    record(actor, RotaGapsTold(subject_id=UUID(int=monday.toordinal()), monday=monday, days=len(missing)))
    return told
