"""Signals that seem to tell the same thing as one, with the reasons: suggestions for a human, nothing more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import IntegerField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from liamm.features.terrain.models import FieldSignal
from liamm.features.terrain.rules.likeness import Alike, Case, Reason, alike, as_written
from liamm.kernel.prepared import prepared

_RAREST = 14
# Of the latest signals that share one of the rarest stems, those that share most of them are weighed.
_POOL, _WEIGHED = 400, 120
_SHARED = "(SELECT count(*) FROM unnest(stems) AS said(stem) WHERE said.stem = ANY(%s::varchar[]))"
# How many signals hold each stem, counted through the index and no further than tells: past a few hundred a stem is
# a common word, whether a thousand signals hold it or all.
_COMMON = 500
_HOLDING = """
SELECT wanted.stem, (
    SELECT count(*) FROM (
        SELECT 1 FROM terrain_fieldsignal s WHERE s.stems @> ARRAY[wanted.stem]::varchar[] LIMIT %s
    ) AS holding
) FROM unnest(%s::varchar[]) AS wanted(stem)
"""
_PLACES = ("territory_id", "territory__kind", "territory__epci_id", "territory__departement_id")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A signal that may tell the same thing, and why one may think so."""

    signal: FieldSignal
    reasons: Sequence[str]
    nearly_same: bool


def suggestions(signal: FieldSignal, *, limit: int = 6) -> list[Suggestion]:
    """The signals most alike, best first; three queries whatever the number of signals."""
    found = alike(_case_of(signal), _pool(signal), limit=limit)
    by_key = {row.pk: row for row in _shown([one.key for one in found])}
    written = as_written(signal.likening) if found else {}
    return [Suggestion(by_key[one.key], _reasons(written, one), one.nearly_same) for one in found]


def _pool(signal: FieldSignal) -> list[Case]:
    rare = _rarest(signal.stems)
    rows = _others(signal.root_id, rare) if rare else []
    return [
        Case(pk, stems, at, territory if kind == "commune" else None, epci, departement)
        for pk, stems, at, territory, kind, epci, departement in rows
    ]


@prepared
def _shown(signals: list[UUID]) -> QuerySet[FieldSignal]:
    return FieldSignal.objects.filter(pk__in=signals).only("reference", "words")


@prepared
def _others(root: UUID, stems: list[str]) -> QuerySet[FieldSignal, tuple[Any, ...]]:
    others = FieldSignal.objects.standing().exclude(root_id=root).filter(stems__overlap=stems)
    latest = FieldSignal.objects.filter(pk__in=others.order_by("-created_at").values("pk")[:_POOL])
    shared = RawSQL(_SHARED, [stems], IntegerField())  # noqa: S611  # fixed text, the stems are parameters
    nearest = latest.annotate(shared=shared).order_by("-shared", "-created_at")
    return nearest.values_list("pk", "stems", "heard_on", *_PLACES)[:_WEIGHED]


def _rarest(stems: Sequence[str]) -> list[str]:
    wanted = sorted(set(stems))
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_HOLDING, [_COMMON, wanted])
        counts = dict(cursor.fetchall())
    shared = [stem for stem in wanted if counts[stem] > 1]
    return sorted(shared, key=lambda stem: (counts[stem], stem))[:_RAREST]


def _case_of(signal: FieldSignal) -> Case:
    place = signal.territory
    commune = place.pk if place and place.kind == "commune" else None
    epci: UUID | None = place.epci_id if place else None
    departement: UUID | None = place.departement_id if place else None
    return Case(signal.pk, signal.stems, signal.heard_on, commune, epci, departement)


def _reasons(written: Mapping[str, str], near: Alike) -> list[str]:
    words = [written[stem] for stem in near.stems if stem in written]
    said = {
        Reason.COMMUNE: _("même commune"),
        Reason.EPCI: _("même intercommunalité"),
        Reason.DEPARTEMENT: _("même département"),
        Reason.WEEKS: _("mêmes semaines"),
    }
    common = [_("mots communs : %(words)s") % {"words": ", ".join(words)}] if words else []
    return [*common, *(said[reason] for reason in near.reasons)]
