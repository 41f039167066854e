"""The team and the hosts of a project, dated."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation
from liamm.features.charter import bindings
from liamm.features.projects.facts import HostJoined, HostLeft, RoleLeft
from liamm.features.projects.models import Host, Project, TeamRole
from liamm.features.projects.policies import Permission, policy
from liamm.features.projects.seating import RoleDraft, holds, keep_in_circle, refuse_unknown, seat_in_team
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@action
def give_role(actor: Actor, project: Project, draft: RoleDraft) -> TeamRole:
    """Take a role of the charter in the project for oneself; several roles for one person are welcome.

    The house gives one to anybody; those who lead propose it (see `propose_role`).
    Raises DomainError for an unknown role or voice, or a role that the person holds already.
    """
    require(policy, actor, Permission.TAKE_ROLE, (project, draft.person))

    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    refuse_unknown(draft.role, draft.voice)
    if holds(project, draft.person, draft.role):
        raise DomainError(_("%(name)s tient déjà ce rôle.") % {"name": draft.person}, field="role")

    return seat_in_team(actor, project, draft)


@action
def leave_role(actor: Actor, held: TeamRole) -> TeamRole:
    """End a role from this moment on, and with the last of them the place in the circle of the project.

    The last carrier cannot leave before someone else carries the project.

    Raises DomainError when it ended already or would leave the project without carrier.
    """
    require(policy, actor, Permission.LEAVE_ROLE, held)

    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=held.project_id)
    held = TeamRole.objects.select_for_update(of=("self",), no_key=True).get(pk=held.pk)
    carrier = bindings.project_roles(clock.today()).value.carrier
    if held.ends:
        raise DomainError(_("Ce rôle est déjà rendu."))
    others = project.roles.now().filter(role=carrier).exclude(pk=held.pk)
    if held.role == carrier and not project.is_over and not others.exists():
        raise DomainError(
            _("Ce projet n’aurait plus personne pour le porter."),
            nearest=_("Donnez d’abord ce rôle à quelqu’un d’autre, ou arrêtez le projet en disant pourquoi."),
        )

    held.ends = max(held.starts, clock.today()) - timedelta(days=1)
    held.save(update_fields=["ends"])
    keep_in_circle(project, held.person)

    record(actor, RoleLeft(subject_id=project.id, person_id=held.person_id, role=held.role))
    return held


@action
def add_host(actor: Actor, project: Project, *, organisation: Organisation) -> Host:
    """Let an organisation carry the project with the others.

    Raises DomainError when it does already.
    """
    require(policy, actor, Permission.LEAD, project)

    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    if project.hosts.filter(organisation=organisation, ends__isnull=True).exists():
        raise DomainError(_("%(name)s porte déjà ce projet.") % {"name": organisation}, field="organisation")

    host = Host.objects.create(project=project, organisation=organisation)

    record(actor, HostJoined(subject_id=project.id, organisation_id=organisation.pk))
    return host


@action
def remove_host(actor: Actor, host: Host) -> Host:
    """An organisation stops carrying the project today.

    Raises DomainError when it did already.
    """
    require(policy, actor, Permission.LEAD, host.project)

    host = Host.objects.select_for_update(of=("self",), no_key=True).get(pk=host.pk)
    if host.ends:
        raise DomainError(_("Cette organisation ne porte déjà plus ce projet."))

    host.ends = clock.today()
    host.save(update_fields=["ends"])

    record(actor, HostLeft(subject_id=host.project_id, organisation_id=host.organisation_id))
    return host
