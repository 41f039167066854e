"""Telling: the journal, the public words, and who follows."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.projects.facts import JournalWritten, ProjectFollowed, SummaryRewritten
from liamm.features.projects.models import Follower, JournalEntry, Project
from liamm.features.projects.policies import Permission, policy
from liamm.features.projects.said import said_of
from liamm.features.spaces.enums import Audience
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.stale import refuse_stale
from liamm.kernel.telltale import refuse_telltale


@action
def tell_journal(
    actor: Actor, project: Project, *, text: str, audience: Audience, checked: bool = False
) -> JournalEntry:
    """Tell what happened, to everyone, the community or the project's circle.

    What everyone will read is looked through first; `checked` says that doubtful words were looked at.
    Raises DomainError when there is nothing to read, or when the text could name or expose somebody.
    """
    require(policy, actor, Permission.TELL, project)

    if not text.strip():
        raise DomainError(_("Écrivez au moins une phrase."), field="text")
    if audience == Audience.PUBLIC:
        refuse_telltale(text, field="text", checked=checked, citation=bindings.promised("names_nobody"))

    entry = JournalEntry.objects.create(
        project=project, space_id=project.space_id, audience=audience, author=cast("Person", actor), text=text
    )

    record(actor, JournalWritten(subject_id=project.id, entry_id=entry.id, audience=audience))
    return entry


@action
def rewrite_summary(
    actor: Actor, project: Project, *, summary: str, seen: str | None = None, checked: bool = False
) -> Project:
    """Say again, in public words, what the project is about.

    Raises DomainError when there is nothing to read, StaleError when somebody else said it since it was `seen`.
    """
    require(policy, actor, Permission.LEAD, project)

    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    refuse_stale(seen, said_of(project))
    if not summary.strip():
        raise DomainError(_("Dites en une phrase de quoi il s’agit."), field="summary")
    refuse_telltale(summary, field="summary", checked=checked, citation=bindings.promised("names_nobody"))

    project.summary = summary
    project.save(update_fields=["summary"])

    record(actor, SummaryRewritten(subject_id=project.id))
    return project


@action
def follow_project(actor: Actor, project: Project) -> Project:
    """Get the public news of a project by mail; following twice changes nothing."""
    require(policy, actor, Permission.FOLLOW, project)

    Follower.objects.get_or_create(project=project, person=cast("Person", actor))

    record(actor, ProjectFollowed(subject_id=project.id, following=True))
    return project


@action
def unfollow_project(actor: Actor, project: Project) -> Project:
    """Get no more news of a project."""
    require(policy, actor, Permission.FOLLOW, project)

    Follower.objects.filter(project=project, person=cast("Person", actor)).delete()

    record(actor, ProjectFollowed(subject_id=project.id, following=False))
    return project
