"""Saying where a signal is when its author's words did not tell for certain."""

from __future__ import annotations

from liamm.features.terrain.facts import SignalLocated
from liamm.features.terrain.locking import lock_signal
from liamm.features.terrain.models import FieldSignal
from liamm.features.terrain.policies import Permission, policy
from liamm.features.territories.models import Territory
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import action
from liamm.kernel.ledger.record import record


@action
def locate_signal(actor: Actor, signal: FieldSignal, *, territory: Territory | None) -> FieldSignal:
    """Say on which territory it is, or that it is nowhere in particular; the words of the author stay."""
    require(policy, actor, Permission.HANDLE, signal)
    signal = lock_signal(signal)
    signal.territory = territory
    signal.save()
    record(actor, SignalLocated(subject_id=signal.pk, territory=territory.pk if territory else None))
    return signal
