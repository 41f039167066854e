"""Things on which the rights over rooms are tried: a booking of the community, and one of *signed in* for a circle."""

from liamm.features.booking.policies import Permission
from liamm.features.booking.tests.factories import asked_for, booked, waiting_for
from liamm.features.spaces.enums import Audience
from liamm.kernel.access.matrix import Sample


def samples(world):
    shown, own = booked(), booked(rooms=(2,))
    own.space, own.audience, own.booked_by = world.circle, Audience.SPACE, world.actors["signed in"]
    own.save()
    place = asked_for(own, world.actors["team"])
    line = waiting_for(shown, world.actors["signed in"])
    return [
        Sample(Permission.VIEW, "a booking of the community", shown),
        Sample(Permission.VIEW, "one of *signed in*, for the circle", own),
        Sample(Permission.BOOK, "in general"),
        Sample(Permission.CHANGE, "a booking of somebody else", shown),
        Sample(Permission.CHANGE, "one of *signed in*, for the circle", own),
        Sample(Permission.CANCEL, "a booking of somebody else", shown),
        Sample(Permission.CANCEL, "one of *signed in*, for the circle", own),
        Sample(Permission.CONFIRM, "a booking of somebody else", shown),
        Sample(Permission.CONFIRM, "one of *signed in*, for the circle", own),
        Sample(Permission.KEEP_TERMS, "in general"),
        *(
            Sample(permission, "a place asked of *signed in* by *team*", place)
            for permission in (
                Permission.VIEW_PLACE,
                Permission.ANSWER_PLACE,
                Permission.WITHDRAW_PLACE,
                Permission.SETTLE_PLACE,
            )
        ),
        Sample(Permission.VIEW_LINE, "a room that *signed in* waits for", line),
        Sample(Permission.LEAVE_LINE, "a room that *signed in* waits for", line),
        Sample(Permission.BLOCK, "in general"),
        Sample(Permission.ARRANGE, "in general"),
    ]
