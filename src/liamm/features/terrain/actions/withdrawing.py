"""Withdrawing what one told: all that speaks of the person, or all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.terrain.enums import Origin, SignalState, Withdrawal
from liamm.features.terrain.facts import SignalWithdrawn
from liamm.features.terrain.families import take_apart
from liamm.features.terrain.locking import lock_signal
from liamm.features.terrain.mail_files import erase_mails
from liamm.features.terrain.models import (
    Author,
    Exchange,
    FieldSignal,
    InboundMail,
    LeftFile,
    SealedOriginal,
    SignalFile,
)
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.erasing import ERASED_FIELDS, remaining
from liamm.features.terrain.telling import ByMail, tell_step
from liamm.features.terrain.unpublishing import unpublish
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import forget

GONE = gettext_lazy("Vous avez retiré votre remontée. Ce que vous aviez dit est effacé.")
PERSON_GONE = gettext_lazy(
    "Vos coordonnées, vos fichiers, le texte d’origine et ce qui vous désignait dans vos mots sont effacés."
)
_LIMITS = {"for_whom": 300, "place": 200}


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """How far one withdraws; with the person only, the passages that go too and the mark of the text that was read."""

    scope: Withdrawal
    pieces: Sequence[str] = ()
    seen: str = ""


@action
def withdraw_signal(actor: Actor, signal: FieldSignal, *, withdrawn: Withdrawn) -> FieldSignal:
    """Withdraw: what speaks of the person goes, in the words too; with the whole signal, all that was told goes.

    What remains is that a signal came, where and when, so that what others built on it keeps its ground.
    """
    require(policy, actor, Permission.FOLLOW, signal)
    signal, scope = lock_signal(signal, own=True), withdrawn.scope
    if scope == Withdrawal.WHOLE:
        unpublish(actor, signal)
        _stand_apart(signal)
        Exchange.objects.filter(signal=signal).delete()
        signal.words = signal.for_whom = signal.place = signal.tried = signal.settled = ""
        signal.state = SignalState.WITHDRAWN
    else:
        _erase_words(signal, withdrawn)
    _erase_person(signal)
    signal.save()
    tell_step(
        [signal.pk], f"withdrawn:{scope}", GONE if scope == Withdrawal.WHOLE else PERSON_GONE, by_mail=ByMail.NOBODY
    )
    record(actor, SignalWithdrawn(subject_id=signal.pk, scope=str(scope)))
    return signal


def _erase_words(signal: FieldSignal, withdrawn: Withdrawn) -> None:
    """Keep only what the person read and confirmed."""
    left = remaining(signal, withdrawn.pieces)
    if withdrawn.seen and withdrawn.seen != left.seen:
        raise DomainError(
            _("Ce texte a changé entre-temps : l’équipe vous a écrit, ou l’a masqué."),
            nearest=_("Relisez-le tel qu’il est maintenant, puis confirmez."),
        )
    for name in ERASED_FIELDS:
        setattr(signal, name, left.fields[name][: _LIMITS.get(name)])
    for exchange, text in left.exchanges:
        exchange.text, exchange.quoted = text, ""
        exchange.save()
    signal.masked = True


def _erase_person(signal: FieldSignal) -> None:
    Author.objects.filter(signal=signal).delete()
    SealedOriginal.objects.filter(signal=signal).delete()
    forget(f"signal:{signal.pk}")
    LeftFile.objects.filter(signal=signal).delete()
    _erase_mails(signal)
    if signal.origin in {Origin.WEB, Origin.OTHER}:
        signal.recorded_by = None
    for file in SignalFile.objects.filter(signal=signal):
        transaction.on_commit(lambda path=file.path: default_storage.delete(path))  # type: ignore[misc]  # bound now
        file.delete()


def _erase_mails(signal: FieldSignal) -> None:
    """The mails by which it came: their files too."""
    mails = InboundMail.objects.filter(signal=signal)
    names = list(mails.values_list("message_id", flat=True))
    mails.update(reason="")
    if names:
        transaction.on_commit(lambda: erase_mails(names))


def _stand_apart(signal: FieldSignal) -> None:
    """What was merged with it stands by itself again, so that nothing hangs on a text that is gone."""
    for merged in FieldSignal.objects.filter(merged_into=signal):
        take_apart(merged, signal, None)
    if signal.merged_into:
        take_apart(signal, signal.merged_into, None)
    signal.refresh_from_db()
