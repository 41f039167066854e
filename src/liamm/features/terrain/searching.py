"""How terrain is found: signals by the team (as masked), wordings, problems and communities by whoever may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy

from liamm.features.spaces.enums import Audience
from liamm.features.spaces.queries import keys_of
from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.models import FieldSignal, InterestCommunity, Problem, PublicWording
from liamm.kernel.extension import SearchSource, SearchText
from liamm.kernel.html import plain

TEAM = "team"


def _signals(ids: Sequence[Any]) -> Mapping[Any, SearchText]:
    rows = FieldSignal.objects.filter(pk__in=ids).exclude(state=SignalState.WITHDRAWN).select_related("territory")
    return {
        row.pk: SearchText(
            title=f"{row.reference} {row.headline}",
            body=" ".join([row.words, row.for_whom, row.tried, row.place, str(row.territory or "")]),
            url=row.desk_url,
            audience=[TEAM],
            at=row.created_at,
        )
        for row in rows
    }


def _wordings(ids: Sequence[Any]) -> Mapping[Any, SearchText]:
    rows = PublicWording.objects.filter(pk__in=ids, withdrawn_at=None).select_related("signal", "territory")
    return {
        row.pk: SearchText(
            title=row.title,
            body=f"{row.signal.reference} {plain(row.text)} {row.territory or ''}",
            url=row.get_absolute_url(),
            audience=[*keys_of(row), TEAM],
            at=row.created_at,
        )
        for row in rows
    }


def _problems(ids: Sequence[Any]) -> Mapping[Any, SearchText]:
    return {
        row.pk: SearchText(
            title=row.question,
            body=f"{row.reference} {plain(row.concerned)} {plain(row.known)}",
            url=row.get_absolute_url(),
            audience=[*keys_of(row), TEAM],
            at=row.created_at,
        )
        for row in Problem.objects.filter(pk__in=ids)
    }


def _communities(ids: Sequence[Any]) -> Mapping[Any, SearchText]:
    rows = InterestCommunity.objects.filter(pk__in=ids).select_related("space", "problem")
    return {
        row.pk: SearchText(
            title=row.space.name,
            body=f"{row.problem.question} {plain(row.call)}",
            url=row.get_absolute_url(),
            audience=_circle_keys(row),
            at=row.created_at,
        )
        for row in rows
    }


def _circle_keys(community: InterestCommunity) -> list[str]:
    """A circle is shown to its audience, and always to its members and the team."""
    keys = [f"space:{community.space_id}", TEAM]
    audience = community.space.audience
    return [str(audience), *keys] if audience in {Audience.PUBLIC, Audience.COMMUNITY} else keys


def _all(model: type[Model]) -> Callable[[], Iterable[Any]]:
    return lambda: model._default_manager.values_list("pk", flat=True)  # noqa: SLF001  # Django's name for it


sources = (
    SearchSource("signal", gettext_lazy("Remontée (bureau)"), _signals, _all(FieldSignal)),
    SearchSource("wording", gettext_lazy("Remontée"), _wordings, _all(PublicWording)),
    SearchSource("problem", gettext_lazy("Problématique"), _problems, _all(Problem)),
    SearchSource("community", gettext_lazy("Communauté d’intérêt"), _communities, _all(InterestCommunity)),
)
