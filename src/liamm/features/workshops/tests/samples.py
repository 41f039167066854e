"""Things on which the rights over déroulés are tried: one of the community, one that *signed in* keeps apart."""

from liamm.features.spaces.enums import Audience
from liamm.features.workshops.models import Workshop
from liamm.features.workshops.policies import Permission
from liamm.features.workshops.tests.factories import local, prepared
from liamm.kernel.access.matrix import Sample


def samples(world):
    shared = prepared(blocks=())
    own = Workshop.objects.create(
        space=world.circle,
        audience=Audience.PRIVATE,
        reference="AT-1",
        title="À moi",
        starts=local(2026, 12, 1, 9),
        made_by=world.actors["signed in"],
        token="jeton",
    )
    return [
        Sample(Permission.PREPARE, "in general"),
        *(
            Sample(permission, words, thing)
            for permission in (Permission.VIEW, Permission.FOLLOW, Permission.CHANGE, Permission.LEAD)
            for words, thing in (("one shared with the community", shared), ("one of *signed in*, kept apart", own))
        ),
    ]
