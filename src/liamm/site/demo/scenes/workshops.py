"""A déroulé that is being prepared from one that comes with the house, and the template that was kept of another."""

from __future__ import annotations

from functools import partial

from liamm.features.workshops import actions
from liamm.features.workshops.drafts import WorkshopDraft
from liamm.features.workshops.given import given
from liamm.site.demo.stage import Stage, working

_PAST, _COMING = 40, -9


def tell(stage: Stage) -> None:
    """One was held, and is kept as a template; one is to come."""
    stage.ago(_PAST + 12, partial(_prepare, stage, "parcours", _PAST, "Le parcours d’une demande d’aide"), hour=15)
    stage.ago(2, partial(_prepare, stage, "idees", _COMING, "Des idées pour l’accueil du matin"), hour=15)


def _prepare(stage: Stage, key: str, ago: int, title: str) -> None:
    team, source = stage.person("team"), given()[key]
    draft = WorkshopDraft(
        title=title, starts=working(stage.moment(ago, 14)), aim=source.aim, place="Le salon", people=14
    )
    made = actions.prepare_workshop(team, draft=draft, blocks=source.blocks)
    if ago > 0:
        actions.keep_as_template(team, made, title=source.title)
