"""What a decision opened lives on: promises, a team, phases on each terrain, a journal, sometimes an end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.utils import timezone

from liamm.features.projects import actions
from liamm.features.projects.actions import PhaseDraft, RoleAsked
from liamm.features.projects.enums import PhaseEnd, PhaseForm, Side
from liamm.features.projects.models import Phase, Project
from liamm.features.spaces.enums import Audience
from liamm.kernel import clock
from liamm.site.demo.reading import tales
from liamm.site.demo.requests_told import request_tales
from liamm.site.demo.stage import Act, Stage, on_day


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectTale:
    """The life of a project, in days after its opening; `review_ago` is a review whose day has passed."""

    request: str
    summary: str
    promises: Mapping[str, tuple[str, int]]
    roles: Sequence[Mapping[str, Any]] = ()
    phases: Sequence[Mapping[str, Any]] = ()
    journal: Sequence[Mapping[str, Any]] = ()
    follow: Sequence[str] = ()
    phase_ended: int | None = None
    phase_end: str = PhaseEnd.DONE.value
    lesson: str = ""
    review_ago: int | None = None
    closed_after: int | None = None
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """A project on the stage: its tale, and who keeps it."""

    stage: Stage
    project_id: UUID
    told: ProjectTale
    carrier: str
    opened: date = field(default_factory=clock.today)

    @property
    def project(self) -> Project:
        """The project as it stands."""
        return Project.objects.select_related("space").get(pk=self.project_id)

    def later(self, days: int, hour: int, act: Act) -> None:
        """Let `act` happen some days after the opening."""
        self.stage.cue(on_day(self.opened + timedelta(days=days), hour), act)


@cache
def _lives() -> Mapping[str, ProjectTale]:
    """The tales of projects, by the public title of the decision that opened them."""
    told = {one["request"]: ProjectTale(**one) for part in tales("projects").values() for one in part["projects"]}
    return {(one.again or one).decisions[-1].title: told[one.key] for one in request_tales() if one.key in told}


def follow(stage: Stage) -> None:
    """Take up every project that has just been opened."""
    for project in Project.objects.filter(opened_on=clock.today()):
        told = _lives().get(project.title)
        if told and f"project:{told.request}" not in stage.made:
            stage.made[f"project:{told.request}"] = project.pk
            carrier = told.promises[Side.CARRIERS][0]
            _plan(Life(stage, project.pk, told, carrier))


def _plan(life: Life) -> None:
    told = life.told
    life.later(1, 10, partial(_present, life))
    for side, (person, days) in told.promises.items():
        life.later(days, 9, partial(_accept, life, side, person))
    for role in told.roles:
        life.later(role["at"], 11, partial(_give_role, life, role))
    for phase in told.phases:
        life.later(phase["at"], 12, partial(_start, life, phase))
        if "ended" in phase:
            life.later(phase["ended"], 17, partial(_end, life, phase))
    for follower in told.follow:
        life.later(6, 20, partial(_follow, life, follower))
    for entry in told.journal:
        life.later(entry["at"], 18, partial(_write, life, entry))
    _plan_end(life)


def _plan_end(life: Life) -> None:
    told = life.told
    if told.phase_ended is not None:
        life.later(told.phase_ended, 17, partial(_end_only, life))
    if told.review_ago is not None:
        life.later(40, 16, partial(_set_review, life, told.review_ago))
    if told.closed_after is not None:
        life.later(told.closed_after, 16, partial(_close, life))


def _present(life: Life) -> None:
    actions.rewrite_summary(life.stage.person(life.carrier), life.project, summary=life.told.summary)


def _accept(life: Life, side: str, person: str) -> None:
    for promise in life.project.promises.filter(side=side):
        actions.accept_promise(life.stage.person(person), promise)


def _give_role(life: Life, role: Mapping[str, Any]) -> None:
    person = life.stage.person(role["person"])
    asked = RoleAsked(
        email=person.email, role=role["role"], voice=role.get("voice", ""), context=role.get("context", "")
    )
    proposal = actions.propose_role(life.stage.person(life.carrier), life.project, asked)
    actions.accept_role(person, proposal, organisation=life.stage.organisation_of(person))


def _start(life: Life, phase: Mapping[str, Any]) -> None:
    terrain = life.project.terrains.get(name=phase["terrain"])
    review = life.opened + timedelta(days=phase["review"]) if "review" in phase else None
    draft = PhaseDraft(
        key=phase["key"],
        starts=clock.today(),
        review=review,
        form=PhaseForm(phase.get("form", PhaseForm.ORDINARY)),
        host=life.stage.troupes.get(phase.get("host", "")),
        place=phase.get("place", ""),
        aim=phase.get("aim", ""),
    )
    actions.start_phase(life.stage.person(life.carrier), terrain, draft)


def _end(life: Life, phase: Mapping[str, Any]) -> None:
    begun = life.opened + timedelta(days=phase["at"])
    held = Phase.objects.select_related("terrain__project").get(
        terrain__project=life.project, terrain__name=phase["terrain"], key=phase["key"], starts=begun
    )
    _finish(life, held, phase["end"], phase["lesson"])


def _end_only(life: Life) -> None:
    held = Phase.objects.standing().select_related("terrain__project").get(terrain__project=life.project)
    _finish(life, held, life.told.phase_end, life.told.lesson)


def _finish(life: Life, phase: Phase, end: str, lesson: str) -> None:
    carrier = life.stage.person(life.carrier)
    actions.end_phase(carrier, phase, end=PhaseEnd(end), lesson=lesson, ended=clock.today())


def _follow(life: Life, follower: str) -> None:
    actions.follow_project(life.stage.person(follower), life.project)


def _write(life: Life, entry: Mapping[str, Any]) -> None:
    audience = Audience(entry["audience"])
    actions.tell_journal(life.stage.person(entry["person"]), life.project, text=entry["text"], audience=audience)


def _set_review(life: Life, ago: int) -> None:
    on = timezone.localtime(life.stage.moment(ago)).date()
    actions.set_review(life.stage.person(life.carrier), life.project, on=on)


def _close(life: Life) -> None:
    actions.close_project(life.stage.person(life.carrier), life.project, words=life.told.closing)
