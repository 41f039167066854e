"""The public record of a decision: what the register publishes for ever, and its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from liamm.features.governance.models import Decision
from liamm.features.territories.models import Territory


def sealed_records(decisions: Iterable[Decision]) -> list[tuple[Decision, dict[str, Any]]]:
    """Decisions with their records; a handful of queries, whatever their number."""
    if isinstance(decisions, QuerySet):
        decisions = decisions.select_related("body", "sitting", "confirms", "corrects__confirms", "correction")
        decisions = decisions.prefetch_related("confirmations", "preconisations")
    found = list(decisions)
    named = {key for decision in found for key in decision.territories}
    codes = {pk: f"{kind}:{code}" for pk, kind, code in _codes(named)}
    return [(decision, sealed_record(decision, codes)) for decision in found]


def _codes(named: Collection[UUID]) -> Iterable[tuple[UUID, str, str]]:
    if not named:
        return ()
    return Territory.objects.filter(pk__in=named).values_list("pk", "kind", "code")


def sealed_record(decision: Decision, codes: Mapping[UUID, str] | None = None) -> dict[str, Any]:
    """Everything of a decision that never changes once it is published, with French keys, as JSON values."""
    if codes is None:
        codes = {pk: f"{kind}:{code}" for pk, kind, code in _codes(decision.territories)}
    return {
        "reference": decision.reference,
        "instance": decision.body.key,
        "seance": decision.sitting.slug if decision.sitting else None,
        "date": _iso(decision.decided_at),
        "voie": decision.door,
        "nature": decision.kind,
        "matiere": decision.matter,
        "objet": decision.public_title,
        "texte": decision.public_text,
        "issue": decision.outcome,
        "issue_nom": decision.outcome_name,
        "effet": decision.effect,
        "fonction": decision.function or None,
        "territoires": sorted(codes[key] for key in decision.territories if key in codes),
        "differe_au": _iso(decision.deferred_to),
        "reoriente_vers": decision.redirected_to or None,
        "raison_depassement": decision.overload_reason or None,
        "charte": decision.charter_version,
        "grille": decision.grid_version or None,
        "theorie": decision.theory_version or None,
        "route": decision.route,
        "quorum": decision.quorum,
        "capacite": decision.capacity,
        "deports": decision.recusals,
        "confirme": decision.confirms.reference if decision.confirms else None,
        "corrige": decision.corrects.reference if decision.corrects else None,
        "raison_correction": decision.correction_reason or None,
        "avis": decision.grid,
        "preconisations": [
            {"texte": one.text, "souci": one.minder_said, "terme": _iso(one.term)}
            for one in decision.preconisations.all()
        ],
    }


def _iso(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None


def digest_of(record: Mapping[str, Any]) -> str:
    """The SHA-256 of a record as canonical JSON (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
