"""Things on which the rights over consents are tried: one of somebody without account, one of *signed in*."""

from liamm.features.consents.policies import Permission
from liamm.features.consents.tests.factories import given
from liamm.kernel.access.matrix import Sample


def samples(world):
    other, own = given(), given(mail="")
    own.person = world.actors["signed in"]
    own.save()
    return [
        *(
            Sample(permission, words, thing)
            for permission in (Permission.VIEW, Permission.WITHDRAW)
            for words, thing in (("a consent of somebody else", other), ("one of *signed in*", own))
        ),
        Sample(Permission.NOTE, "in general"),
        Sample(Permission.LIST, "in general"),
    ]
