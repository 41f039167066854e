"""Things on which the rights over signals, problems, communities and relais are tried."""

from liamm.features.spaces.enums import Audience
from liamm.features.terrain.policies import Permission
from liamm.features.terrain.tests.factories import (
    FieldSignalFactory,
    InterestCommunityFactory,
    ProblemFactory,
    RelayFactory,
    WordingFactory,
)
from liamm.kernel import clock
from liamm.kernel.access.matrix import Sample, World

GENERAL = (
    Permission.TELL,
    Permission.HANDLE,
    Permission.OPEN_ORIGINAL,
    Permission.FORGET,
    Permission.TELL_AUTHORS,
    Permission.TAKE_MAIL,
    Permission.IMPORT,
    Permission.PUBLISH,
    Permission.SHAPE_PROBLEM,
    Permission.OPEN_COMMUNITY,
    Permission.LEAVE,
    Permission.NAME_RELAY,
)


def samples(world: World) -> list[Sample]:
    oneself = world.actors["signed in"]
    signal, relay = FieldSignalFactory(), RelayFactory(person=oneself)
    return [
        *(Sample(permission, "in general") for permission in GENERAL),
        Sample(Permission.RECORD_SPOKEN, "in general (here *signed in* is a relais)"),
        Sample(Permission.READ, "a signal", signal),
        Sample(Permission.READ, "a signal that *signed in* wrote down", FieldSignalFactory(recorded_by=oneself)),
        Sample(Permission.READ, "a signal that *signed in* passed on", FieldSignalFactory(relay=relay)),
        Sample(Permission.FOLLOW, "a signal (only its secret link opens it)", signal),
        Sample(Permission.VIEW_WORDING, "a published wording", WordingFactory()),
        Sample(Permission.VIEW_WORDING, "a wording for the community", WordingFactory(audience=Audience.COMMUNITY)),
        Sample(Permission.VIEW_WORDING, "a wording taken back", WordingFactory(withdrawn_at=clock.now())),
        Sample(Permission.VIEW_PROBLEM, "a public problem", ProblemFactory()),
        Sample(Permission.VIEW_PROBLEM, "a problem for the community", ProblemFactory(audience=Audience.COMMUNITY)),
        *(_on_communities(world)),
        Sample(Permission.VIEW_RELAY, "*signed in* as relais", relay),
        Sample(Permission.VIEW_RELAY, "another relais", RelayFactory()),
    ]


def _on_communities(world: World) -> list[Sample]:
    shown, inner = InterestCommunityFactory(), InterestCommunityFactory(space=world.circle)
    return [
        Sample(Permission.VIEW_COMMUNITY, "a public community", shown),
        Sample(Permission.VIEW_COMMUNITY, "a community shown to its circle", inner),
        Sample(Permission.JOIN, "a public community", shown),
        Sample(Permission.JOIN, "a community shown to its circle", inner),
        Sample(Permission.TEND_COMMUNITY, "a community of the circle", inner),
    ]
