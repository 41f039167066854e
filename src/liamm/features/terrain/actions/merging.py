"""Merging two signals that tell the same thing, and taking them apart: nothing of either is lost."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.facts import SignalsMerged, SignalsSplit
from liamm.features.terrain.families import put_under, take_apart
from liamm.features.terrain.models import FieldSignal
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.rules.merging import MergeFault, merge_fault
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record

_FAULTS = {
    MergeFault.SAME: gettext_lazy("C’est la même remontée."),
    MergeFault.SOURCE_MERGED: gettext_lazy("Cette remontée est déjà rapprochée d’une autre."),
    MergeFault.TARGET_MERGED: gettext_lazy(
        "Cette remontée est elle-même rapprochée d’une autre : choisissez celle-là."
    ),
    MergeFault.WITHDRAWN: gettext_lazy("L’une des deux a été retirée par son auteur."),
}


@action
def merge_signals(actor: Actor, source: FieldSignal, *, into: FieldSignal) -> FieldSignal:
    """Let `into` stand for `source` too: both keep their author, their history and their links."""
    require(policy, actor, Permission.HANDLE, source)
    source, target = _lock_both(source, into)
    roots = {one.pk: one.merged_into_id for one in (source, target)}
    withdrawn = [one.pk for one in (source, target) if one.state == SignalState.WITHDRAWN]
    if fault := merge_fault(source.pk, target.pk, roots, withdrawn):
        raise DomainError(str(_FAULTS[fault]), field="into")
    put_under(source, target, actor if isinstance(actor, Person) else None)
    record(actor, SignalsMerged(subject_id=source.pk, into=target.pk))
    source.refresh_from_db()
    return source


@action
def split_signal(actor: Actor, signal: FieldSignal) -> FieldSignal:
    """Take a merged signal apart again: all is as it was before the merge."""
    require(policy, actor, Permission.HANDLE, signal)
    signal = FieldSignal.objects.select_for_update(of=("self",), no_key=True).get(pk=signal.pk)
    target = signal.merged_into
    if target is None:
        raise DomainError(_("Cette remontée n’est rapprochée d’aucune autre."))
    take_apart(signal, target, actor if isinstance(actor, Person) else None)
    record(actor, SignalsSplit(subject_id=signal.pk, out_of=target.pk))
    signal.refresh_from_db()
    return signal


def _lock_both(source: FieldSignal, target: FieldSignal) -> tuple[FieldSignal, FieldSignal]:
    rows = (
        FieldSignal.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=[source.pk, target.pk])
        .order_by("pk")
    )
    found = {row.pk: row for row in rows}
    return found[source.pk], found[target.pk]
