"""What the author of a signal may do through the link: add, agree to publication, stop the mails, withdraw."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.queries import recipient
from liamm.features.terrain.enums import SignalState, Withdrawal
from liamm.features.terrain.facts import AuthorWrote, NewsStopped, PublicationAgreed, SignalWithdrawn, WordingWithdrawn
from liamm.features.terrain.families import take_apart
from liamm.features.terrain.letters import ReaderLetter
from liamm.features.terrain.locking import lock_signal
from liamm.features.terrain.models import (
    Author,
    Exchange,
    FieldSignal,
    PublicWording,
    SealedOriginal,
    SignalFile,
)
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.rules.telling import LIMITS, readable
from liamm.features.terrain.telling import tell_step
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post, resume, stop

GONE = gettext_lazy("Vous avez retiré votre remontée. Ce que vous aviez dit est effacé.")
PERSON_GONE = gettext_lazy("Vos coordonnées, vos fichiers et le texte d’origine sont effacés.")


@action
def add_precision(actor: Actor, signal: FieldSignal, *, text: str, quoted: str = "") -> Exchange:
    """Add something to what one told, or answer the team."""
    require(policy, actor, Permission.FOLLOW, signal)
    signal = lock_signal(signal)
    text = readable(text).strip()
    if not text:
        raise DomainError(_("Écrivez au moins une phrase."), field="text")
    if len(text) > LIMITS["words"]:
        raise DomainError(
            _("Votre texte compte %(count)d signes.") % {"count": len(text)},
            nearest=_("Gardez l’essentiel : %(limit)d signes au plus. Rien n’est coupé.") % {"limit": LIMITS["words"]},
            field="text",
        )
    exchange = Exchange.objects.create(signal=signal, from_author=True, text=text, quoted=quoted)
    if signal.reader:
        sentence = _("La personne qui a fait cette remontée vous écrit.")
        letter = ReaderLetter(signal_id=signal.pk, reference=signal.reference, sentence=sentence, url=signal.desk_url)
        post(letter, recipient(signal.reader))
    record(actor, AuthorWrote(subject_id=signal.pk, exchange=exchange.pk))
    return exchange


@action
def agree_publication(actor: Actor, signal: FieldSignal, *, agreed: bool) -> FieldSignal:
    """Agree that a rewritten version may be published, or take that back: what was published goes too."""
    require(policy, actor, Permission.FOLLOW, signal)
    signal = lock_signal(signal)
    signal.may_publish = agreed
    signal.save()
    if not agreed:
        _unpublish(actor, signal)
    record(actor, PublicationAgreed(subject_id=signal.pk, agreed=agreed))
    return signal


@action
def stop_news(actor: Actor, signal: FieldSignal, *, stopped: bool = True) -> FieldSignal:
    """Get no more mails about this signal, or get them again; the link goes on showing all."""
    require(policy, actor, Permission.FOLLOW, signal)
    (stop if stopped else resume)(f"author:{signal.pk}", f"signal:{signal.pk}")
    record(actor, NewsStopped(subject_id=signal.pk, stopped=stopped))
    return signal


@action
def withdraw_signal(actor: Actor, signal: FieldSignal, *, scope: Withdrawal) -> FieldSignal:
    """Withdraw: what speaks of the person goes; with the whole signal, all that was told goes too.

    What remains is that a signal came, where and when, so that what others built on it keeps its ground.
    """
    require(policy, actor, Permission.FOLLOW, signal)
    signal = lock_signal(signal)
    _erase_person(signal)
    if scope == Withdrawal.WHOLE:
        _unpublish(actor, signal)
        _stand_apart(signal)
        Exchange.objects.filter(signal=signal).delete()
        signal.words = signal.for_whom = signal.place = signal.tried = signal.settled = ""
        signal.state = SignalState.WITHDRAWN
    signal.save()
    tell_step([signal.pk], f"withdrawn:{scope}", GONE if scope == Withdrawal.WHOLE else PERSON_GONE, by_mail=False)
    record(actor, SignalWithdrawn(subject_id=signal.pk, scope=str(scope)))
    return signal


def _erase_person(signal: FieldSignal) -> None:
    Author.objects.filter(signal=signal).delete()
    SealedOriginal.objects.filter(signal=signal).delete()
    for file in SignalFile.objects.filter(signal=signal):
        transaction.on_commit(lambda path=file.path: default_storage.delete(path))  # type: ignore[misc]  # bound now
        file.delete()


def _stand_apart(signal: FieldSignal) -> None:
    """What was merged with it stands by itself again, so that nothing hangs on a text that is gone."""
    for merged in FieldSignal.objects.filter(merged_into=signal):
        take_apart(merged, signal, None)
    if signal.merged_into:
        take_apart(signal, signal.merged_into, None)
    signal.refresh_from_db()


def _unpublish(actor: Actor, signal: FieldSignal) -> None:
    for wording in PublicWording.objects.filter(signal=signal, withdrawn_at__isnull=True):
        wording.withdrawn_at = clock.now()
        wording.save()
        record(actor, WordingWithdrawn(subject_id=wording.pk, signal=signal.pk))
