"""Things on which the rights over rooms are tried: a booking of the community, and one of *signed in* for a circle."""

from liamm.features.booking.models import HousePhoto, HouseTask, Restoring
from liamm.features.booking.policies import Permission
from liamm.features.booking.tests.factories import asked_for, booked, opening_asked, waiting_for
from liamm.features.spaces.enums import Audience
from liamm.kernel import clock
from liamm.kernel.access.matrix import Sample


def samples(world):
    shown, own = booked(), booked(rooms=(2,))
    own.space, own.audience, own.booked_by = world.circle, Audience.SPACE, world.actors["signed in"]
    own.save()
    place = asked_for(own, world.actors["team"])
    line = waiting_for(shown, world.actors["signed in"])
    seen = HouseTask.objects.create(reference="AF-1", what="Le volet coince", asked_by=world.actors["member"])
    left = Restoring.objects.create(booking=own, until=clock.in_days(1))
    picture = {"path": "maison/a", "name": "a.jpg", "media_type": "image/jpeg", "size": 1}
    of_task = HousePhoto.objects.create(task=seen, **picture)
    of_room = HousePhoto.objects.create(restoring=left, **picture)
    opening = opening_asked(world.actors["signed in"])
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
        Sample(Permission.ARRIVE, "a booking of somebody else", shown),
        Sample(Permission.ARRIVE, "one of *signed in*, for the circle", own),
        Sample(Permission.RESTORE, "in general"),
        Sample(Permission.KEEP_TERMS, "in general"),
        *(
            Sample(permission, "a place asked of *signed in* by *team*", place)
            for permission in (
                Permission.VIEW_PLACE,
                Permission.READ_ANSWER,
                Permission.ANSWER_PLACE,
                Permission.WITHDRAW_PLACE,
                Permission.SETTLE_PLACE,
            )
        ),
        Sample(Permission.VIEW_LINE, "a room that *signed in* waits for", line),
        Sample(Permission.LEAVE_LINE, "a room that *signed in* waits for", line),
        Sample(Permission.GIVE_BACK, "one of *signed in*, for the circle", own),
        Sample(Permission.SAY_FOUND, "one of *signed in*, for the circle", own),
        Sample(Permission.VIEW_TASK, "something that *member* saw", seen),
        Sample(Permission.ADD_TASK, "in general"),
        Sample(Permission.TAKE_TASK, "something that *member* saw", seen),
        Sample(Permission.FINISH_TASK, "something that nobody took", seen),
        Sample(Permission.SHAPE_TASK, "something that *member* saw", seen),
        Sample(Permission.VIEW_PHOTO, "of something that *member* saw", of_task),
        Sample(Permission.VIEW_PHOTO, "of a room that *signed in* gave back", of_room),
        Sample(Permission.ASK_OPENING, "in general"),
        *(
            Sample(permission, "an opening asked by *signed in*", opening)
            for permission in (
                Permission.VIEW_OPENING,
                Permission.ANSWER_OPENING,
                Permission.WITHDRAW_OPENING,
                Permission.TAKE_OPENING_BACK,
            )
        ),
        Sample(Permission.COUNT_HOSTS, "in general"),
        Sample(Permission.BLOCK, "in general"),
        Sample(Permission.ARRANGE, "in general"),
        Sample(Permission.KEEP, "in general"),
        Sample(Permission.OPEN_HOUSE, "in general"),
    ]
