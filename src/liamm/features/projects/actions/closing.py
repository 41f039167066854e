"""The end of a project: closed when its work is done, stopped when it is not, always in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.projects.enums import ProjectState
from liamm.features.projects.facts import ProjectClosed
from liamm.features.projects.models import Phase, Project
from liamm.features.projects.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.closing import missing_to_close
from liamm.kernel.ledger.record import record


@action
def close_project(actor: Actor, project: Project, *, words: str) -> Project:
    """Close a project whose phases are all ended and whose closing conditions hold.

    Raises DomainError listing what is missing.
    """
    require(policy, actor, Permission.LEAD, project)

    project = _lock(project)
    _refuse_if_over(project)
    if Phase.objects.under_way().filter(terrain__project=project).exists():
        raise DomainError(
            _("Une phase est encore en cours."),
            nearest=_("Terminez-la en disant ce que l’on en retient, ou arrêtez le projet."),
        )
    missing = missing_to_close("project", project.id)
    if missing:
        listed = ", ".join(missing)
        raise DomainError(_("Avant de terminer, il manque : %(missing)s.") % {"missing": listed})

    return _end(actor, project, ProjectState.CLOSED, words)


@action
def stop_project(actor: Actor, project: Project, *, words: str) -> Project:
    """Stop a project, saying why; its open phases stop with it and keep the same words.

    Raises DomainError when no reason is given or it is over already.
    """
    require(policy, actor, Permission.LEAD, project)

    project = _lock(project)
    _refuse_if_over(project)
    if not words.strip():
        raise DomainError(_("Dites pourquoi le projet s’arrête : c’est ce que d’autres apprendront."), field="words")

    for phase in Phase.objects.under_way().filter(terrain__project=project):
        phase.ended, phase.end, phase.lesson = max(clock.today(), phase.starts), "stopped", words
        phase.save(update_fields=["ended", "end", "lesson"])
    return _end(actor, project, ProjectState.STOPPED, words)


def _lock(project: Project) -> Project:
    return Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)


def _refuse_if_over(project: Project) -> None:
    if project.is_over:
        raise DomainError(_("Ce projet est déjà terminé."))


def _end(actor: Actor, project: Project, outcome: ProjectState, words: str) -> Project:
    project.state, project.closed_on, project.closing_words = outcome, clock.today(), words
    project.next_review = None
    project.save(update_fields=["state", "closed_on", "closing_words", "next_review"])
    record(actor, ProjectClosed(subject_id=project.id, outcome=outcome))
    return project
