"""Things on which the rights over projects are tried: a public project of the circle, and one for its circle."""

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.projects.actions import RoleAsked, RoleDraft, give_role, propose_role
from liamm.features.projects.models import JournalEntry
from liamm.features.projects.policies import Permission
from liamm.features.projects.tests.factories import grant, opened
from liamm.features.spaces.enums import Audience
from liamm.kernel.access import SYSTEM
from liamm.kernel.access.matrix import Sample


def samples(world):
    shown, inner = _project(world, Audience.PUBLIC), _project(world, Audience.SPACE)
    entry = JournalEntry.objects.create(
        project=inner, space=inner.space, audience=Audience.SPACE, author=PersonFactory(), text="Un pas."
    )
    by_lab = shown.promises.filter(side="lab").first()
    by_carriers = shown.promises.exclude(side="lab").first()
    return [
        Sample(Permission.VIEW, "a public project of the circle", shown),
        Sample(Permission.VIEW, "a project shown to the circle", inner),
        Sample(Permission.READ_JOURNAL, "an entry shown to the circle", entry),
        Sample(Permission.SEE_TEAM, "a public project of the circle", shown),
        Sample(Permission.OPEN, "by nothing"),
        Sample(Permission.OPEN, "by a decision that grants it", grant()),
        Sample(Permission.LEAD, "a public project of the circle", shown),
        Sample(Permission.TELL, "a public project of the circle", shown),
        Sample(Permission.TAKE_ROLE, "for somebody else", (shown, PersonFactory())),
        Sample(Permission.TAKE_ROLE, "for the keeper of the circle", (shown, world.actors["keeper"])),
        Sample(Permission.LEAVE_ROLE, "a role of somebody else", _held(shown, PersonFactory())),
        Sample(Permission.ANSWER_ROLE, "proposed to someone signed in", _asked(shown, world.actors["signed in"])),
        Sample(Permission.ACCEPT, "a promise of the lab", by_lab),
        Sample(Permission.ACCEPT, "a promise of the carriers", by_carriers),
        Sample(Permission.FOLLOW, "a project shown to the circle", inner),
    ]


def _asked(project, person):
    asked = RoleAsked(person=person, role="sage")
    return propose_role(TeamMemberFactory(), project, asked)


def _held(project, person):
    return give_role(SYSTEM, project, RoleDraft(person=person, role="sage"))


def _project(world, audience):
    project = opened()
    world.enter(project.space)
    project.audience = audience
    project.save(update_fields=["audience"])
    return project
