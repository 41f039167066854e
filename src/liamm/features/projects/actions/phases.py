"""Terrains and their phases: added, reviewed, ended; never rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.projects import Phases
from liamm.features.projects.enums import PhaseEnd, PhaseForm, ProjectKind
from liamm.features.projects.facts import PhaseEnded, PhaseStarted, ReviewSet, TerrainAdded
from liamm.features.projects.models import Phase, Project, Terrain
from liamm.features.projects.policies import Permission, policy
from liamm.features.projects.rules import PhaseAsked, PhaseFault, PhaseGround, fault_of_end, fault_of_phase
from liamm.features.territories.models import Territory
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseDraft:
    """A phase to add on a terrain; a residency or an immersion says where and with whom."""

    key: str
    starts: date
    review: date | None = None
    form: PhaseForm = PhaseForm.ORDINARY
    host: Organisation | None = None
    place: str = ""
    aim: str = ""


@action
def add_terrain(
    actor: Actor,
    project: Project,
    *,
    name: str,
    territory: Territory | None = None,
    organisation: Organisation | None = None,
) -> Terrain:
    """Add a place where the project is tried.

    Raises DomainError when the project is over or has a terrain of this name.
    """
    require(policy, actor, Permission.LEAD, project)

    project = _lock(project)
    if project.is_over:
        raise DomainError(_("Ce projet est terminé : on n’y ajoute plus de terrain."))
    if project.terrains.filter(name__iexact=name).exists():
        raise DomainError(_("Ce projet a déjà un terrain « %(name)s ».") % {"name": name}, field="name")

    terrain = Terrain.objects.create(project=project, name=name, territory=territory, organisation=organisation)

    record(actor, TerrainAdded(subject_id=project.id, terrain_id=terrain.id))
    return terrain


@action
def start_phase(actor: Actor, terrain: Terrain, draft: PhaseDraft) -> Phase:
    """Add a dated phase on a terrain; phases may loop, overlap and be skipped, an action has exactly one.

    Raises DomainError naming the rule when it cannot be added.
    """
    require(policy, actor, Permission.LEAD, terrain.project)

    project = _lock(terrain.project)
    phases = bindings.phases(draft.starts)
    fault = fault_of_phase(
        PhaseAsked(draft.key, draft.starts, draft.review),
        PhaseGround(
            known=[phase.key for phase in phases.value.phases],
            for_action=phases.value.action.phases,
            already=Phase.objects.filter(terrain__project=project).count(),
            is_action=project.kind == ProjectKind.ACTION,
            is_over=project.is_over,
        ),
    )
    if fault:
        raise _refusal(fault, phases)

    phase = Phase.objects.create(
        terrain=terrain,
        key=draft.key,
        name=phases.value.phase(draft.key).name,
        form=draft.form,
        host=draft.host,
        place=draft.place,
        aim=draft.aim,
        starts=draft.starts,
        review=draft.review,
    )
    if draft.review:
        _keep_next_review(project)

    record(
        actor,
        PhaseStarted(subject_id=project.id, terrain_id=terrain.id, phase_id=phase.id, phase=phase.key, form=phase.form),
    )
    return phase


def _refusal(fault: PhaseFault, phases: bindings.Cited[Phases]) -> DomainError:
    allowed = ", ".join(phases.value.phase(key).name.lower() for key in phases.value.action.phases)
    sentences = {
        PhaseFault.UNKNOWN: _("La charte ne connaît pas cette phase."),
        PhaseFault.NOT_FOR_ACTION: _("Une action ne prend pas cette phase."),
        PhaseFault.ACTION_HAS_ONE: _("Une action tient en une seule phase, et celle-ci est déjà là."),
        PhaseFault.BACKWARDS: _("Le point d’étape vient après le premier jour de la phase."),
        PhaseFault.PROJECT_OVER: _("Ce projet est terminé : on n’y ajoute plus de phase."),
    }
    ways_out = {
        PhaseFault.NOT_FOR_ACTION: _("Une action peut prendre : %(phases)s.") % {"phases": allowed},
        PhaseFault.ACTION_HAS_ONE: _("Pour aller plus loin, écrivez une demande de projet : elle reprendra l’action."),
    }
    field = {PhaseFault.UNKNOWN: "key", PhaseFault.NOT_FOR_ACTION: "key", PhaseFault.BACKWARDS: "review"}.get(fault)
    by_charter = fault in {PhaseFault.NOT_FOR_ACTION, PhaseFault.ACTION_HAS_ONE}
    citation = phases.cite(phases.value.action) if by_charter else None
    return DomainError(sentences[fault], citation=citation, nearest=ways_out.get(fault, ""), field=field)


@action
def end_phase(actor: Actor, phase: Phase, *, end: PhaseEnd, lesson: str, ended: date) -> Phase:
    """End a phase, saying how and what one keeps of it; what was inconclusive taught something too.

    Raises DomainError when it ended already, ends before it starts or when nothing is kept of it.
    """
    require(policy, actor, Permission.LEAD, phase.terrain.project)

    project = _lock(phase.terrain.project)
    phase = Phase.objects.select_for_update(of=("self",)).get(pk=phase.pk)
    if phase.ended:
        raise DomainError(_("Cette phase est déjà terminée."))
    if fault_of_end(phase.starts, ended):
        raise DomainError(_("Une phase ne se termine pas avant d’avoir commencé."), field="ended")
    if end != PhaseEnd.DONE and not lesson.strip():
        raise DomainError(
            _("Dites ce que l’on en retient : ce qui n’a pas marché vaut autant que ce qui a marché."), field="lesson"
        )

    phase.ended, phase.end, phase.lesson = ended, end, lesson
    phase.save(update_fields=["ended", "end", "lesson"])
    _keep_next_review(project)

    record(actor, PhaseEnded(subject_id=project.id, phase_id=phase.id, phase=phase.key, end=end))
    return phase


@action
def set_review(actor: Actor, project: Project, *, on: date) -> Project:
    """Set the day of the next review.

    Raises DomainError when the project is over or the day is not after its opening.
    """
    require(policy, actor, Permission.LEAD, project)

    project = _lock(project)
    if project.is_over:
        raise DomainError(_("Ce projet est terminé : il n’a plus de point d’étape."))
    if on <= project.opened_on:
        raise DomainError(_("Le point d’étape vient après l’ouverture du projet."), field="on")

    project.next_review = on
    project.save(update_fields=["next_review"])

    record(actor, ReviewSet(subject_id=project.id, on=on.isoformat()))
    return project


def _lock(project: Project) -> Project:
    return Project.objects.select_for_update(of=("self",)).get(pk=project.pk)


def _keep_next_review(project: Project) -> None:
    """The next review of the project is the earliest of its open phases, or stays as it was."""
    open_phases = Phase.objects.filter(terrain__project=project, ended__isnull=True, review__isnull=False)
    earliest = open_phases.order_by("review").values_list("review", flat=True).first()
    if earliest:
        project.next_review = earliest
        project.save(update_fields=["next_review"])
