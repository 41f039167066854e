"""Taking somebody into the team of a project, whichever way they came to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.charter import bindings
from liamm.features.projects.facts import RoleTaken
from liamm.features.projects.models import Project, TeamRole
from liamm.features.spaces.actions import add_member
from liamm.features.spaces.enums import Standing
from liamm.features.spaces.models import Membership
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.record import record


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDraft:
    """A role for a person: `voice` is what they bring (users, field agents, deciders…), `context` about what."""

    person: Person
    role: str
    organisation: Organisation | None = None
    voice: str = ""
    context: str = ""


def refuse_unknown(role: str, voice: str) -> None:
    """Refuse a role or a voice that the charter does not name."""
    today = clock.today()
    known = bindings.project_roles(today)
    voices = {one.key for one in bindings.project_opening(today).value.voices}
    if role not in {one.key for one in known.value.roles} or (voice and voice not in voices):
        raise DomainError(_("La charte ne connaît pas ce rôle."), field="role", citation=known.cite())


def holds(project: Project, person: Person, role: str) -> bool:
    """Whether a person holds this role today."""
    return project.roles.now().filter(person=person, role=role).exists()


def seat_in_team(actor: Actor, project: Project, draft: RoleDraft) -> TeamRole:
    """Write the role from today on, and take the person into the project's circle."""
    held = TeamRole.objects.create(
        project=project,
        person=draft.person,
        organisation=draft.organisation,
        role=draft.role,
        voice=draft.voice,
        context=draft.context,
    )
    if not Membership.objects.filter(space_id=project.space_id, person=draft.person).now().exists():
        add_member(
            SYSTEM, project.space, person=draft.person, organisation=draft.organisation, standing=Standing.MEMBER
        )

    record(actor, RoleTaken(subject_id=project.id, person_id=draft.person.pk, role=draft.role, voice=draft.voice))
    return held
