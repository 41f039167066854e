"""Who follows the agenda from a calendar of their own: the head on a phone, somebody of the team for one room."""

from __future__ import annotations

from functools import partial

from liamm.features.agenda.actions import FeedDraft, make_feed, revoke_feed
from liamm.features.agenda.enums import Scope
from liamm.site.demo.stage import Stage


def tell(stage: Stage) -> None:
    """Made some weeks ago; a tablet that was lost follows no more."""
    stage.ago(40, partial(_follow, stage, "head", FeedDraft(name="Mon téléphone", scope=Scope.ALL)))
    stage.ago(33, partial(_follow, stage, "team", FeedDraft(name="L’écran de l’entrée", scope=Scope.ROOM, room=1)))
    stage.ago(31, partial(_lose, stage, "head", FeedDraft(name="Ma tablette", scope=Scope.MINE)))


def _follow(stage: Stage, who: str, draft: FeedDraft) -> None:
    make_feed(stage.person(who), draft=draft)


def _lose(stage: Stage, who: str, draft: FeedDraft) -> None:
    person = stage.person(who)
    revoke_feed(person, make_feed(person, draft=draft))
