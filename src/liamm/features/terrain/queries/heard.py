"""What everybody may know: what was heard lately and what became of it, in published words only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.models import Crossing, FieldSignal, InterestCommunity, Problem, PublicWording
from liamm.features.terrain.policies import policy
from liamm.features.terrain.queries.voices import voices_of
from liamm.features.territories.enums import TerritoryKind
from liamm.kernel.access import Actor
from liamm.kernel.extension import ThreadStep
from liamm.kernel.html import plain
from liamm.kernel.prepared import Listed, Rows, prepared
from liamm.kernel.thread.chain import furthest
from liamm.ui.times import when

_EXCERPT = 240
_CALL = ("created_at", "space__name", "space__slug", "problem__question")
_QUESTION = ("reference", "question")
_OF_SIGNAL = ("signal__reference", "signal__root_id", "signal__state")
_OF_PLACE = ("territory__name", "territory__kind", "territory__code")
_LISTED = ("title", "text", "created_at", "audience", "space", *_OF_SIGNAL, *_OF_PLACE)


_BECAME = {
    SignalState.RECEIVED: _("Elle vient d’arriver."),
    SignalState.READ: _("Elle est lue ; elle attend d’en croiser d’autres."),
    SignalState.CROSSED: _("Elle est croisée avec d’autres dans une question à travailler."),
    SignalState.ANSWERED: _("La personne a eu une réponse."),
    SignalState.REDIRECTED: _("Elle est confiée à celles et ceux qui peuvent agir."),
    SignalState.WITHDRAWN: _("Elle a été retirée."),
}


@dataclass(frozen=True, slots=True)
class HeardLine:
    """A published wording as a list shows it; `onward` are the address, title and language of what it led to."""

    url: str
    title: str
    excerpt: str
    place: str
    when: SafeString
    became: str
    onward: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A published wording and what became of it: a sentence, the questions it is part of, and how far le fil goes."""

    wording: PublicWording
    became: str
    problems: Sequence[Problem] = ()
    step: ThreadStep | None = None

    @property
    def excerpt(self) -> str:
        """The first words, without their formatting."""
        words = " ".join(plain(self.wording.text).split())
        return words if len(words) <= _EXCERPT else words[:_EXCERPT].rsplit(" ", 1)[0] + "…"

    @property
    def line(self) -> HeardLine:
        """The same in words, as a list shows it."""
        place = self.wording.territory
        return HeardLine(
            url=self.wording.get_absolute_url(),
            title=self.wording.title,
            excerpt=self.excerpt,
            place=place.name if place else "",
            when=when(self.wording.created_at, "short_day"),
            became=self.became,
            onward=self._onward(),
        )

    def _onward(self) -> tuple[tuple[str, str, str], ...]:
        if self.step and self.step.url:
            return ((self.step.url, self.step.title, self.step.lang),)
        return tuple((one.get_absolute_url(), one.question, "fr") for one in self.problems)


def wordings_seen(actor: Actor) -> QuerySet[PublicWording]:
    """The wordings in force that the actor may see, the latest first, with what a list says of their signal."""
    seen = policy.visible_to(actor, PublicWording.objects.filter(withdrawn_at=None))
    return seen.select_related("signal", "territory").only(*_LISTED).order_by("-created_at", "-pk")


@prepared
def heard_between(actor: Actor, *, first: int, last: int) -> QuerySet[PublicWording]:
    """Those between two places of the list."""
    return wordings_seen(actor)[first:last]


@prepared
def _how_many_heard(actor: Actor) -> QuerySet[PublicWording, int]:
    seen = policy.visible_to(actor, PublicWording.objects.filter(withdrawn_at=None))
    return seen.order_by().values_list(Rows(), flat=True)


def all_heard(actor: Actor) -> Listed[PublicWording]:
    """The same, to be shown page by page."""
    return Listed(lambda: _how_many_heard(actor), lambda first, last: heard_between(actor, first=first, last=last))


def with_outcome(actor: Actor, wordings: Iterable[PublicWording]) -> list[Heard]:
    """Each wording with what became of it; the number of queries depends on how far they went, not on how many."""
    rows = list(wordings)
    problems = _problems_of(actor, rows)
    return [replace(one, problems=problems.get(one.wording.signal.root_id, ())) for one in outcomes(actor, rows)]


def outcomes(actor: Actor, wordings: Sequence[PublicWording]) -> list[Heard]:
    """The same without the questions that they are part of."""
    steps = furthest(actor, [one.signal_id for one in wordings if one.signal.state != SignalState.WITHDRAWN])
    roots = _roots_of(wordings)
    return [
        Heard(
            one,
            step.became if (step := steps.get(one.signal_id)) else became(one.signal, roots.get(one.signal.root_id)),
            step=step,
        )
        for one in wordings
    ]


def _roots_of(wordings: Sequence[PublicWording]) -> dict[UUID, FieldSignal]:
    """The signals that tell those that were merged; no query when none was."""
    merged = [one.signal.root_id for one in wordings if one.signal.root_id != one.signal_id]
    return {one.pk: one for one in _standing_for(merged)} if merged else {}


@prepared
def _standing_for(ids: list[UUID]) -> QuerySet[FieldSignal]:
    return FieldSignal.objects.filter(pk__in=ids).only("reference", "state")


def lines_heard(actor: Actor, wordings: Iterable[PublicWording]) -> list[HeardLine]:
    """The same as a list shows it."""
    return [one.line for one in with_outcome(actor, wordings)]


def _problems_of(actor: Actor, wordings: Sequence[PublicWording]) -> dict[UUID, list[Problem]]:
    roots = [one.signal.root_id for one in wordings]
    by_signal: dict[UUID, list[UUID]] = defaultdict(list)
    for signal, problem in _crossings(roots):
        by_signal[signal].append(problem)
    ids = {problem for several in by_signal.values() for problem in several}
    seen = {one.pk: one for one in _questions(actor, list(ids))} if ids else {}
    return {signal: [seen[one] for one in several if one in seen] for signal, several in by_signal.items()}


@prepared
def _crossings(signals: list[UUID]) -> QuerySet[Crossing, tuple[UUID, UUID]]:
    standing = Crossing.objects.filter(signal__in=signals, ended_at=None)
    return standing.order_by("created_at").values_list("signal_id", "problem_id")


@prepared
def _questions(actor: Actor, problems: list[UUID]) -> QuerySet[Problem]:
    return policy.visible_to(actor, Problem.objects.filter(pk__in=problems).only(*_QUESTION))


def became(signal: FieldSignal, root: FieldSignal | None = None) -> str:
    """What the team did with a signal, said to everybody; with `root`, which tells it, what became of that one."""
    if root is None:
        return str(_BECAME[SignalState(signal.state)])
    merged = _("Elle est réunie avec %(reference)s, qui dit la même chose.") % {"reference": root.reference}
    return f"{merged} {became(root)}"


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem in a list: how many voices it was born of, and whether work on it goes on."""

    url: str
    reference: str
    question: str
    is_open: bool
    signals: int


def problems_seen(actor: Actor, *, only_open: bool = True) -> QuerySet[Problem, tuple[Any, ...]]:
    """The problems that the actor may see, the latest first, as `problem_lines` takes them."""
    seen = policy.visible_to(actor, Problem.objects.all()).order_by("-created_at", "-pk")
    shown = seen.filter(closed_at=None) if only_open else seen
    return shown.values_list("pk", "reference", "question", "closed_at")


@prepared
def open_problems(actor: Actor, *, most: int) -> QuerySet[Problem, tuple[Any, ...]]:
    """The latest that are open, as `problem_lines` takes them."""
    return problems_seen(actor)[:most]


def problem_lines(found: Iterable[tuple[Any, ...]]) -> list[ProblemLine]:
    """The problems of a list in words; one query."""
    base, rows = reverse("terrain:problems"), list(found)
    voices = voices_of(row[0] for row in rows)
    return [
        ProblemLine(f"{base}{reference}/", reference, question, closed is None, voices.get(pk, 0))
        for pk, reference, question, closed in rows
    ]


@prepared
def calls_seen(actor: Actor, *, most: int) -> QuerySet[InterestCommunity]:
    """The latest communities that call for people and that the actor may see."""
    seen = policy.visible_to(actor, InterestCommunity.objects.filter(call_open=True, space__closed_at=None))
    return seen.select_related("space", "problem").only(*_CALL).order_by("-created_at", "-pk")[:most]


def count_by(signals_or_wordings: QuerySet[FieldSignal] | QuerySet[PublicWording], level: str) -> dict[str, float]:
    """How many, by code of territory of a level; what is told of a narrower place counts in the wider."""
    path = {TerritoryKind.COMMUNE: "territory", TerritoryKind.EPCI: "territory__epci"}
    wider = path.get(TerritoryKind(level), f"territory__{level}")
    rows = signals_or_wordings.order_by().values_list("territory__kind", "territory__code", f"{wider}__code")
    counts: Counter[str] = Counter()
    for kind, code, wider_code, number in rows.annotate(n=Count("pk")):
        chosen = code if kind == level else wider_code if level != TerritoryKind.COMMUNE else None
        if chosen:
            counts[chosen] += number
    return {code: float(number) for code, number in counts.items()}
