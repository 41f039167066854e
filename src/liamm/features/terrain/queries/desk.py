"""What the team works from: the signals to read, filtered, and one of them with all around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.accounts.models import Person, said_name
from liamm.features.terrain.enums import Origin, SignalState
from liamm.features.terrain.facts import SignalRead
from liamm.features.terrain.models import (
    Author,
    Crossing,
    Exchange,
    FieldSignal,
    LeftFile,
    Merging,
    Problem,
    PublicWording,
    SealedOriginal,
    SignalFile,
    SignalStep,
)
from liamm.features.terrain.models.signal import FieldSignalQuerySet, headline_of, said_before, said_merged
from liamm.features.terrain.policies import policy
from liamm.features.terrain.queries.authors import signal_node
from liamm.features.terrain.queries.erasing import said_without_original
from liamm.features.terrain.queries.likeness import Suggestion, suggestions
from liamm.kernel import french
from liamm.kernel.access import Actor, actor_key
from liamm.kernel.ledger.models import Entry
from liamm.kernel.prepared import Listed, Rows, prepared
from liamm.kernel.thread.chain import Stage, stages
from liamm.ui.times import when


def desk_list(wanted: Mapping[str, Any], actor: Actor) -> FieldSignalQuerySet:
    """The signals of the desk as filtered, the latest first."""
    rows = FieldSignal.objects.all() if wanted.get("merged") else FieldSignal.objects.filter(merged_into=None)
    rows = _by_state(rows, wanted.get("state") or "")
    if wanted.get("territory"):
        rows = rows.on(wanted["territory"])
    if wanted.get("placeless"):
        rows = rows.filter(territory=None)
    if wanted.get("origin"):
        rows = rows.filter(origin=wanted["origin"])
    if wanted.get("since"):
        rows = rows.filter(heard_on__gte=wanted["since"])
    if wanted.get("until"):
        rows = rows.filter(heard_on__lte=wanted["until"])
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


def desk_rows(wanted: Mapping[str, Any], actor: Actor) -> Listed[tuple[Any, ...]] | QuerySet[FieldSignal, Any]:
    """The lines of the desk as filtered, to be shown page by page."""
    if not any(wanted.values()):
        return Listed(_how_many_on_desk, lambda first, last: _on_desk(first=first, last=last))
    return for_desk(desk_list(wanted, actor))


@prepared
def _on_desk(*, first: int, last: int) -> QuerySet[FieldSignal, tuple[Any, ...]]:
    return for_desk(_by_state(FieldSignal.objects.filter(merged_into=None), ""))[first:last]


@prepared
def _how_many_on_desk() -> QuerySet[FieldSignal, int]:
    shown = _by_state(FieldSignal.objects.filter(merged_into=None), "")
    return shown.order_by().values_list(Rows(), flat=True)


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One line of the desk: `notes` are the few words that tell it from others."""

    url: str
    reference: str
    headline: str
    place: str
    origin: str
    when: SafeString
    reader: str
    notes: str
    state: str
    tone: str


_TONES = {SignalState.RECEIVED: "wait", SignalState.CROSSED: "good", SignalState.ANSWERED: "good"}


def for_desk(rows: QuerySet[FieldSignal]) -> QuerySet[FieldSignal, tuple[Any, ...]]:
    """What a line of the desk is made of, the latest first, for `desk_lines`.

    The counts are asked for the lines shown only: joined over the whole desk they would slow as it grows.
    """
    merged = FieldSignal.objects.filter(merged_into=OuterRef("pk")).order_by().values("merged_into")
    return rows.order_by("-created_at", "-pk").values_list(
        "reference",
        "words",
        "territory__name",
        "place",
        "origin",
        "heard_on",
        "created_at",
        "reader__name",
        "reader__email",
        "masked",
        "state",
        "merged_into__reference",
        Exists(SignalFile.objects.filter(signal=OuterRef("pk"))),
        Exists(Exchange.objects.filter(signal=OuterRef("pk"), from_author=True)),
        Subquery(merged.annotate(n=Count("pk")).values("n")),
    )


def desk_lines(rows: Iterable[tuple[Any, ...]]) -> list[DeskLine]:
    """The lines of the desk in words."""
    base = reverse("terrain:desk")
    return [_line(base, row) for row in rows]


def _line(base: str, row: tuple[Any, ...]) -> DeskLine:
    reference, words, territory, place, origin, heard, at, name, email, masked, state, into, *rest = row
    has_files, wrote, merged = rest
    return DeskLine(
        url=f"{base}{reference}/",
        reference=reference,
        headline=headline_of(words),
        place=territory or place or _("lieu non dit"),
        origin=str(Origin(origin).label),
        when=_said_when(heard, at, "ago"),
        reader=said_name(name, email) if email else "",
        notes=_notes(masked=masked, has_files=has_files, author_wrote=wrote, merged=merged),
        state=said_merged(into) if into else str(SignalState(state).label),
        tone="" if into else _TONES.get(SignalState(state), ""),
    )


def _said_when(heard: date, noted: datetime, said: str) -> SafeString:
    """When it was noted; and when it was said, if that is another day."""
    if not said_before(heard, noted):
        return when(noted, said)
    words = _("dit le {day}, noté {moment}")
    return format_html(words, day=when(heard, "short_day"), moment=when(noted, "ago"))


def _notes(*, masked: bool, has_files: bool, author_wrote: bool, merged: int | None) -> str:
    said = [
        _("masquée") if masked else "",
        _("avec fichiers") if has_files else "",
        _("la personne a écrit") if author_wrote else "",
        ngettext("en porte %(n)s autre", "en porte %(n)s autres", merged) % {"n": merged} if merged else "",
    ]
    return " · ".join(words for words in said if words)


@dataclass(frozen=True, slots=True)
class DeskSignal:
    """One signal with all that the team needs around it."""

    signal: FieldSignal
    when: SafeString
    author: Author | None
    files: Sequence[SignalFile]
    left: Sequence[LeftFile]
    exchanges: Sequence[Exchange]
    steps: Sequence[SignalStep]
    problems: Sequence[Problem]
    wording: PublicWording | None
    family: Sequence[FieldSignal]
    mergings: Sequence[Merging]
    is_sealed: bool
    without_original: str
    alike: Sequence[Suggestion]
    thread: Sequence[Stage]


@prepared
def signal_of(actor: Actor, reference: str) -> QuerySet[FieldSignal]:
    """The signal of a reference, if the actor may read it, with its place and whoever wrote it down or reads it."""
    rows = FieldSignal.objects.select_related(
        "territory", "reader", "relay__person", "relay__organisation", "recorded_by", "merged_into"
    )
    return policy.visible_to(actor, rows).filter(reference=reference)


def desk_signal(actor: Actor, signal: FieldSignal) -> DeskSignal:
    """Read one signal whole."""
    beside = _family(signal, signal.root_id)
    return DeskSignal(
        signal=signal,
        when=_said_when(signal.heard_on, signal.created_at, "moment"),
        author=next(iter(_author(signal)), None),
        files=_files(signal),
        left=_left(signal) if signal.origin == Origin.MAIL else (),
        exchanges=_exchanges(signal),
        steps=_steps(signal),
        problems=[one.problem for one in _crossed(signal)],
        wording=next(iter(_wording(signal)), None),
        family=beside,
        mergings=_mergings(signal) if beside else [],
        is_sealed=(sealed := bool(_sealed(signal))),
        without_original=said_without_original(signal) if signal.masked and not sealed else "",
        alike=suggestions(signal) if signal.state != SignalState.WITHDRAWN else (),
        thread=stages(actor, signal_node(signal)),
    )


@prepared
def _family(signal: FieldSignal, root: UUID) -> QuerySet[FieldSignal]:
    others = FieldSignal.objects.filter(root_id=root).exclude(pk=signal.pk)
    return others.order_by("created_at").only("reference", "words")


@prepared
def _author(signal: FieldSignal) -> QuerySet[Author]:
    return Author.objects.filter(signal=signal).order_by("pk")[:1]


@prepared
def _files(signal: FieldSignal) -> QuerySet[SignalFile]:
    return SignalFile.objects.filter(signal=signal).order_by("created_at")


@prepared
def _left(signal: FieldSignal) -> QuerySet[LeftFile]:
    return LeftFile.objects.filter(signal=signal)


@prepared
def _exchanges(signal: FieldSignal) -> QuerySet[Exchange]:
    return Exchange.objects.filter(signal=signal).select_related("by")


@prepared
def _steps(signal: FieldSignal) -> QuerySet[SignalStep]:
    return SignalStep.objects.filter(signal=signal)


@prepared
def _crossed(signal: FieldSignal) -> QuerySet[Crossing]:
    return Crossing.objects.filter(signal=signal, ended_at=None).select_related("problem").order_by("created_at")


@prepared
def _wording(signal: FieldSignal) -> QuerySet[PublicWording]:
    shown = PublicWording.objects.filter(signal=signal, withdrawn_at=None).select_related("territory")
    return shown.order_by("pk")[:1]


@prepared
def _sealed(signal: FieldSignal) -> QuerySet[SealedOriginal, UUID]:
    return SealedOriginal.objects.filter(signal=signal).values_list("pk", flat=True)[:1]


def said_read(actor: Actor, signal: FieldSignal) -> str:
    """Who read it and when, in words; empty when that is who asks."""
    read = Entry.objects.filter(subject_kind="signal", subject_id=signal.pk, kind=SignalRead.kind).order_by("pk").last()
    if read is None or read.actor == actor_key(actor):
        return ""
    person = Person.objects.filter(pk=read.actor.removeprefix("person:")).first() if ":" in read.actor else None
    said = _("%(name)s l’a déjà lue, le %(moment)s : la personne le sait.")
    moment = date_format(timezone.localtime(read.at), "DATETIME_FORMAT")
    return said % {"name": person or _("Quelqu’un de l’équipe"), "moment": moment}


_FIRST = 5
_TO_READ = ("reference", "words", "created_at", "territory__name")


def _mergings(signal: FieldSignal) -> list[Merging]:
    """Each time the signal was merged or taken apart, the last first."""
    mergings = Merging.objects.filter(source=signal) | Merging.objects.filter(target=signal)
    return list(mergings.select_related("source", "target", "by", "undone_by").order_by("-created_at"))


def to_read_today(person: Person) -> tuple[list[FieldSignal], int]:
    """What waits to be read, what was given to this person first; and how many there are in all."""
    first = [*_given_to(person), *_given_to(None)][:_FIRST]
    return first, _how_many_to_read()[0]


@prepared
def _given_to(reader: Person | None) -> QuerySet[FieldSignal]:
    given = FieldSignal.objects.to_read().filter(reader=reader)
    return given.select_related("territory").order_by("created_at").only(*_TO_READ)[:_FIRST]


@prepared
def _how_many_to_read() -> QuerySet[FieldSignal, int]:
    return FieldSignal.objects.to_read().order_by().values_list(Rows(), flat=True)
