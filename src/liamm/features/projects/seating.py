"""Taking somebody into the team of a project, whichever way they came to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.charter import bindings
from liamm.features.projects.facts import RoleTaken
from liamm.features.projects.models import Project, TeamRole
from liamm.features.spaces.actions import add_member, leave_space
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


def keep_in_circle(project: Project, person: Person, *, organisation: Organisation | None = None) -> None:
    """Give someone the place in the circle that their roles of today give: who carries or facilitates keeps it."""
    known = bindings.project_roles(clock.today()).value
    roles = set(project.roles.now().filter(person=person).values_list("role", flat=True))
    keeps = roles & {known.carrier, known.facilitator}
    wanted = (Standing.KEEPER if keeps else Standing.MEMBER) if roles else None
    held = Membership.objects.filter(space_id=project.space_id, person=person).now().first()
    if held is not None and held.standing == wanted:
        return
    if held is not None:
        leave_space(SYSTEM, held)
    if wanted is not None:
        beside = organisation or (held.organisation if held else None)
        add_member(SYSTEM, project.space, person=person, organisation=beside, standing=wanted)


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
    keep_in_circle(project, draft.person, organisation=draft.organisation)

    record(actor, RoleTaken(subject_id=project.id, person_id=draft.person.pk, role=draft.role, voice=draft.voice))
    return held
