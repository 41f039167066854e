"""What happens around the sittings: the frame, what is told to the bodies, who proposes, who knocks at the door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser

from liamm.features.charter.enums import ItemKind
from liamm.features.governance import actions
from liamm.features.governance.calendar import Due
from liamm.features.governance.models import AgendaItem, Decision
from liamm.features.spaces.actions import (
    JoinDraft,
    ask_to_join,
    decline_request,
    note_conversation,
    plan_welcome,
    welcome,
    withdraw_request,
)
from liamm.features.spaces.models import JoinRequest
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder
from liamm.site.demo.diary import day_of
from liamm.site.demo.reading import tale
from liamm.site.demo.scenes.bodies import FIRST
from liamm.site.demo.scenes.deciding import READER, Voices
from liamm.site.demo.scenes.sittings import CHAIRS, sitting_of
from liamm.site.demo.scenes.sittings import tell as hold_sittings
from liamm.site.demo.stage import Stage, working

VISITOR = AnonymousUser()


def tell(stage: Stage) -> None:
    """Hold the sittings, and all that comes to them from elsewhere than a request."""
    told = tale("house")
    hold_sittings(stage, Voices.of_the_story().hold)
    first = stage.diary.since("codir", day_of(stage.diary.named(FIRST)))[0]
    stage.cue(first.starts + timedelta(minutes=40), partial(_frame, stage, first, told["frame"]))
    for one in told["informations"]:
        due = stage.diary.named(f"copil-{one['copil']}")
        stage.cue(due.starts - timedelta(days=6), partial(_inform, stage, due, one["title"]))
    for one in told["strategies"]:
        came = stage.diary.named(f"copil-{one['copil']}").starts - timedelta(days=35)
        stage.cue(came, partial(_suggest, stage, one))
        stage.cue(came + timedelta(days=4), partial(_accept, stage, one["title"]))
    for one in told["suggestions"]:
        _plan_suggestion(stage, one)
    for one in told["joining"]:
        _plan_joining(stage, one)


def _frame(stage: Stage, due: Due, told: Mapping[str, str]) -> None:
    draft = actions.FrameDraft(
        title=told["title"], full_text=told["full"], public_text=told["public"], starts=clock.today()
    )
    frame = actions.set_frame(stage.person(CHAIRS["codir"]), sitting_of("codir", due), draft=draft)
    stage.cue(due.starts + timedelta(days=1), partial(_publish, stage, frame.decision))


def _publish(stage: Stage, decision: Decision) -> None:
    actions.read_text(stage.person(READER), decision, version=decision.text_version)


def _inform(stage: Stage, due: Due, title: str) -> None:
    draft = actions.ItemDraft(kind=ItemKind.INFORMATION, title=title)
    actions.add_item(stage.person("team"), sitting_of("copil", due), draft=draft)


def _suggest(stage: Stage, told: Mapping[str, Any]) -> None:
    actor = stage.person(told["person"]) if "person" in told else VISITOR
    draft = actions.SubjectDraft(
        title=told["title"], text=told["text"], name=told.get("name", ""), email=told.get("email", "")
    )
    actions.suggest_subject(actor, draft)


def _item(title: str) -> AgendaItem:
    return AgendaItem.objects.select_related("suggestion").get(title=title, suggestion__isnull=False)


def _accept(stage: Stage, title: str) -> None:
    actions.accept_subject(stage.person("head"), _item(title))


def _plan_suggestion(stage: Stage, told: Mapping[str, Any]) -> None:
    stage.ago(told["ago"], partial(_suggest, stage, told), hour=21)
    if "accepted_ago" in told:
        stage.ago(told["accepted_ago"], partial(_accept, stage, told["title"]), hour=11)
    if "declined_ago" in told:
        stage.ago(told["declined_ago"], partial(_decline_subject, stage, told), hour=11)


def _decline_subject(stage: Stage, told: Mapping[str, Any]) -> None:
    actions.decline_subject(stage.person("head"), _item(told["title"]), reason=told["reason"])


def _plan_joining(stage: Stage, told: Mapping[str, Any]) -> None:
    stage.ago(told["ago"], partial(_knock, stage, told), hour=20)
    if talk := told.get("conversation"):
        stage.cue(working(stage.moment(talk["ago"], 14)), partial(_converse, stage, told, talk))
        if "planned_in_months" in told:
            stage.cue(working(stage.moment(talk["ago"], 16)), partial(_plan, stage, told))
    if "welcomed_ago" in told:
        stage.ago(told["welcomed_ago"], partial(_welcome, stage, told), hour=10)
    if refusal := told.get("declined"):
        stage.ago(refusal["ago"], partial(_decline, stage, told, refusal["answer"]), hour=10)
    if "withdrawn_ago" in told:
        stage.ago(told["withdrawn_ago"], partial(_withdraw, stage, told), hour=10)


def _request(stage: Stage, told: Mapping[str, Any]) -> JoinRequest:
    return JoinRequest.objects.get(pk=stage.made[f"joining:{told['email']}"])


def _knock(stage: Stage, told: Mapping[str, Any]) -> None:
    draft = JoinDraft(
        name=told["name"],
        email=told["email"],
        motivation=told["motivation"],
        taking_part=told.get("taking_part", ""),
        organisation=stage.troupes.get(told.get("organisation", "")),
        organisation_name=told.get("organisation_name", ""),
        rules_accepted=True,
    )
    request = ask_to_join(VISITOR, draft=draft)
    assert request is not None  # none of them is a member yet
    stage.made[f"joining:{told['email']}"] = request.pk


def _converse(stage: Stage, told: Mapping[str, Any], talk: Mapping[str, Any]) -> None:
    note_conversation(stage.person(talk["by"]), _request(stage, told), note=talk["note"])


def _welcome(stage: Stage, told: Mapping[str, Any]) -> None:
    membership = welcome(stage.person("head"), _request(stage, told))
    stage.welcome(told["key"], membership.person)


def _plan(stage: Stage, told: Mapping[str, Any]) -> None:
    today = stage.today
    years, month = divmod(today.month - 1 + told["planned_in_months"], 12)
    plan_welcome(stage.person("head"), _request(stage, told), month=date(today.year + years, month + 1, 1))


def _decline(stage: Stage, told: Mapping[str, Any], answer: str) -> None:
    decline_request(stage.person("head"), _request(stage, told), answer=answer)


def _withdraw(stage: Stage, told: Mapping[str, Any]) -> None:
    request = _request(stage, told)
    withdraw_request(LinkHolder(request.pk), request)
