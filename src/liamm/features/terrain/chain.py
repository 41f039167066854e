"""How signals, problems and communities are shown on le fil, to whom they may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.commitments.queries import gathered_all
from liamm.features.terrain.models import FieldSignal, InterestCommunity, Problem, PublicWording
from liamm.features.terrain.policies import on_team, policy
from liamm.features.terrain.queries.authors import COMMUNITY, PROBLEM, SIGNAL
from liamm.kernel.access import Actor, LinkHolder
from liamm.kernel.extension import ThreadSource, ThreadStep

_OF_SIGNAL = ("reference", "words", "created_at", "territory__name")


def _signal_steps(actor: Actor, ids: Sequence[Any]) -> Mapping[Any, ThreadStep]:
    """The public sees published wordings only; the team all; an author their own as well."""
    if on_team(actor):
        rows = FieldSignal.objects.filter(pk__in=ids).select_related("territory").only(*_OF_SIGNAL)
        return {row.pk: _step(row, row.headline, row.desk_url) for row in rows}
    wordings = policy.visible_to(actor, PublicWording.objects.filter(signal__in=ids))
    steps = {
        one.signal_id: _step(one.signal, one.title, one.get_absolute_url())
        for one in wordings.select_related("signal__territory").only("title", *(f"signal__{one}" for one in _OF_SIGNAL))
    }
    if isinstance(actor, LinkHolder) and actor.subject_id in ids:
        own = FieldSignal.objects.select_related("territory").get(pk=actor.subject_id)
        known = steps.get(own.pk)
        steps[own.pk] = _step(own, _("Ce que vous avez dit"), known.url if known else "")
    return steps


def _step(signal: FieldSignal, title: str, url: str) -> ThreadStep:
    where = signal.territory.name if signal.territory else ""
    return ThreadStep(title=title or signal.reference, line=where or signal.reference, url=url, at=signal.created_at)


def _problem_steps(actor: Actor, ids: Sequence[Any]) -> Mapping[Any, ThreadStep]:
    seen = policy.visible_to(actor, Problem.objects.filter(pk__in=ids))
    seen = seen.only("reference", "question", "closed_at", "created_at")
    return {
        one.pk: ThreadStep(
            title=one.question,
            line=_("au travail") if one.is_open else _("close"),
            url=one.get_absolute_url(),
            at=one.created_at,
        )
        for one in seen
    }


def _community_steps(actor: Actor, ids: Sequence[Any]) -> Mapping[Any, ThreadStep]:
    seen = list(policy.visible_to(actor, InterestCommunity.objects.filter(pk__in=ids)).select_related("space"))
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
    ThreadSource(SIGNAL, gettext_lazy("Remontée"), gettext_lazy("remontées"), 10, _signal_steps),
    ThreadSource(PROBLEM, gettext_lazy("Problématique"), gettext_lazy("problématiques"), 20, _problem_steps),
    ThreadSource(COMMUNITY, gettext_lazy("Communauté d’intérêt"), gettext_lazy("communautés"), 30, _community_steps),
)
