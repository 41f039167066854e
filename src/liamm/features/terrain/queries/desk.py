"""What the team works from: the signals to read, filtered, and one of them with all around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from liamm.features.accounts.models import Person
from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.models import (
    Author,
    Crossing,
    Exchange,
    FieldSignal,
    Merging,
    Problem,
    PublicWording,
    SealedOriginal,
    SignalFile,
    SignalStep,
)
from liamm.features.terrain.models.signal import FieldSignalQuerySet
from liamm.features.terrain.queries.authors import signal_node
from liamm.features.terrain.queries.likeness import Suggestion, suggestions
from liamm.kernel import french
from liamm.kernel.access import Actor
from liamm.kernel.thread.chain import Stage, stages


def desk_list(wanted: Mapping[str, Any], actor: Actor) -> FieldSignalQuerySet:
    """The signals of the desk as filtered, the latest first."""
    rows = FieldSignal.objects.all() if wanted.get("merged") else FieldSignal.objects.filter(merged_into=None)
    rows = _by_state(rows, wanted.get("state") or "")
    if wanted.get("territory"):
        rows = rows.on(wanted["territory"])
    if wanted.get("origin"):
        rows = rows.filter(origin=wanted["origin"])
    if wanted.get("since"):
        rows = rows.filter(created_at__gte=_start_of(wanted["since"]))
    if wanted.get("until"):
        rows = rows.filter(created_at__lt=_start_of(wanted["until"] + timedelta(days=1)))
    if wanted.get("mine"):
        rows = rows.filter(reader=cast("Person", actor))
    return _by_words(rows, wanted.get("words") or "")


def _by_state(rows: FieldSignalQuerySet, state: str) -> FieldSignalQuerySet:
    if state in SignalState.values:
        return rows.filter(state=state)
    return rows.exclude(state=SignalState.WITHDRAWN)


def _by_words(rows: FieldSignalQuerySet, words: str) -> FieldSignalQuerySet:
    """All these words, whatever their endings; or the reference."""
    asked = words.strip()
    if asked.upper().startswith("R-"):
        return rows.filter(reference__iexact=asked)
    stems = french.stems(asked)
    return rows.filter(stems__contains=stems) if stems else rows


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def for_desk(rows: QuerySet[FieldSignal]) -> QuerySet[FieldSignal]:
    """With what a line of the desk shows: place, reader, whether files came and an answer waits."""
    last_from_author = Exchange.objects.filter(signal=OuterRef("pk"), from_author=True)
    return (
        rows.select_related("territory", "reader")
        .annotate(has_files=Exists(SignalFile.objects.filter(signal=OuterRef("pk"))))
        .annotate(author_wrote=Exists(last_from_author))
        .annotate(merged_count=Count("merged"))
        .order_by("-created_at", "-pk")
    )


@dataclass(frozen=True, slots=True)
class DeskSignal:
    """One signal with all that the team needs around it."""

    signal: FieldSignal
    author: Author | None
    files: Sequence[SignalFile]
    exchanges: Sequence[Exchange]
    steps: Sequence[SignalStep]
    problems: Sequence[Problem]
    wording: PublicWording | None
    family: Sequence[FieldSignal]
    mergings: Sequence[Merging]
    is_sealed: bool
    alike: Sequence[Suggestion]
    thread: Sequence[Stage]


def desk_signal(actor: Actor, signal: FieldSignal) -> DeskSignal:
    """Read one signal whole."""
    crossed = Crossing.objects.filter(signal=signal, ended_at=None).select_related("problem")
    mergings = Merging.objects.filter(source=signal) | Merging.objects.filter(target=signal)
    return DeskSignal(
        signal=signal,
        author=Author.objects.filter(signal=signal).first(),
        files=list(signal.files.order_by("created_at")),
        exchanges=list(signal.exchanges.select_related("by")),
        steps=list(signal.steps.all()),
        problems=[one.problem for one in crossed.order_by("created_at")],
        wording=PublicWording.objects.filter(signal=signal, withdrawn_at=None).select_related("territory").first(),
        family=list(FieldSignal.objects.filter(root_id=signal.root_id).exclude(pk=signal.pk).order_by("created_at")),
        mergings=list(mergings.select_related("source", "target", "by", "undone_by").order_by("-created_at")),
        is_sealed=SealedOriginal.objects.filter(signal=signal).exists(),
        alike=suggestions(signal) if signal.state != SignalState.WITHDRAWN else (),
        thread=stages(actor, signal_node(signal)),
    )


def to_read_today(person: Person, *, limit: int = 5) -> tuple[list[FieldSignal], int]:
    """What waits to be read, what was given to this person first; and how many there are in all."""
    waiting = FieldSignal.objects.to_read()
    mine = list(waiting.filter(reader=person).select_related("territory").order_by("created_at")[:limit])
    rest = waiting.filter(reader=None).select_related("territory").order_by("created_at")
    return [*mine, *rest[: limit - len(mine)]], waiting.count()
