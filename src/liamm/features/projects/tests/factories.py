"""Projects for the tests, opened as decisions open them."""

from liamm.features.accounts.tests.factories import OrganisationFactory, PersonFactory, TeamMemberFactory
from liamm.features.projects.actions import ProjectDraft, accept_promise, open_project
from liamm.features.projects.enums import ProjectKind, Side
from liamm.features.projects.policies import GRANT
from liamm.kernel.access import SYSTEM
from liamm.kernel.ledger.models import Entry
from liamm.kernel.model import uuid7


def grant(decision_id=None):
    """What governance writes when a decision at the end of its route opens a project."""
    decision_id = decision_id or uuid7()
    Entry.objects.create(kind=GRANT, subject_kind="decision", subject_id=decision_id, actor="system", payload={})
    return decision_id


def draft(**changes):
    base = {
        "decision_id": changes.pop("decision_id", None) or grant(),
        "kind": ProjectKind.PROJECT,
        "title": "Les papiers qui reviennent",
        "summary": "Éviter trois allers-retours pour un même dossier.",
        "function": "eprouvette",
        "carriers": [(PersonFactory(), OrganisationFactory())],
    }
    return ProjectDraft(**{**base, **changes})


def opened(**changes):
    return open_project(SYSTEM, draft(**changes))


def running(**changes):
    """A project whose commitments both sides have accepted."""
    return accepted(opened(**changes))


def accepted(project):
    for promise in project.promises.all():
        accept_promise(TeamMemberFactory() if promise.side == Side.LAB else carrier_of(project), promise)
    project.refresh_from_db()
    return project


def carrier_of(project):
    return project.roles.get(role="col-porteur").person
