"""What is said of each item: outcomes with their reasons, the public words, who reads them again, what is followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from liamm.features.charter.enums import ItemKind
from liamm.features.governance import actions
from liamm.features.governance.enums import PreconisationState
from liamm.features.governance.models import AgendaItem, Decision
from liamm.features.proposals.models import Proposal
from liamm.site.demo.reading import tale
from liamm.site.demo.requests_told import RequestTale, WordTale, request_tales
from liamm.site.demo.scenes import projects
from liamm.site.demo.scenes.sittings import SECRETARY
from liamm.site.demo.stage import Stage, on_day, working

READER = "deputy"
_NOTED = "pris-acte"
_READ = 15


def tell(stage: Stage) -> None:
    """Let the head of the lab decide alone what the route lets them, each on its day."""
    for one in request_tales():
        if one.delegated is not None:
            stage.cue(
                _alone_at(stage, one, on_day(one.day(stage, one.delegated), 11)), partial(_decide_alone, stage, one)
            )


def _alone_at(stage: Stage, one: RequestTale, moment: datetime) -> datetime:
    """When the lab works; but never before the file is complete, which may be on a day of rest."""
    days = [one.submitted, *(day for told in one.appraisals for day in (told.gate, told.rest))]
    days += [told["at"] for told in (one.gate, one.load) if told]
    complete = on_day(max(one.day(stage, day) for day in days if day is not None), 20)
    at_work = working(moment)
    return at_work if at_work > complete else moment


@dataclass
class Voices:
    """What each body says of each item, by its title; what nobody wrote stays for another sitting."""

    decisions: dict[str, Sequence[WordTale]] = field(default_factory=dict)
    confirmations: dict[str, Sequence[WordTale]] = field(default_factory=dict)
    recusals: dict[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    spoken: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of_the_story(cls) -> Voices:
        """All that is written in the tales."""
        voices = cls()
        for told in request_tales():
            for one in (told, told.again):
                if one is not None:
                    voices.learn(one)
        house = tale("house")
        for told_strategy in house["strategies"]:
            title = told_strategy["title"]
            voices.decisions[title] = [WordTale(**told_strategy["word"])]
            voices.confirmations[title] = [WordTale(**told_strategy["confirmation"])]
        voices.notes = {one["title"]: one["notes"] for one in house["informations"]}
        return voices

    def learn(self, one: RequestTale) -> None:
        """Take what is said of a request."""
        title = one.answers.get("title", "")
        self.decisions[title], self.confirmations[title] = one.decisions, one.confirmations
        self.recusals[title] = one.recusals

    def word_on(self, item: AgendaItem) -> WordTale | None:
        """What the body says this time."""
        book = self.confirmations if item.confirms_id else self.decisions
        words = book.get(item.title, ())
        turn = self.spoken[key := f"{item.body.key} {item.title}"]
        if turn >= len(words):
            return None
        self.spoken[key] += 1
        return words[turn]

    def hold(self, stage: Stage, item: AgendaItem, moment: datetime) -> None:
        """Put on the stage what happens to an item in an open sitting."""
        if item.kind == ItemKind.INFORMATION:
            stage.cue(moment, partial(_note, stage, item, self.notes.get(item.title, "")))
            return
        for told in self.recusals.get(item.title, ()) if not item.confirms_id else ():
            stage.cue(moment - timedelta(minutes=3), partial(_recuse, stage, item, told))
        if word := self.word_on(item):
            stage.cue(moment, partial(_decide, stage, item, word))


def _fresh(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_related("sitting__body", "body").get(pk=item.pk)


def _note(stage: Stage, item: AgendaItem, notes: str) -> None:
    secretary = stage.person(SECRETARY)
    actions.take_item(secretary, _fresh(item))
    if notes:
        actions.take_notes(secretary, _fresh(item), notes=notes, before="")
    decision = actions.decide_item(secretary, _fresh(item), draft=actions.ClosingDraft(outcome=_NOTED))
    words = "Le COPIL en prend acte." if item.about_id is None else "Le COPIL prend acte de cette décision."
    public = actions.TextDraft(version=decision.text_version, full_text="", public_title=item.title, public_text=words)
    _publish_later(stage, actions.write_texts(secretary, decision, draft=public))


def _recuse(stage: Stage, item: AgendaItem, told: Mapping[str, str]) -> None:
    actions.recuse_oneself(stage.person(told["person"]), _fresh(item), reason=told["reason"])


def _decide(stage: Stage, item: AgendaItem, word: WordTale) -> None:
    secretary = stage.person(SECRETARY)
    actions.take_item(secretary, _fresh(item))
    if word.observation:
        actions.attach_observation(stage.person("head"), _fresh(item), text=word.observation)
    draft = actions.ClosingDraft(
        outcome=word.outcome,
        full_text=word.full,
        public_title=word.title,
        public_text=word.public,
        preconisations=tuple(_preconisation(stage, one) for one in word.preconisations),
        deferred_to=_until(stage, word.until),
        redirected_to=word.to,
        overload_reason=word.overload,
    )
    decision = actions.decide_item(secretary, _fresh(item), draft=draft)
    _publish_later(stage, decision, shows_arguments=word.shows_arguments)
    if word.correction:
        corrected = on_day(_day(decision) + timedelta(days=word.correction["after"]), 11)
        stage.cue(corrected, partial(_correct, stage, decision, word.correction))
    for one in word.preconisations:
        if "kept_after" in one:
            kept = on_day(_day(decision) + timedelta(days=one["kept_after"]), 16)
            read = on_day(_day(decision) + timedelta(days=1), _READ)
            stage.surely(kept, partial(_keep, decision, one), after=read + timedelta(hours=1))


def _decide_alone(stage: Stage, one: RequestTale) -> None:
    word, proposal = one.decisions[0], Proposal.objects.get(pk=stage.made[f"proposal:{one.key}"])
    draft = actions.ClosingDraft(outcome=word.outcome, full_text=word.full)
    decision = actions.decide_by_delegation(stage.person("head"), proposal, draft=draft)
    texts = actions.TextDraft(
        version=decision.text_version, full_text=word.full, public_title=word.title, public_text=word.public
    )
    _publish_later(stage, actions.write_texts(stage.person(SECRETARY), decision, draft=texts))


def _until(stage: Stage, name: str) -> date | None:
    return timezone.localtime(stage.diary.named(name).starts).date() if name else None


def _day(decision: Decision) -> date:
    return timezone.localtime(decision.decided_at).date()


def _preconisation(stage: Stage, told: Mapping[str, Any]) -> actions.PreconisationDraft:
    return actions.PreconisationDraft(
        text=told["text"],
        minder=stage.person(told["minder"]),
        minder_said=told["said"],
        term=stage.today + timedelta(days=told["term_in"]),
    )


def _publish_later(stage: Stage, decision: Decision, *, shows_arguments: bool = False) -> None:
    """The next day, someone who wrote none of it reads the public words, and they leave."""
    tomorrow = _day(decision) + timedelta(days=1)
    if shows_arguments:
        stage.cue(on_day(tomorrow, 9), partial(_show_arguments, stage, decision))
    stage.cue(on_day(tomorrow, _READ), partial(_read, stage, decision))


def _show_arguments(stage: Stage, decision: Decision) -> None:
    fresh = Decision.objects.get(pk=decision.pk)
    draft = actions.TextDraft(
        version=fresh.text_version,
        full_text=fresh.full_text,
        public_title=fresh.public_title,
        public_text=fresh.public_text,
        shows_arguments=True,
        ask_reading=True,
    )
    actions.write_texts(stage.person(SECRETARY), fresh, draft=draft)


def _read(stage: Stage, decision: Decision) -> None:
    fresh = Decision.objects.get(pk=decision.pk)
    actions.read_text(stage.person(READER), fresh, version=fresh.text_version)
    projects.follow(stage)


def _correct(stage: Stage, decision: Decision, told: Mapping[str, Any]) -> None:
    fresh = Decision.objects.get(pk=decision.pk)
    draft = actions.CorrectionDraft(
        reason=told["reason"],
        full_text=fresh.full_text,
        public_title=told.get("title", fresh.public_title),
        public_text=told.get("public", fresh.public_text),
    )
    correction = actions.correct_decision(stage.person(SECRETARY), fresh, draft=draft)
    _publish_later(stage, correction)


def _keep(decision: Decision, told: Mapping[str, Any]) -> None:
    one = decision.preconisations.get(text=told["text"])
    actions.close_preconisation(one.minder, one, state=PreconisationState.KEPT, words=told["kept_words"])
