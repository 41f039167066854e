"""The day of an event, for the tests."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from liamm.features.attendance.actions import PhotoDraft, add_photo, note_arrivals
from liamm.features.attendance.rules.marking import Mark
from liamm.features.events.models import Attendee
from liamm.features.events.tests.factories import announced, registered
from liamm.kernel import clock


def day(people=3, **changes):
    """An event to which some people come, and its date."""
    event = announced(**changes)
    for number in range(1, people + 1):
        registered(event, number)
    session = event.sessions.select_related("event").get()
    return session, list(Attendee.objects.filter(registration__event=event).order_by("registration__name"))


def arrive(session, *people, here=True, at=None):
    marks = [Mark(one.pk, here, at or clock.now()) for one in people]
    return note_arrivals(session.event.organiser, session, marks=marks)


def image():
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, "PNG")
    return SimpleUploadedFile("atelier.png", out.getvalue(), "image/png")


def photo(event, **changes):
    base = {"upload": image(), "alt": "Deux groupes", "people": [("Soazig", "soazig@exemple.example"), ("Yann", "")]}
    return add_photo(event.organiser, event, draft=PhotoDraft(**{**base, **changes}))
