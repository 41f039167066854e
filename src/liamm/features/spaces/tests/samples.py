"""Things on which the rights over circles are tried."""

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.spaces.enums import Audience, Entrance
from liamm.features.spaces.models import CommunityRole
from liamm.features.spaces.policies import Permission
from liamm.features.spaces.tests.factories import JoinRequestFactory, MembershipFactory, SpaceFactory
from liamm.kernel.access.matrix import Sample, World


def samples(world: World) -> list[Sample]:
    oneself, member = world.actors["signed in"], world.actors["member"]
    circle, entering = world.circle, PersonFactory()
    request = JoinRequestFactory(email=oneself.email)
    return [
        *(
            Sample(Permission.VIEW_SPACE, f"a circle shown to: {audience.value}", SpaceFactory(audience=audience))
            for audience in Audience
        ),
        Sample(Permission.VIEW_SPACE, "the circle", circle),
        Sample(Permission.OPEN_SPACE, "in general"),
        Sample(Permission.CLOSE_SPACE, "the circle", circle),
        Sample(Permission.ADD_MEMBER, "someone into the circle", (circle, entering)),
        Sample(
            Permission.ADD_MEMBER, "*signed in* into an open circle", (SpaceFactory(entrance=Entrance.OPEN), oneself)
        ),
        Sample(Permission.ADD_MEMBER, "someone into the community", (world.lab, entering)),
        Sample(Permission.SET_STANDING, "the circle", circle),
        Sample(Permission.LEAVE_SPACE, "someone of the circle", MembershipFactory(space=circle)),
        Sample(Permission.VIEW_DIRECTORY, "in general"),
        Sample(Permission.VIEW_DIRECTORY, "someone who chose to be shown", PersonFactory(in_directory=True)),
        Sample(Permission.VIEW_DIRECTORY, "someone who did not", entering),
        Sample(Permission.VIEW_DIRECTORY, "the account of *signed in*", oneself),
        Sample(Permission.GIVE_ROLE, "the member", member),
        Sample(Permission.END_ROLE, "a role of the member", CommunityRole(person=member, role="sage", charter="4.0")),
        Sample(Permission.ACCEPT_RULES, "the account of *signed in*", oneself),
        Sample(Permission.ASK_TO_JOIN, "in general"),
        Sample(Permission.VIEW_JOIN_REQUEST, "in general"),
        Sample(Permission.VIEW_JOIN_REQUEST, "a request of *signed in*", request),
        Sample(Permission.ANSWER_JOIN_REQUEST, "a request of *signed in*", request),
        Sample(Permission.WITHDRAW_JOIN_REQUEST, "a request of *signed in*", request),
    ]
