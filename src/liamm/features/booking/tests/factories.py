"""Bookings for the tests, made as people make them: on a day on which the house opens."""

import io
from datetime import UTC, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from liamm.features.booking.actions import BookingDraft, book_rooms
from liamm.features.booking.asked import packed
from liamm.features.booking.models import Displacement, Opening, Waiting
from liamm.features.charter.bindings.hours import hours_of
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.extension import BookingPurpose, Manifest, Purpose
from liamm.kernel.numbering.references import next_reference


def opened(days=7, hour=14):
    """The first moment from so many days on at which the house is open."""
    starts = timezone.localtime(clock.in_days(days)).replace(hour=hour, minute=0, second=0, microsecond=0)
    while not hours_of(starts.date()).opened(starts.date()):
        starts += timedelta(days=1)
    return starts.astimezone(UTC)


def contributing(*things, kind="thing"):
    """A feature that offers these things to book for."""
    shown = [Purpose(thing, "Les papiers qui reviennent", "/la/") for thing in things]
    source = BookingPurpose(
        kind,
        "Chose",
        "lab-project",
        lambda _actor, ids: [one for one in shown if ids is None or one.id in ids],
        lambda _actor, ids: {one.id: one for one in shown if one.id in ids},
    )
    return Manifest(name="upper", purpose="", purposes=(source,))


def local(*parts):
    return datetime(*parts, tzinfo=timezone.get_default_timezone())


def draft(**changes):
    starts = changes.pop("starts", None) or opened()
    hours = changes.pop("hours", 2)
    base = {
        "use": "atelier",
        "title": "Atelier de conception",
        "rooms": (1,),
        "people": 12,
        "starts": starts,
        "ends": starts + timedelta(hours=hours),
        "rules_accepted": True,
    }
    return BookingDraft(**{**base, **changes})


def booked(person=None, **changes):
    LabSpaceFactory()
    return book_rooms(person or CommunityMemberFactory(), draft=draft(**changes))


def asked_for(booking, person):
    """That somebody asks for the place of a booking, whatever the rules would say."""
    return Displacement.objects.create(
        reference=next_reference("PL"),
        guest=booking,
        asked_by=person,
        asked=packed(draft()),
        rooms=[3],
        starts=booking.starts,
        ends=booking.ends,
        deadline=clock.in_days(3),
        latest=clock.in_days(4),
    )


def waiting_for(booking, person):
    """That somebody waits for the room of a booking."""
    return Waiting.objects.create(
        reference=next_reference("AT"),
        person=person,
        asked=packed(draft()),
        rooms=[1],
        starts=booking.starts,
        ends=booking.ends,
    )


def one_after_another(first=None, second=None, **changes):
    """Two bookings of a room on one day, the second coming in an hour after the first is over."""
    starts = changes.pop("starts", None) or opened(hour=9)
    before = booked(first, starts=starts, **changes)
    return before, booked(second, starts=starts + timedelta(hours=3), **changes)


def photo(name="photo.png"):
    """A photo as a phone sends it."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def opening_asked(person, starts=None, hours=3, **changes):
    """That somebody asks the house to open beside its hours, the evening of a day to come."""
    starts = starts or opened(14, hour=20)
    base = {"starts": starts, "ends": starts + timedelta(hours=hours), "reason": "La nuit des idées"}
    return Opening.objects.create(reference=next_reference("OU"), asked_by=person, **{**base, **changes})
