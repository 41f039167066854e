"""Terrains and their phases: added, reviewed, ended; never rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.projects import Phases
from liamm.features.projects.enums import PhaseEnd, PhaseForm, ProjectKind, ProjectState
from liamm.features.projects.facts import PhaseCorrected, PhaseEnded, PhaseStarted, ReviewSet, TerrainAdded
from liamm.features.projects.models import Phase, PhaseQuerySet, Project, Terrain
from liamm.features.projects.policies import Permission, policy
from liamm.features.projects.rules import (
    PhaseAsked,
    PhaseFault,
    PhaseGround,
    fault_of_end,
    fault_of_phase,
    fault_of_start,
)
from liamm.features.territories.models import Territory
from liamm.kernel import clock
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
    if project.kind == ProjectKind.ACTION and _phases_of(project).exists():
        raise DomainError(
            _("Une action tient en une seule phase, et celle-ci est déjà là : un autre terrain n’en aurait pas."),
            nearest=_("Pour aller plus loin, écrivez une demande de projet : elle reprendra l’action."),
        )
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
    phases = bindings.phases(max(draft.starts, project.opened_on))
    housed = draft.form == PhaseForm.ORDINARY or bool(draft.host and draft.place.strip())
    asked = PhaseAsked(draft.key, draft.starts, draft.review, housed)
    fault = fault_of_phase(asked, _ground(project, phases.value))
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


def _phases_of(project: Project) -> PhaseQuerySet:
    return Phase.objects.standing().filter(terrain__project=project)


def _ground(project: Project, phases: Phases) -> PhaseGround:
    return PhaseGround(
        known=[phase.key for phase in phases.phases],
        for_action=phases.action.phases,
        already=_phases_of(project).count(),
        is_action=project.kind == ProjectKind.ACTION,
        is_over=project.is_over,
        runs=project.state == ProjectState.RUNNING,
        opened=project.opened_on,
        today=clock.today(),
    )


def _refusal(fault: PhaseFault, phases: bindings.Cited[Phases]) -> DomainError:
    allowed = ", ".join(phases.value.phase(key).name.lower() for key in phases.value.action.phases)
    sentences = {
        PhaseFault.UNKNOWN: _("La charte ne connaît pas cette phase."),
        PhaseFault.NOT_FOR_ACTION: _("Une action ne prend pas cette phase."),
        PhaseFault.ACTION_HAS_ONE: _("Une action tient en une seule phase, et celle-ci est déjà là."),
        PhaseFault.BACKWARDS: _("Le point d’étape vient après le premier jour de la phase."),
        PhaseFault.PROJECT_OVER: _("Ce projet est terminé : on n’y ajoute plus de phase."),
        PhaseFault.NOT_ACCEPTED: _("La première phase commence quand les deux côtés ont accepté leurs engagements."),
        PhaseFault.UNHOUSED: _("Une immersion ou une résidence se passe chez quelqu’un : dites où et chez qui."),
        **_dated(),
    }
    ways_out = {
        PhaseFault.NOT_FOR_ACTION: _("Une action peut prendre : %(phases)s.") % {"phases": allowed},
        PhaseFault.ACTION_HAS_ONE: _("Pour aller plus loin, écrivez une demande de projet : elle reprendra l’action."),
        PhaseFault.NOT_ACCEPTED: _("Ils se lisent et s’acceptent sur la page du projet."),
    }
    by_charter = fault in {PhaseFault.NOT_FOR_ACTION, PhaseFault.ACTION_HAS_ONE}
    by_house = fault in {PhaseFault.NOT_ACCEPTED, PhaseFault.UNHOUSED, PhaseFault.BEFORE_OPENING, PhaseFault.TOO_FAR}
    usage = bindings.project_opening(phases.version).cite() if by_house else None
    citation = phases.cite(phases.value.action) if by_charter else usage
    return DomainError(sentences[fault], citation=citation, nearest=ways_out.get(fault, ""), field=_FIELDS.get(fault))


_FIELDS = {
    PhaseFault.UNKNOWN: "key",
    PhaseFault.NOT_FOR_ACTION: "key",
    PhaseFault.BACKWARDS: "review",
    PhaseFault.UNHOUSED: "host",
    PhaseFault.BEFORE_OPENING: "starts",
    PhaseFault.TOO_FAR: "starts",
}


def _dated() -> dict[PhaseFault, str]:
    return {
        PhaseFault.BEFORE_OPENING: _("Une phase ne commence pas avant l’ouverture du projet."),
        PhaseFault.TOO_FAR: _("Une phase s’annonce au plus un an à l’avance."),
    }


@action
def end_phase(actor: Actor, phase: Phase, *, end: PhaseEnd, lesson: str, ended: date) -> Phase:
    """End a phase, saying how and what one keeps of it; what was inconclusive taught something too.

    Raises DomainError when it ended already, ends before it starts or when nothing is kept of it.
    """
    require(policy, actor, Permission.LEAD, phase.terrain.project)

    project = _lock(phase.terrain.project)
    phase = _standing(phase)
    if phase.ended:
        raise DomainError(_("Cette phase est déjà terminée."))
    _refuse_end(phase.starts, ended)
    if end != PhaseEnd.DONE and not lesson.strip():
        raise DomainError(
            _("Dites ce que l’on en retient : ce qui n’a pas marché vaut autant que ce qui a marché."), field="lesson"
        )

    phase.ended, phase.end, phase.lesson = ended, end, lesson
    phase.save(update_fields=["ended", "end", "lesson"])
    _keep_next_review(project)

    record(actor, PhaseEnded(subject_id=project.id, phase_id=phase.id, phase=phase.key, end=end))
    return phase


def _refuse_end(starts: date, ended: date) -> None:
    if fault_of_end(starts, ended):
        raise DomainError(_("Une phase ne se termine pas avant d’avoir commencé."), field="ended")
    if ended > clock.today():
        raise DomainError(
            _("Ce jour n’est pas encore venu."),
            nearest=_("Une phase se termine au plus tard aujourd’hui ; revenez le dire ce jour-là."),
            field="ended",
        )


def _standing(phase: Phase) -> Phase:
    phase = Phase.objects.select_for_update(of=("self",), no_key=True).get(pk=phase.pk)
    if Phase.objects.filter(corrects=phase).exists():
        raise DomainError(_("Les dates de cette phase ont été corrigées depuis : c’est la correction qui vaut."))
    return phase


@action
def correct_phase(
    actor: Actor, phase: Phase, *, starts: date, review: date | None, ended: date | None, correction: str
) -> Phase:
    """Write again the dates of a phase, on a phase that replaces it and says why; the first one stays, to be read.

    Raises DomainError without a reason, on a day that no phase may have, or when it was corrected already.
    """
    require(policy, actor, Permission.LEAD, phase.terrain.project)

    project = _lock(phase.terrain.project)
    phase = _standing(phase)
    if not correction.strip():
        raise DomainError(_("Dites ce qui était faux : c’est lu avec la correction."), field="correction")
    fault = fault_of_start(starts, project.opened_on, clock.today())
    if fault:
        raise DomainError(_dated()[fault], field="starts")
    ended = (ended or phase.ended) if phase.ended else None
    if ended:
        _refuse_end(starts, ended)
    if review and review <= starts:
        raise DomainError(_("Le point d’étape vient après le premier jour de la phase."), field="review")

    kept = {name: getattr(phase, name) for name in _KEPT}
    mended = Phase.objects.create(
        **kept, starts=starts, review=review, ended=ended, corrects=phase, correction=correction.strip()
    )
    _keep_next_review(project)

    said = ended.isoformat() if ended else ""
    record(
        actor,
        PhaseCorrected(
            subject_id=project.id, phase_id=mended.id, replaced=phase.id, starts=starts.isoformat(), ended=said
        ),
    )
    return mended


_KEPT = ("terrain_id", "key", "name", "form", "host_id", "place", "aim", "end", "lesson")


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
    return Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)


def _keep_next_review(project: Project) -> None:
    """The next review of the project is the earliest of its open phases, or stays as it was."""
    open_phases = Phase.objects.under_way().filter(terrain__project=project, review__isnull=False)
    earliest = open_phases.order_by("review").values_list("review", flat=True).first()
    if earliest:
        project.next_review = earliest
        project.save(update_fields=["next_review"])
