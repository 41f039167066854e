"""What people would like to learn: said by anybody, joined by others, answered by an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.events.enums import NeedState
from liamm.features.events.facts import (
    NeedAnswered,
    NeedClosed,
    NeedForgotten,
    NeedJoined,
    NeedPlanned,
    NeedSaidOtherwise,
    NeedShown,
    NeedTold,
    NeedWithdrawn,
)
from liamm.features.events.keeping import registrations_over
from liamm.features.events.letters import NeedAnsweredLetter, NeedClosedLetter, NeedHeardLetter
from liamm.features.events.models import Event, NeedVoice, TrainingNeed
from liamm.features.events.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.post.letters import forget, forget_letters_to, post


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who would like to learn it."""

    name: str
    mail: str
    language: str = "fr"


@action
def tell_need(actor: Actor, *, title: str, words: str, voice: Voice, submission: str | None = None) -> TrainingNeed:
    """Say what one would like to learn; the team reads it before others do, and one has a link to it by mail.

    The same sending is taken once.
    """
    require(policy, actor, Permission.TELL_NEED)

    if not title.strip():
        raise DomainError(_("Dites en quelques mots ce que vous aimeriez apprendre."), field="title")
    need = TrainingNeed.objects.filter(submission=submission).first() if submission else None
    if need is None:
        need = TrainingNeed.objects.create(
            reference=next_reference("BF"), title=title.strip(), words=words.strip(), submission=submission
        )
        _hear(actor, need, voice)
    record(actor, NeedTold(subject_id=need.pk))
    return need


@action
def join_need(actor: Actor, need: TrainingNeed, *, voice: Voice) -> TrainingNeed:
    """Say that one would like it too; said twice, it counts once, and the link to it is sent again.

    Raises DomainError when one joins it no more, or not yet.
    """
    require(policy, actor, Permission.TELL_NEED, need)

    if need.state not in {NeedState.SHOWN, NeedState.PLANNED}:
        raise DomainError(_("On ne se joint pas à ce besoin en ce moment."))
    _hear(actor, need, voice)
    record(actor, NeedJoined(subject_id=need.pk))
    return need


def _hear(actor: Actor, need: TrainingNeed, voice: Voice) -> None:
    heard, _made = NeedVoice.objects.get_or_create(
        need=need,
        mail=voice.mail.strip().lower(),
        defaults={
            "name": voice.name.strip(),
            "language": voice.language,
            "person": actor if isinstance(actor, Person) else None,
        },
    )
    heard.need = need
    post(NeedHeardLetter(need=need, voice=heard), heard.recipient)


def _held(voice: NeedVoice) -> NeedVoice:
    """A voice as it is now, its need being held until the end of the transaction.

    Raises DomainError once it is withdrawn.
    """
    TrainingNeed.objects.select_for_update(no_key=True).filter(pk=voice.need_id).first()
    found = NeedVoice.objects.select_related("need").filter(pk=voice.pk).first()
    if found is None:
        raise DomainError(_("C’est déjà retiré."), link=(_("Les besoins dits"), reverse("events:needs")))
    return found


@action
def say_otherwise(actor: Actor, voice: NeedVoice, *, name: str, title: str = "", words: str = "") -> NeedVoice:
    """Say otherwise who asks and, until the team shows it in words that suit all, what one would like to learn.

    Raises DomainError when it is withdrawn, or when its words are no longer one’s own.
    """
    require(policy, actor, Permission.CHANGE_VOICE, voice)

    voice = _held(voice)
    need = voice.need
    title, words = title.strip() or need.title, words.strip()
    if need.state == NeedState.RECEIVED:
        need.title, need.words = title, words
        need.save(update_fields=["title", "words"])
    elif (title, words or need.words) != (need.title, need.words):
        raise DomainError(
            _("L’équipe montre ce besoin à tout le monde : ses mots ne changent plus par ce lien."),
            nearest=_("Dites-en un autre, ou retirez le vôtre."),
            field="title",
        )
    voice.name = name.strip()
    voice.save(update_fields=["name"])
    record(actor, NeedSaidOtherwise(subject_id=need.pk))
    return voice


@action
def withdraw_voice(actor: Actor, voice: NeedVoice) -> None:
    """Ask for it no more: who asked is erased, and so is what nobody else has read.

    Raises DomainError when it is withdrawn already.
    """
    require(policy, actor, Permission.CHANGE_VOICE, voice)

    voice = _held(voice)
    need = voice.need
    forget_letters_to(voice.recipient.key)
    voice.delete()
    record(actor, NeedWithdrawn(subject_id=need.pk))
    if need.state == NeedState.RECEIVED:
        need.delete()


@action
def show_need(actor: Actor, need: TrainingNeed, *, title: str, words: str) -> TrainingNeed:
    """Show a need to everybody, in words that suit all, so that others may join it."""
    require(policy, actor, Permission.SETTLE_NEED, need)
    if need.state not in {NeedState.RECEIVED, NeedState.SHOWN}:
        raise DomainError(_("Ce besoin a déjà eu sa réponse."))
    need.title, need.words, need.state = title.strip() or need.title, words.strip(), NeedState.SHOWN
    need.save(update_fields=["title", "words", "state"])
    record(actor, NeedShown(subject_id=need.pk))
    return need


@action
def close_need(actor: Actor, need: TrainingNeed, *, because: str) -> TrainingNeed:
    """Say that it leads nowhere, and why, to all who asked."""
    require(policy, actor, Permission.SETTLE_NEED, need)
    if need.state in {NeedState.ANSWERED, NeedState.CLOSED}:
        raise DomainError(_("Ce besoin a déjà eu sa réponse."))
    if not because.strip():
        raise DomainError(_("Dites pourquoi : qui l’a demandé le lira."), field="because")
    need.state, need.because, need.settled_at = NeedState.CLOSED, because.strip(), clock.now()
    need.save(update_fields=["state", "because", "settled_at"])
    for voice in need.voices.all():
        post(NeedClosedLetter(need=need), voice.recipient)
    record(actor, NeedClosed(subject_id=need.pk))
    return need


@action
def answer_needs(actor: Actor, event: Event, *, needs: Sequence[TrainingNeed]) -> Event:
    """Let an event answer what people would like to learn; they are told once it is announced."""
    require(policy, actor, Permission.SETTLE_NEED)
    if not needs:
        raise DomainError(_("Choisissez au moins un besoin."), field="needs")
    for need in needs:
        need.state, need.event = NeedState.PLANNED, event
        need.save(update_fields=["state", "event"])
        record(actor, NeedPlanned(subject_id=need.pk, event=event.pk))
        if event.is_shown:
            tell_answered(actor, need)
    return event


@action
def tell_answered(actor: Actor, need: TrainingNeed) -> TrainingNeed:
    """Tell all who would like to learn something that the event that answers it is announced."""
    require(policy, actor, Permission.SETTLE_NEED, need)
    if need.event is None or need.state != NeedState.PLANNED:
        raise DomainError(_("Rien ne répond encore à ce besoin."))
    need.state, need.settled_at = NeedState.ANSWERED, clock.now()
    need.save(update_fields=["state", "settled_at"])
    for voice in need.voices.all():
        post(NeedAnsweredLetter(need=need, event=need.event), voice.recipient)
    record(actor, NeedAnswered(subject_id=need.pk, event=need.event.pk))
    return need


@action
def forget_voices(actor: Actor, need: TrainingNeed) -> TrainingNeed:
    """Erase who asked, after the delay of the charter; what was asked stays."""
    require(policy, actor, Permission.KEEP, need)
    if need.settled_at is None or need.settled_at >= registrations_over():
        raise DomainError(_("Le délai de conservation n’est pas passé."))
    forget(f"training-need:{need.pk}")
    need.voices.all().delete()
    record(actor, NeedForgotten(subject_id=need.pk))
    return need
