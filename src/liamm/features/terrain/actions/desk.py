"""What the team does with a signal: read it, give it to a reader, answer, confide it to others, write to its author."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient
from liamm.features.charter.bindings import promised
from liamm.features.terrain.correspondents import contact_of, opening
from liamm.features.terrain.enums import Redirection, SignalState
from liamm.features.terrain.facts import (
    AuthorAnswered,
    ReaderAssigned,
    SignalRead,
    SignalReadAgain,
    SignalSettled,
    SignalTakenUpAgain,
)
from liamm.features.terrain.letters import AnswerLetter, ReaderLetter
from liamm.features.terrain.locking import lock_signal, move
from liamm.features.terrain.models import Exchange, FieldSignal
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.redirecting import REDIRECTION_SENTENCES
from liamm.features.terrain.telling import ByMail, tell_step
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post

READ = gettext_lazy("Une personne de l’équipe a lu ce que vous avez dit.")
READ_PASSED = gettext_lazy("Une personne de l’équipe a lu ce que vous avez transmis.")
ANSWERED = gettext_lazy("L’équipe vous a répondu.")


@action
def read_signal(actor: Actor, signal: FieldSignal) -> FieldSignal:
    """Say that one has read it; the first becomes its reader unless one was asked, and the next change nothing."""
    require(policy, actor, Permission.HANDLE, signal)
    signal = lock_signal(signal)
    if signal.state != SignalState.RECEIVED:
        record(actor, SignalReadAgain(subject_id=signal.pk))
        return signal
    signal = move(signal, SignalState.READ)
    signal.read_at = signal.read_at or clock.now()
    if signal.reader_id is None and isinstance(actor, Person):
        signal.reader = actor
    signal.save()
    tell_step(_family(signal), "read", READ, passed=READ_PASSED)
    record(actor, SignalRead(subject_id=signal.pk))
    return signal


@action
def assign_reader(actor: Actor, signal: FieldSignal, *, reader: Person) -> FieldSignal:
    """Ask someone of the team to read it and to follow it."""
    require(policy, actor, Permission.HANDLE, signal)
    signal = lock_signal(signal)
    if not reader.on_team:
        raise DomainError(
            _("Une remontée est suivie par quelqu’un de l’équipe."),
            citation=promised("followed_by_team"),
            field="reader",
        )
    signal.reader = reader
    signal.save()
    if reader != actor:
        _write_to_reader(signal, reader)
    record(actor, ReaderAssigned(subject_id=signal.pk, reader=reader.pk))
    return signal


@action
def write_to_author(actor: Actor, signal: FieldSignal, *, text: str) -> Exchange:
    """Write to the author, who reads it behind the link and, with an address, by mail."""
    require(policy, actor, Permission.HANDLE, signal)
    signal = lock_signal(signal)
    exchange = _write(actor, signal, text)
    record(actor, AuthorAnswered(subject_id=signal.pk, exchange=exchange.pk))
    return exchange


@action
def answer_signal(actor: Actor, signal: FieldSignal, *, text: str) -> FieldSignal:
    """Answer what was told, so that nothing more is to be waited for."""
    require(policy, actor, Permission.HANDLE, signal)
    signal = move(lock_signal(signal), SignalState.ANSWERED)
    exchange = _write(actor, signal, text)
    signal.settled = exchange.text
    signal.save()
    tell_step(_family(signal), f"answered:{exchange.pk}", ANSWERED, by_mail=ByMail.BESIDE)
    record(actor, SignalSettled(subject_id=signal.pk, state=str(signal.state)))
    return signal


@action
def redirect_signal(actor: Actor, signal: FieldSignal, *, to: Redirection, detail: str = "") -> FieldSignal:
    """Say that others can act where the lab cannot, and who."""
    require(policy, actor, Permission.HANDLE, signal)
    signal = move(lock_signal(signal), SignalState.REDIRECTED)
    detail = detail.strip()
    if to == Redirection.SERVICE and not detail:
        raise DomainError(_("Dites quel service peut agir, et comment le joindre."), field="detail")
    exchange = _write(actor, signal, f"{REDIRECTION_SENTENCES[to]}\n\n{detail}".strip())
    signal.redirection, signal.settled = to, exchange.text
    signal.save()
    tell_step(_family(signal), f"redirected:{exchange.pk}", REDIRECTION_SENTENCES[to], by_mail=ByMail.BESIDE)
    record(actor, SignalSettled(subject_id=signal.pk, state=str(signal.state), redirection=str(to)))
    return signal


@action
def take_up_signal(actor: Actor, signal: FieldSignal) -> FieldSignal:
    """Come back on an answer or on a redirection: the signal is read, and waits for more."""
    require(policy, actor, Permission.HANDLE, signal)
    signal = lock_signal(signal)
    if signal.state not in {SignalState.ANSWERED, SignalState.REDIRECTED}:
        raise DomainError(_("Cette remontée n’a pas encore eu de réponse : rien à reprendre."))
    signal = move(signal, SignalState.READ)
    signal.settled, signal.redirection = "", ""
    signal.save()
    record(actor, SignalTakenUpAgain(subject_id=signal.pk))
    return signal


def _write(actor: Actor, signal: FieldSignal, text: str) -> Exchange:
    text = text.strip()
    if not text:
        raise DomainError(_("Écrivez au moins une phrase."), field="text")
    by = actor if isinstance(actor, Person) else None
    exchange = Exchange.objects.create(signal=signal, by=by, from_author=False, text=text)
    if contact := contact_of(signal):
        post(AnswerLetter(**opening(signal, contact), text=text), contact.to)
    return exchange


def _write_to_reader(signal: FieldSignal, reader: Person) -> None:
    letter = ReaderLetter(
        signal_id=signal.pk,
        reference=signal.reference,
        sentence=gettext_lazy("Une remontée vous est confiée."),
        url=signal.desk_url,
    )
    post(letter, recipient(reader))


def _family(signal: FieldSignal) -> list[UUID]:
    return list(FieldSignal.objects.family_of([signal.pk]).values_list("pk", flat=True))
