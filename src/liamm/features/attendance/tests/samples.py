"""Things on which the rights of the day are tried: an event of the team, and somebody who came."""

from liamm.features.attendance.models import Photo
from liamm.features.attendance.policies import Permission
from liamm.features.attendance.tests.factories import day
from liamm.kernel.access.matrix import Sample


def samples(world):
    del world
    session, people = day(1)
    photo = Photo.objects.create(event=session.event, alt="Un mur", path="x", name="x", media_type="image/png", size=1)
    return [
        Sample(Permission.RECEIVE, "an event of the team", session.event),
        Sample(Permission.TELL, "an event of the team", session.event),
        Sample(Permission.REMOVE_PHOTO, "a photo of an event of the team", photo),
        Sample(Permission.ANSWER, "somebody who came", people[0]),
        Sample(Permission.AGREE, "somebody who comes", people[0]),
        Sample(Permission.KEEP, "in general"),
    ]
