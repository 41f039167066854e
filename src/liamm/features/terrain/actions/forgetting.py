"""Forgetting what is private once the delay of the charter has passed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.terrain.facts import SignalForgotten
from liamm.features.terrain.models import Author, FieldSignal, SealedOriginal
from liamm.features.terrain.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@action
def forget_author(actor: Actor, signal: FieldSignal) -> FieldSignal:
    """Let go of how to reach the author; the link still shows what became of the signal."""
    require(policy, actor, Permission.FORGET, signal)
    _refuse_early(signal, "signal_contact")
    Author.objects.filter(signal=signal).delete()
    record(actor, SignalForgotten(subject_id=signal.pk, what="author"))
    return signal


@action
def forget_original(actor: Actor, signal: FieldSignal) -> FieldSignal:
    """Let go of the sealed original: what remains is the masked text."""
    require(policy, actor, Permission.FORGET, signal)
    _refuse_early(signal, "signal_original")
    SealedOriginal.objects.filter(signal=signal).delete()
    record(actor, SignalForgotten(subject_id=signal.pk, what="original"))
    return signal


def _refuse_early(signal: FieldSignal, key: str) -> None:
    retention = bindings.retention(clock.today())
    if (clock.now() - signal.created_at).days < retention.value.days(key):
        raise DomainError(_("Le délai de conservation n’est pas passé."), citation=retention.cite())
