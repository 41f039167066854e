"""The rights over what the lab can give are asked in general, those over engagements on one of *signed in*."""

from datetime import timedelta

from liamm.features.commitments.models import Commitment
from liamm.features.commitments.policies import Permission
from liamm.kernel import clock
from liamm.kernel.access.matrix import Sample, World
from liamm.kernel.model import uuid7


def samples(world: World) -> list[Sample]:
    oneself = world.actors["signed in"]
    engagement = Commitment.objects.create(
        person=oneself,
        subject_kind="community",
        subject_id=uuid7(),
        purpose="Guichets",
        amount=3,
        ends=clock.today() + timedelta(days=30),
    )
    capacity = {Permission.SEE_CAPACITY, Permission.SET_CAPACITY, Permission.ASK_LOAD, Permission.HOLD_LOAD}
    return [
        *(Sample(permission, "in general") for permission in Permission if permission in capacity),
        Sample(Permission.ENGAGE, "the time of *signed in*", oneself),
        *(
            Sample(permission, "an engagement of *signed in*", engagement)
            for permission in (Permission.SEE_ENGAGEMENT, Permission.GIVE_BACK, Permission.END_TERM)
        ),
    ]
