"""How signals, problems and communities are shown on le fil, to whom they may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from liamm.features.commitments.queries import gathered_all
from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.models import FieldSignal, InterestCommunity, Problem, PublicWording
from liamm.features.terrain.models.signal import desk_of, headline_of, moment_of
from liamm.features.terrain.policies import on_team, policy
from liamm.features.terrain.queries.authors import COMMUNITY, PROBLEM, SIGNAL
from liamm.features.territories.models import Territory
from liamm.kernel.access import Actor, LinkHolder
from liamm.kernel.extension import ThreadSource, ThreadStep
from liamm.kernel.prepared import prepared

_OF_SIGNAL = ("reference", "words", "state", "heard_on", "created_at", "territory__name")
_OF_WORDING = ("title", "territory__name", "signal__reference", "signal__heard_on", "signal__created_at")


def _signal_steps(actor: Actor, ids: Sequence[Any]) -> Mapping[Any, ThreadStep]:
    """The public sees published wordings only, with the place they show; the team all; an author their own as well."""
    if on_team(actor):
        return {key: _on_the_desk(*read) for key, *read in _signals(list(ids))}
    steps = {
        one.signal_id: _step(one.signal, one.title, one.get_absolute_url(), one.territory)
        for one in _wordings(actor, list(ids))
    }
    if isinstance(actor, LinkHolder) and actor.subject_id in ids:
        own = FieldSignal.objects.select_related("territory").get(pk=actor.subject_id)
        known = steps.get(own.pk)
        said = _step(
            own,
            _("Ce que vous avez transmis") if own.passed_on else _("Ce que vous avez dit"),
            known.url if known else "",
            own.territory,
        )
        steps[own.pk] = replace(said, lang=get_language() or "fr")
    return steps


def _on_the_desk(reference: str, words: str, state: str, *where: Any) -> ThreadStep:
    """One that was withdrawn has no words left: its reference says which, its state why."""
    heard, noted, place = where
    said = headline_of(words)
    line = place or (reference if said else str(SignalState(state).label))
    return ThreadStep(title=said or reference, line=line, url=desk_of(reference), at=moment_of(heard, noted))


@prepared
def _signals(ids: list[UUID]) -> QuerySet[FieldSignal, tuple[Any, ...]]:
    return FieldSignal.objects.filter(pk__in=ids).values_list("pk", *_OF_SIGNAL)


@prepared
def _wordings(actor: Actor, ids: list[UUID]) -> QuerySet[PublicWording]:
    seen = policy.visible_to(actor, PublicWording.objects.filter(signal__in=ids, withdrawn_at=None))
    return seen.select_related("signal", "territory").only(*_OF_WORDING)


def _step(signal: FieldSignal, title: str, url: str, place: Territory | None) -> ThreadStep:
    """`place` is where it is said to be to this reader: the precise place of a signal stays with the team."""
    line = place.name if place else signal.reference
    return ThreadStep(
        title=title or signal.reference, line=line, url=url, at=moment_of(signal.heard_on, signal.created_at)
    )


def _problem_steps(actor: Actor, ids: Sequence[Any]) -> Mapping[Any, ThreadStep]:
    return {
        one.pk: ThreadStep(
            title=one.question,
            line=_("au travail") if one.is_open else _("close"),
            url=one.get_absolute_url(),
            at=one.created_at,
        )
        for one in _problems(actor, list(ids))
    }


@prepared
def _problems(actor: Actor, ids: list[UUID]) -> QuerySet[Problem]:
    seen = policy.visible_to(actor, Problem.objects.filter(pk__in=ids))
    return seen.only("reference", "question", "closed_at", "created_at")


@prepared
def _communities(actor: Actor, ids: list[UUID]) -> QuerySet[InterestCommunity]:
    return policy.visible_to(actor, InterestCommunity.objects.filter(pk__in=ids)).select_related("space")


def _community_steps(actor: Actor, ids: Sequence[Any]) -> Mapping[Any, ThreadStep]:
    seen = _communities(actor, list(ids))
    engaged = gathered_all(COMMUNITY, [one.pk for one in seen]) if seen else {}
    return {
        one.pk: ThreadStep(
            title=one.space.name,
            line=_("%(count)d organisations réunies") % {"count": len(engaged[one.pk].organisations)}
            if len(engaged[one.pk].organisations) > 1
            else _("l’appel est lancé"),
            url=one.get_absolute_url(),
            at=one.created_at,
        )
        for one in seen
    }


sources = (
    ThreadSource(SIGNAL, gettext_lazy("Remontée"), gettext_lazy("remontées"), 10, _signal_steps, counts_hidden=True),
    ThreadSource(PROBLEM, gettext_lazy("Problématique"), gettext_lazy("problématiques"), 20, _problem_steps),
    ThreadSource(COMMUNITY, gettext_lazy("Communauté d’intérêt"), gettext_lazy("communautés"), 30, _community_steps),
)
