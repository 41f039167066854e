"""Things on which the rights over rooms are tried: a booking of the community, and one of *signed in* for a circle."""

from liamm.features.booking.policies import Permission
from liamm.features.booking.tests.factories import booked
from liamm.features.spaces.enums import Audience
from liamm.kernel.access.matrix import Sample


def samples(world):
    shown, own = booked(), booked(rooms=(2,))
    own.space, own.audience, own.booked_by = world.circle, Audience.SPACE, world.actors["signed in"]
    own.save()
    return [
        Sample(Permission.VIEW, "a booking of the community", shown),
        Sample(Permission.VIEW, "one of *signed in*, for the circle", own),
        Sample(Permission.BOOK, "in general"),
        Sample(Permission.CHANGE, "a booking of somebody else", shown),
        Sample(Permission.CHANGE, "one of *signed in*, for the circle", own),
        Sample(Permission.CANCEL, "a booking of somebody else", shown),
        Sample(Permission.CANCEL, "one of *signed in*, for the circle", own),
        Sample(Permission.BLOCK, "in general"),
        Sample(Permission.ARRANGE, "in general"),
    ]
