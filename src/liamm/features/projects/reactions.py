"""What projects say of themselves: to the team when they open, to followers when something public happens."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext as _

from liamm.features.accounts.queries import recipient
from liamm.features.projects.enums import PhaseEnd, ProjectState
from liamm.features.projects.facts import JournalWritten, PhaseEnded, PhaseStarted, ProjectClosed, ProjectOpened
from liamm.features.projects.letters import ProjectNewsLetter, ProjectOpenedLetter
from liamm.features.projects.models import JournalEntry, Phase, Project
from liamm.kernel.access import Actor
from liamm.kernel.ledger.facts import reacts_to
from liamm.kernel.post.letters import post


@reacts_to(ProjectOpened)
def tell_the_team(actor: Actor, fact: ProjectOpened) -> None:
    """Tell those who carry it that it opens."""
    del actor
    project = Project.objects.get(pk=fact.subject_id)
    people = {held.person for held in project.roles.select_related("person")}
    for person in sorted(people, key=lambda one: one.sort_name):
        post(ProjectOpenedLetter(project=project), recipient(person))


@reacts_to(PhaseStarted)
def tell_a_phase_started(actor: Actor, fact: PhaseStarted) -> None:
    """Followers hear of each new phase."""
    del actor
    phase = Phase.objects.select_related("terrain__project").get(pk=fact.phase_id)
    named = {"phase": phase.name, "terrain": phase.terrain.name}
    _tell(phase.terrain.project, lambda: _("Une phase commence : %(phase)s (%(terrain)s).") % named, phase.aim)


@reacts_to(PhaseEnded)
def tell_a_phase_ended(actor: Actor, fact: PhaseEnded) -> None:
    """Followers hear how each phase ended."""
    del actor
    phase = Phase.objects.select_related("terrain__project").get(pk=fact.phase_id)
    words = {"phase": phase.name, "terrain": phase.terrain.name, "end": PhaseEnd(phase.end).label}
    _tell(phase.terrain.project, lambda: _("La phase « %(phase)s » (%(terrain)s) est %(end)s.") % words, phase.lesson)


@reacts_to(JournalWritten)
def tell_the_journal(actor: Actor, fact: JournalWritten) -> None:
    """Followers hear of what the journal tells everyone, and of nothing else."""
    del actor
    entry = JournalEntry.objects.select_related("project").get(pk=fact.entry_id)
    if entry.is_public:
        _tell(entry.project, lambda: _("Le journal du projet raconte :"), entry.text)


@reacts_to(ProjectClosed)
def tell_the_end(actor: Actor, fact: ProjectClosed) -> None:
    """Followers hear of the end."""
    del actor
    project = Project.objects.get(pk=fact.subject_id)
    state = ProjectState(project.state).label
    _tell(project, lambda: _("Le projet est %(state)s.") % {"state": state}, project.closing_words)


def _tell(project: Project, say: Callable[[], str], words: str) -> None:
    """Each follower hears it in their own language, whatever that of whoever made it happen."""
    for follower in project.followers.select_related("person"):
        to = recipient(follower.person)
        with translation.override(to.language):
            letter = ProjectNewsLetter(project=project, sentence=say(), words=words.strip())
        post(letter, to)
