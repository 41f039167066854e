"""Hiding what names or exposes somebody; the original is sealed, and opened only with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter.bindings import promised
from liamm.features.terrain.enums import OpeningReason
from liamm.features.terrain.facts import OriginalOpened, SignalMasked
from liamm.features.terrain.locking import lock_signal
from liamm.features.terrain.models import MASKED_FIELDS, FieldSignal, OriginalOpening, SealedOriginal
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.erasing import said_without_original
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.telltale.sensitive import Passage, hide

_SHORTEST_DETAIL = 10
_LIMITS = {"for_whom": 300, "place": 200}


@dataclass(frozen=True, slots=True)
class Mask:
    """Passages to hide, by field, and the fingerprint of the text in which they were chosen."""

    passages: Mapping[str, Sequence[Passage]]
    seen: str


@action
def mask_signal(actor: Actor, signal: FieldSignal, *, mask: Mask) -> FieldSignal:
    """Hide passages; what everybody reads from then on is the masked text."""
    require(policy, actor, Permission.HANDLE, signal)
    signal = lock_signal(signal)
    if mask.seen != signal.fingerprint:
        raise DomainError(
            _("Ce texte a été masqué entre-temps par quelqu’un d’autre."),
            nearest=_("Relisez-le tel qu’il est maintenant, puis choisissez de nouveau."),
        )
    passages = mask.passages
    count = sum(len(passages.get(field, ())) for field in MASKED_FIELDS)
    if not count:
        raise DomainError(_("Choisissez au moins un passage à masquer."))
    if not SealedOriginal.objects.filter(signal=signal).exists():
        SealedOriginal.objects.create(
            signal=signal,
            content={field: getattr(signal, field) for field in MASKED_FIELDS},
            sealed_by=actor if isinstance(actor, Person) else None,
        )
    for field in MASKED_FIELDS:
        hidden = hide(getattr(signal, field), passages.get(field, ()))
        setattr(signal, field, hidden[: _LIMITS.get(field)])
    signal.masked = True
    signal.save()
    record(actor, SignalMasked(subject_id=signal.pk, passages=count))
    return signal


@action
def open_original(actor: Actor, signal: FieldSignal, *, reason: OpeningReason, detail: str) -> OriginalOpening:
    """Open the sealed original for a reason, which stays written with who and when."""
    require(policy, actor, Permission.OPEN_ORIGINAL, signal)
    original = SealedOriginal.objects.filter(signal=signal).select_related("signal").first()
    if original is None:
        raise DomainError(said_without_original(signal))
    if len(detail.strip()) < _SHORTEST_DETAIL:
        raise DomainError(
            _("Dites en quelques mots pourquoi vous avez besoin de l’ouvrir."),
            citation=promised("sealed"),
            field="detail",
        )
    opening = OriginalOpening.objects.create(
        original=original, by=actor if isinstance(actor, Person) else None, reason=reason, detail=detail.strip()[:300]
    )
    record(actor, OriginalOpened(subject_id=signal.pk, opening=opening.pk, reason=str(reason)))
    return opening
