"""Things on which the rights over calendars that follow are tried: one of *signed in*."""

from liamm.features.agenda.enums import Scope
from liamm.features.agenda.models import Feed
from liamm.features.agenda.policies import Permission
from liamm.kernel.access.matrix import Sample


def samples(world):
    feed = Feed.objects.create(person=world.actors["signed in"], name="Téléphone", scope=Scope.ALL)
    return [
        Sample(Permission.MAKE, "in general"),
        Sample(Permission.KEEP, "a calendar of *signed in*", feed),
    ]
